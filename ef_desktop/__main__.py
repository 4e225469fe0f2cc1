"""``python -m ef_desktop`` is ``ef-desktop``."""

import sys

from ef_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
