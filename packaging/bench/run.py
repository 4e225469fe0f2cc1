# -*- coding: utf-8 -*-
"""Measure the program against its floors: `python3 packaging/bench/run.py [NAME...] [--json]`; see the README.md beside.

Makes or mends the installation first and then goes on in its virtual environment.
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGING = os.path.dirname(HERE)
if PACKAGING not in sys.path:
    sys.path.insert(0, PACKAGING)

import _python

_python.refuse_old_python()

import _setup


def main(arguments):
    """Set up and become the benchmarks; returns an exit code only where that is not possible."""
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
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    # -P: no folder of the checkout comes before the installed packages.
    return _setup.become([python, "-P", os.path.join(HERE, "benchmarks.py"), *arguments], kept)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
