# -*- coding: utf-8 -*-
"""Stops with one clear sentence on a Python that is too old. Written so that every Python can read it."""

import sys

OLDEST = (3, 11)


def refuse_old_python(version=None):
    """End with exit code 1 when `version` (default: the running Python) is older than the program needs."""
    version = tuple(version or sys.version_info)[:2]
    if version >= OLDEST:
        return
    sys.stderr.write(
        "Excellent Faciliteren heeft Python 3.11 of nieuwer nodig; dit is Python %d.%d.\n"
        "Installeer een nieuwere Python (python.org, je pakketbeheer of je helpdesk) en start daarna opnieuw,\n"
        "bijvoorbeeld met: python3.11 %s\n"
        "(Python 3.11 or newer is needed; this is Python %d.%d.)\n" % (version + (sys.argv[0],) + version)
    )
    sys.exit(1)
