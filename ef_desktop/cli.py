"""The command line ``ef-desktop``. Without arguments it opens the window, and loads nothing of the commands."""

import os
import sys
from collections.abc import Sequence

from ef_desktop import settings
from ef_desktop.cli_parts import FINE, PROBLEM, USAGE, open_window
from ef_desktop.domain.errors import ClosedFileError, UserError
from ef_desktop.i18n import _, set_language
from ef_desktop.logs import log_file, logger, start_logging


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters:
        arguments: words after the name of the program; those of the process when left out.

    Returns:
        0 when all went well, 1 when a problem was found or met, 2 when the command was not understood.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        # A console of Windows may not know every letter of a name: it is written as well as it can be.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        device = settings.load()
        set_language(_language_of(words) or device.language)
        start_logging()
        if not words:
            return open_window(None)
        from ef_desktop.cli_commands import make_parser

        options = make_parser().parse_args(words)
        return options.run(options)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else USAGE
    except ClosedFileError:
        message = _(
            "This is a copy that is closed with a passphrase. Open it in the window, or bring it into your own work file with ‘merge --passphrase-stdin’. It stays as it is."
        )
        print(message, file=sys.stderr)
        return PROBLEM
    except UserError as error:
        print(error, file=sys.stderr)
        return PROBLEM
    except BrokenPipeError:
        # Whoever read our answer had enough of it: nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except OSError as error:
        logger.exception("command failed")
        print(_("This does not work here: {reason}. Nothing was changed.").format(reason=error.strerror), file=sys.stderr)
        return PROBLEM
    except Exception:
        # The last line of defence: whoever typed the command gets a sentence, whoever mends it gets the log.
        logger.exception("command failed")
        print(_("Something went wrong that was not foreseen. It is written down in {log}.").format(log=log_file()), file=sys.stderr)
        return PROBLEM


def _language_of(words: Sequence[str]) -> str:
    for number, word in enumerate(words):
        if word == "--language" and number + 1 < len(words):
            return words[number + 1]
        if word.startswith("--language="):
            return word.partition("=")[2]
    return ""
