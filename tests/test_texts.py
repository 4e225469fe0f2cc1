"""Every text of the program has a Dutch translation that is not fuzzy, and there is no translation without a text."""

import re
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from ef_desktop import paths

ROOT = paths.resource().parent
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


@pytest.fixture(scope="module")
def used() -> dict:
    found = {}
    source = extract_from_dir(str(ROOT / "ef_desktop"), method_map=[("**.py", "python")], keywords=KEYWORDS)
    for name, _line, message, _comments, _context in source:
        found[message[0] if isinstance(message, tuple) else message] = (name, message)
    return found


@pytest.fixture(scope="module")
def dutch() -> list:
    messages = []
    for file in sorted(paths.resource("i18n", "nl").glob("*.po")):
        with file.open("rb") as source:
            messages += [(file.name, message) for message in read_po(source, locale="nl") if message.id]
    return messages


def _key(message):
    return message.id[0] if isinstance(message.id, (tuple, list)) else message.id


def test_every_text_is_translated(used, dutch):
    known = {_key(m) for _file, m in dutch if not m.fuzzy and all([m.string] if isinstance(m.string, str) else m.string)}
    missing = sorted((name, key) for key, (name, _message) in used.items() if key not in known)
    assert missing == []


def test_no_translation_is_left_over_or_double(used, dutch):
    keys = [_key(message) for _file, message in dutch]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []
    assert sorted(set(keys) - set(used)) == []


def test_placeholders_are_the_same(dutch):
    def names(text):
        return {field for _text, field, _spec, _conversion in Formatter().parse(text) if field}

    for file, message in dutch:
        originals = message.id if isinstance(message.id, (tuple, list)) else [message.id]
        translations = message.string if isinstance(message.string, (tuple, list)) else [message.string]
        allowed = set().union(*(names(text) for text in originals))
        for text in translations:
            assert names(text) <= allowed, (file, message.id)
        assert allowed == set().union(*(names(text) for text in translations)), (file, message.id)


def test_dutch_is_calm(dutch):
    for file, message in dutch:
        for text in message.string if isinstance(message.string, (tuple, list)) else [message.string]:
            assert not re.search(r"!|succesvol", text), (file, text)
