"""The program `exporter`: runs a command, and turns whatever happens into words and an exit code, never a traceback."""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import signal
import sys
from types import FrameType
from typing import NoReturn

import click

from exporter import __version__
from exporter.cli.terminal import READER_GONE

INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells have it."""
BUG = 70
"""The exit code after a fault of ours (EX_SOFTWARE of sysexits.h), told apart from 1, a fault of the content."""
_COLLECT_AFTER = 20_000
"""New objects after which Python looks for cycles; 700 by its own choice, but we make records, which form none."""
_TRACEBACK = "EXPORTER_TRACEBACK"
_WRITERS = ("exporter.archive", "exporter.fmt.bank")
"""What puts files in their places, and knows whether it did."""


class _TerminatedError(SystemExit):
    """A TERM signal came, or a HUP signal with the end of the terminal; no handler of errors takes it for one."""


def main() -> NoReturn:
    """Run the command line and end the process."""
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # what the terminal's encoding has not is shown escaped
            reconfigure(errors="backslashreplace")
    _heed_signals()
    gc.set_threshold(_COLLECT_AFTER)
    code = _run()
    try:
        sys.stdout.flush()
    except OSError:  # nobody reads, or there is no room for what is redirected to a file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = READER_GONE
    sys.exit(code)


def program() -> NoReturn:
    """Run the command line and end the process, as installed programs and `python -m exporter` do.

    What waits for the end is run, but nothing is taken apart: the system does that at once, and Python needs a tenth of
    the time of a short command for it.
    """
    code = 0
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    atexit._run_exitfuncs()  # noqa: SLF001 - what Python itself runs; there is no other door
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    os._exit(code)


def _open_streams() -> None:
    """Put nothing in the place of a stream that the caller has closed, so that no file that we open takes it."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:  # noqa: PLR2004 - the three streams of a process
        os.set_inheritable(number, True)  # noqa: FBT003 - its signature
    os.close(number)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - open to the end


def _run() -> int:
    from exporter.cli import command  # noqa: PLC0415 - Ctrl-C is answered from here on

    try:
        ended = command.main(prog_name="exporter", standalone_mode=False)
    except SystemExit as end:
        if isinstance(end, _TerminatedError):
            _say(f"terminated; {_left()}")
        return end.code if isinstance(end.code, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        _say(f"interrupted; {_left()}")
        return INTERRUPTED
    except MemoryError:
        _say("there is not enough memory")
        return 1
    except OSError as error:  # a full disk while reading, a file that goes away
        where = f" (`{error.filename}`)" if error.filename else ""
        _say(f"cannot go on: {(error.strerror or str(error)).lower()}{where}; {_left()}")
        return 1
    except Exception as error:  # noqa: BLE001 - the last guard: no input gives a traceback
        return _bug(error)
    return ended if isinstance(ended, int) else 0  # `--help` and `--version` end with a number


def _bug(error: Exception) -> int:
    """Say that the fault is ours, and how to report it."""
    if os.environ.get(_TRACEBACK):
        import traceback  # noqa: PLC0415

        traceback.print_exception(error)
    where, trace = "", error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        if str(name).startswith("exporter"):
            where = f" in {name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    what = " ".join(str(error).split())[:200]
    _say(f"this is a bug in exporter {__version__}, not in your content: {type(error).__name__}{where}")
    if what:
        _say(f"  {what}")
    if not os.environ.get(_TRACEBACK):
        _say(f"Please report it with what the same command prints with {_TRACEBACK}=1 set before it,")
        _say(f"and, if you can, with the file that it was reading. {_left().capitalize()}.")
    return BUG


def _heed_signals() -> None:
    """End in order, and take away what is temporary, when the system or the end of the terminal stops us."""
    signal.signal(signal.SIGTERM, _terminated)
    hangup = getattr(signal, "SIGHUP", None)  # Windows has none
    if hangup is not None and signal.getsignal(hangup) is not signal.SIG_IGN:  # `nohup` wants us to go on
        signal.signal(hangup, _terminated)


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    del frame
    raise _TerminatedError(128 + number)


def _left() -> str:
    """Return what an interrupted command leaves."""
    writers = (sys.modules.get(name) for name in _WRITERS)  # where none is loaded, nothing was written
    made = any(writer.placed() for writer in writers if writer is not None)
    return "what it made is in its place" if made else "nothing was replaced"


def _say(line: str) -> None:
    with contextlib.suppress(OSError):  # the terminal is gone
        click.echo(line if line.startswith(" ") else f"exporter: {line}", err=True)


if __name__ == "__main__":
    program()
