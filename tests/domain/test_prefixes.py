"""Signs in the capture bar: what they mean, what stays text, and how they are completed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ef_desktop.domain.prefixes import (
    CASE,
    DATE,
    GOAL,
    KIND,
    PERSON,
    Known,
    complete,
    parse,
    read_date,
    unknown_signs,
)

KINDS = (
    ("inzicht", "Inzicht"), ("afspraak", "Afspraak"), ("belofte", "Belofte"), ("vraag", "Vraag"), ("werkt", "Werkt"),
    ("werkt_niet", "Werkt niet"), ("verbetering", "Verbetering"), ("signaal", "Signaal"), ("mooi_moment", "Mooi moment"),
)  # fmt: skip
NOOR, NOORTJE, SAMIR, TUIN, WIJK, LISTEN, BRIDGE = b"noor", b"noortje", b"samir", b"tuin", b"wijk", b"luisteren", b"bruggen"
THURSDAY = date(2026, 3, 12)
OTHERS = ((b"x" * 16, "Samira Bakker"), (b"y" * 16, "Noortje Smit"))
KNOWN = Known(
    KINDS,
    ((NOOR, "Noor Visser"), (NOORTJE, "Noortje Bos"), (SAMIR, "Samir Bakker")),
    ((TUIN, "Stadstuin Voorhof"), (WIJK, "Wijkbus")),
    THURSDAY,
    ((11, "Duurzame steden"), (12, "Duurzaam gebruik"), (13, "Klimaatactie")),
    ((LISTEN, "Luisteren"), (BRIDGE, "Bruggen bouwen")),
)


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("/privé Denk hieraan", None, "Denk hieraan"),
        ("/prive Denk hieraan", None, "Denk hieraan"),
        ("  /PRIVATE Denk hieraan", None, "Denk hieraan"),
        ("/priv Denk hieraan", None, "Denk hieraan"),
        ("/privé: Denk hieraan", None, "Denk hieraan"),
        ("/privé /a Bel", "afspraak", "Bel"),
        ("/werkt niet /privé Dat", "werkt_niet", "Dat"),
        ("/privé ! Bel eerst", "afspraak", "Bel eerst"),
    ],
)
def test_a_card_is_made_private_by_a_word(typed, kind, text):
    found = parse(typed, KNOWN)
    assert (found.private, found.kind, found.text) == (True, kind, text)


@pytest.mark.parametrize("typed", ["/pr Denk", "/privéles Denk", "/privacy Denk", "Denk /privé hieraan", "\\/privé Denk", "privé", "/ privé"])
def test_another_word_makes_no_private_card(typed):
    found = parse(typed, KNOWN)
    assert not found.private and found.text == typed.replace("\\", "")


def test_private_is_offered_with_the_kinds():
    known = replace(KNOWN, private="Privé")
    assert complete("/", 1, known).candidates[-1].label == "Privé"
    assert [c.text for c in complete("/pr", 3, known).candidates] == ["/privé "]
    assert [c.text for c in complete("/privé /af", 10, known).candidates] == ["/afspraak "]
    assert complete("Bel /pr", 7, known) is None


def test_everything_at_once():
    found = parse('/a Noor belt de wijk @noor #stadstuin ^26-3 %11 vandaag nog', KNOWN)
    assert (found.text, found.kind, found.person, found.case) == ("Noor belt de wijk vandaag nog", "afspraak", NOOR, TUIN)
    assert (found.due_on, found.goal) == (date(2026, 3, 26), 11)
    assert [mark.kind for mark in found.marks] == [KIND, PERSON, CASE, DATE, GOAL]


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("/a Bel eerst", "afspraak", "Bel eerst"),
        ("/AFSPRAAK Bel", "afspraak", "Bel"),
        ("/w Dit", "werkt", "Dit"),
        ("/werkt niet Dat", "werkt_niet", "Dat"),
        ("/werkt_n Dat", "werkt_niet", "Dat"),
        ("/werkt Niets", "werkt", "Niets"),
        ("/ve Meer tijd", "verbetering", "Meer tijd"),
        ("! Bel eerst", "afspraak", "Bel eerst"),
        ("? Wie", "vraag", "Wie"),
        ("!Let op", None, "!Let op"),
        ("/xyz Bel", None, "/xyz Bel"),
        ("en/of Bel /a", None, "en/of Bel /a"),
        ("\\/a Bel", None, "/a Bel"),
        ("/", None, "/"),
    ],
)
def test_kinds(typed, kind, text):
    found = parse(typed, KNOWN)
    assert (found.kind, found.text) == (kind, text)


@pytest.mark.parametrize(
    "typed",
    [
        "mail naar noor@delft.nl", "@iedereen", "@Noo", "100%", "%18", "%0", "# kop", "#1", "^kracht", "2^3", "@", "50 % korting",
        "@\u0661", "%\u0661", '@"Noor',
    ],
)  # fmt: skip
def test_what_is_not_known_stays(typed):
    found = parse(typed, KNOWN)
    assert (found.text, found.marks) == (typed, ())


def test_names_of_more_words_and_escapes():
    assert parse('Bel @"Samir Bakker" nu', KNOWN).person == SAMIR
    assert parse("Bel @samir_bakker, nu", KNOWN).person == SAMIR
    assert parse("Zet \\@noor erbij", KNOWN).text == "Zet @noor erbij"
    assert parse("@samir @noor Bel", KNOWN).person == NOOR
    assert parse("@samir @noor Bel", KNOWN).text == "Bel"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("vandaag", date(2026, 3, 12)), ("morgen", date(2026, 3, 13)), ("vr", date(2026, 3, 13)), ("do", date(2026, 3, 19)),
        ("donderdag", date(2026, 3, 19)), ("+14", date(2026, 3, 26)), ("2w", date(2026, 3, 26)), ("26-3", date(2026, 3, 26)),
        ("12-3", date(2026, 3, 12)), ("11/3", date(2027, 3, 11)), ("26mrt", date(2026, 3, 26)), ("1mei", date(2026, 5, 1)),
        ("1-5-27", date(2027, 5, 1)), ("2027-05-01", date(2027, 5, 1)), ("29-2", date(2028, 2, 29)), ("31-4", None),
        ("v", None), ("vrij", date(2026, 3, 13)), ("99-99", None), ("0-1", None), ("5xyz", None), ("", None),
    ],
)  # fmt: skip
def test_dates(word, expected):
    assert read_date(word, THURSDAY) == expected


def labels(typed, cursor=None):
    found = complete(typed, len(typed) if cursor is None else cursor, KNOWN)
    return None if found is None else (found.kind, found.start, [entry.label for entry in found.candidates])


def test_completion():
    assert labels("/we") == (KIND, 0, ["Werkt", "Werkt niet"])
    assert labels("Bel @no") == (PERSON, 4, ["Noor Visser", "Noortje Bos"])
    assert labels("Bel @vis") == (PERSON, 4, ["Noor Visser"])
    assert labels('Bel @"noor v') == (PERSON, 4, ["Noor Visser"])
    assert labels("Bel #") == (CASE, 4, ["Stadstuin Voorhof", "Wijkbus"])
    assert labels("^m") == (DATE, 0, ["morgen", "maandag"])
    assert labels("%1")[2][:2] == ["11. Duurzame steden", "12. Duurzaam gebruik"]
    assert labels("Bel noor") is None and labels("a /we") is None and labels("@zzz") is None


@given(st.sampled_from(["/we", "Bel @no", "Bel #wi", "Ga ^mor", "x %1"]))
def test_what_is_completed_is_understood(typed):
    found = complete(typed, len(typed), KNOWN)
    for entry in found.candidates:
        whole = typed[: found.start] + entry.text + "tekst"
        assert [mark.kind for mark in parse(whole, KNOWN).marks] == [found.kind]


@given(st.text(st.sampled_from('ab @#^%/!?\\"1-w\n noorvr'), max_size=40))
def test_only_what_is_marked_is_taken_out(typed):
    found = parse(typed, KNOWN)
    rest = typed
    for mark in sorted(found.marks, key=lambda mark: -mark.start):
        rest = rest[: mark.start] + rest[mark.end :]
    squeezed = "".join(rest.split()).replace("\\", "")
    assert "".join(found.text.split()).replace("\\", "") == squeezed
    complete(typed, len(typed) // 2, KNOWN)


@given(st.text(max_size=60))
def test_any_text_is_parsed_and_completed(typed):
    parse(typed, KNOWN)
    for cursor in range(len(typed) + 1):
        complete(typed, cursor, KNOWN)


@pytest.mark.parametrize(
    ("typed", "talent", "goal", "text"),
    [
        ("+luisteren Goed gehoord", LISTEN, None, "Goed gehoord"),
        ("Goed +luis gehoord", LISTEN, None, "Goed gehoord"),
        ('+"Bruggen bouwen" ging goed', BRIDGE, None, "ging goed"),
        ("+1 voor dit", None, None, "+1 voor dit"),
        ("een + twee", None, None, "een + twee"),
        ("\\+luisteren is lastig", None, None, "+luisteren is lastig"),
        ("Minder asfalt %klimaat", None, 13, "Minder asfalt"),
        ("Iets met %duurzame", None, 11, "Iets met"),
        ("Iets met %duurza", None, None, "Iets met %duurza"),
        ("100 %zeker", None, None, "100 %zeker"),
        ("printf %k en %kl", None, None, "printf %k en %kl"),
        ("a +l b +lu", None, None, "a +l b +lu"),
    ],
)
def test_talents_and_goals_by_name(typed, talent, goal, text):
    found = parse(typed, KNOWN)
    assert (found.talent, found.goal, found.text) == (talent, goal, text)


def test_goals_and_talents_are_completed_with_their_names():
    assert [c.label for c in complete("%kli", 4, KNOWN).candidates] == ["13. Klimaatactie"]
    assert [(c.label, c.text) for c in complete("%1", 2, KNOWN).candidates] == [
        ("11. Duurzame steden", "%11 "), ("12. Duurzaam gebruik", "%12 "), ("13. Klimaatactie", "%13 "),
    ]  # fmt: skip
    assert complete("+bou", 4, KNOWN).candidates[0].text == '+"Bruggen bouwen" '


def test_people_of_the_meeting_come_before_others_of_the_programme():
    known = replace(KNOWN, others=OTHERS)
    assert parse("bel @Samira", known).person == OTHERS[0][0]
    assert parse("bel @Samira", KNOWN).person is None
    names = [name for _row, name in KNOWN.people]
    first = names[0].split()[0]
    assert parse(f"bel @{first}", replace(KNOWN, others=((b"z" * 16, f"{first} Anders"),))).person == KNOWN.people[0][0]


def test_what_is_not_understood_is_told():
    typed = "Bellen @Onbekend ^volgendjaar %xyzzy mail a@b.nl +1 dank"
    assert unknown_signs(typed, parse(typed, KNOWN).marks) == ("@Onbekend", "^volgendjaar", "%xyzzy")
    typed = "Bellen @Samira morgen"
    assert unknown_signs(typed, parse(typed, replace(KNOWN, others=OTHERS)).marks) == ()
