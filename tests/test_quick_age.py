"""What the tests close with little work is a true closed file: the library itself opens it, and refuses all else."""

import pytest
from pyrage import DecryptError, passphrase

from tests import quick_age

WORDS = "dak kaars zwem brief"


@pytest.mark.parametrize("content", [b"", b"kort", bytes(range(256)) * 600])
@pytest.mark.parametrize("words", [WORDS, "één ïjs ß 漢字"])
def test_the_library_opens_it_with_the_words_only(content, words):
    closed = quick_age.encrypt(content, words)
    assert passphrase.decrypt(closed, words) == content
    for other in ("", words + " ", words.upper()):
        with pytest.raises(DecryptError, match="Decryption failed"):
            passphrase.decrypt(closed, other)
    assert quick_age.encrypt(content, words) != closed


def test_the_library_refuses_it_when_anything_is_harmed():
    closed = quick_age.encrypt(b"een werkbestand", WORDS)
    for place in range(len(closed)):
        harmed = bytearray(closed)
        harmed[place] ^= 1
        with pytest.raises(DecryptError):
            passphrase.decrypt(bytes(harmed), WORDS)
    for end in range(0, len(closed), 9):
        with pytest.raises(DecryptError):
            passphrase.decrypt(closed[:end], WORDS)
