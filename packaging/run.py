# -*- coding: utf-8 -*-
"""Start the program from a checkout: `python3 packaging/run.py ARGS` is `ef-desktop ARGS`.

Makes or mends the installation first. Without a display and without arguments it leaves an example in a folder instead.
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
if HERE not in sys.path:  # python -P and PYTHONSAFEPATH leave it out
    sys.path.insert(0, HERE)

import _python

_python.refuse_old_python()

import _setup


def has_display(environment, platform=sys.platform):
    """Whether a window can be shown: always on Windows and macOS, on Linux when a display or Qt platform is named."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not platform.startswith("linux") or any(environment.get(name) for name in names)


def main(arguments):
    """Set up and become the program; returns an exit code only where that is not possible."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    try:
        python = _setup.prepare(_setup.RUNTIME_LOCK)
    except _setup.SetupError as error:
        _setup.say(str(error))
        return 1
    except KeyboardInterrupt:
        _setup.say("\nAfgebroken. De volgende start gaat verder met installeren.")
        return 130
    program = [python, "-I", "-m", "ef_desktop"]
    if not arguments and not has_display(os.environ):
        import _example

        return _example.make(program)
    return _setup.become(program + arguments, dict(os.environ))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
