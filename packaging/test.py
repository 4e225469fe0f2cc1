# -*- coding: utf-8 -*-
"""Run the whole test suite from a checkout: `python3 packaging/test.py ARGS`; the arguments go on to pytest.

Makes or mends the installation first, with the packages that the tests need.
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
if HERE not in sys.path:  # python -P and PYTHONSAFEPATH leave it out
    sys.path.insert(0, HERE)

import _python

_python.refuse_old_python()

import _setup


def suite_environment(environment):
    """The environment variables of a test run: Qt offscreen, and nothing on the path of Python from outside.

    Compiled modules are kept, also where the machine says not to: the tests start many processes, and each would compile them again.
    """
    left_out = ("PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in environment.items() if name not in left_out}
    return dict(kept, QT_QPA_PLATFORM=environment.get("QT_QPA_PLATFORM") or "offscreen")


def main(arguments):
    """Set up and become pytest, in the checkout's folder; returns an exit code only where that is not possible."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    try:
        python = _setup.prepare(_setup.DEVELOPMENT_LOCK)
    except _setup.SetupError as error:
        _setup.say(str(error))
        return 1
    except KeyboardInterrupt:
        _setup.say("\nAfgebroken. De volgende start gaat verder met installeren.")
        return 130
    os.chdir(_setup.ROOT)
    # -P: the checkout comes after the installed packages, so that its folder `packaging` is never the module.
    command = [python, "-P", "-m", "pytest", "--numprocesses=auto", "--dist=worksteal"]
    return _setup.become(command + arguments, suite_environment(os.environ))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
