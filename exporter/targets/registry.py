"""The only registry of targets, in the order in which they are built and listed; importing it loads them all."""

from exporter.targets import canvas, cartridge, html, moodle, pdf, qti

TARGETS = (moodle.TARGET, canvas.TARGET, pdf.TARGET, qti.QTI21, qti.QTI22, qti.QTI30, cartridge.TARGET, html.TARGET)
