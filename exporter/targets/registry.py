"""The only registry of targets, in the order in which they are built and listed; importing it loads them all."""

from exporter.targets import canvas, moodle, pdf

TARGETS = (moodle.TARGET, canvas.TARGET, pdf.TARGET)
