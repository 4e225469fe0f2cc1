"""Frames made by hand, for the tests of the scenes."""

from ef_desktop.domain.discussion import DiscussionFrame
from ef_desktop.domain.frames import (
    AgendaFrame,
    AgendaLine,
    AgreementsFrame,
    BlankFrame,
    BoardFrame,
    BreakFrame,
    CardFrame,
    CaseFrame,
    Frame,
    NumberFrame,
    ReadingFrame,
    RulesFrame,
    TopFrame,
    WallCard,
    WallColumn,
    WelcomeFrame,
)

KINDS = {
    "inzicht": "Inzicht",
    "afspraak": "Afspraak",
    "belofte": "Belofte",
    "vraag": "Vraag",
    "werkt": "Werkt",
    "werkt_niet": "Werkt niet",
    "verbetering": "Verbetering",
    "signaal": "Signaal",
    "mooi_moment": "Mooi moment",
}
RULES = (
    "Wat je leert mag mee, wie wat zei blijft hier",
    "Praat over jezelf: 'ik'",
    "Je mag altijd passen of stoppen",
    "Eerst vragen, dan pas adviseren",
    "Geen namen van inwoners",
    "Van fouten leren we",
    "Geen foto's zonder ja van iedereen",
    "Gevaar of fraude? Dat zeggen we wel",
)
AGREED = ("Proefbrief schrijven", "Wandeling plannen met de bewoners van Voorhof en de wijkagent", "Namenlijst Voorhof", "Spreekuur proberen in het buurthuis", "Terugbellen oefenen")
STRANGE = (
    "x" * 400,
    "Een heel lang verhaal over de buurt. " * 270,
    "\U0001f600 Emoji \U0001f469\u200d\U0001f467 hier",
    "\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645",
    "regel een\nregel twee\n\nregel vier",
    "Donaudampfschifffahrtsgesellschaftskapit\u00e4n",
    "<b>=1+1</b> &amp; \u2066verborgen\u2069",
)


def card(number: int, text: str, secondary: str = "", fresh: bool = False) -> WallCard:
    return WallCard(number.to_bytes(16, "big"), text, secondary, fresh)


def board(**texts: list[str]) -> BoardFrame:
    """Return a board with a column per keyword, and a card per text; every card has an id of its own."""
    columns, number = [], 0
    for kind, lines in texts.items():
        made = []
        for line in lines:
            number += 1
            made.append(card(number, line))
        columns.append(WallColumn(kind, KINDS[kind], tuple(made)))
    return BoardFrame("nl", "Houding en gedrag", tuple(columns))


def mockup_board() -> BoardFrame:
    """Return the board of mockup 04a: 24 cards in five columns."""
    frame = board(
        werkt=["Bel eerst, mail later", "Samen langs de plek lopen", "Eén vast aanspreekpunt", "Vooraf vragen wat iemand wil", "Vergunning uitleggen met foto’s"],
        werkt_niet=["Brief vol artikelnummers", "Drie loketten voor één vraag", "Zes weken stil blijven", "‘Dat kan niet’ zonder reden"],
        verbetering=["Binnen twee dagen terugbellen", "Spreekuur in het buurthuis", "Lijst met namen per wijk", "Ja-mits-brief in gewone taal", "Regels op één A4"],
        inzicht=["De regels laten meer toe dan we denken", "Bewoner ziet één gemeente", "Tempo is ook respect", "Luisteren scheelt werk achteraf", "Wij missen een dwarskijker"],
        afspraak=[],
    )
    agreements = tuple(
        card(90 + number, text, who)
        for number, (text, who) in enumerate(
            (
                ("Proefbrief schrijven", "Noor · 26 mrt"),
                ("Wandeling plannen", "Samir · 19 mrt"),
                ("Namenlijst Voorhof", "Joke · 2 apr"),
                ("Spreekuur proberen", "Ruud · 9 apr"),
                ("Terugbellen oefenen", "Esra · 26 mrt"),
            )
        )
    )
    return BoardFrame("nl", frame.title, (*frame.columns[:4], WallColumn("afspraak", "Afspraak", agreements)))


def agenda(**changes) -> AgendaFrame:
    """Return the agenda of mockup 04b, with other values where given."""
    values = {
        "title": "Houding en gedrag",
        "lines": (
            AgendaLine("Welkom en afspraken", "", "done"),
            AgendaLine("Doorkijkje: veranderende gemeente", "", "done"),
            AgendaLine("Verhaal van de initiatiefnemer", "", "done"),
            AgendaLine("Rollen en talenten", "", "now"),
            AgendaLine("Pauze", "15:00", "todo"),
            AgendaLine("Houding en gedrag", "15:15", "todo"),
            AgendaLine("Opbrengsten en acties", "15:45", "todo"),
        ),
        "end": "16:00",
        "remaining_seconds": 23 * 60 + 12,
        "fraction": 0.59,
        "until": "tot 15:00",
        "note": "",
        "paused": False,
    }
    return AgendaFrame("nl", **(values | changes))


def welcome(**changes) -> WelcomeFrame:
    values = {
        "title": "Houding en gedrag",
        "begins": "we beginnen om 13:30",
        "date": "donderdag 12 maart",
        "place": "Buurthuis De Parel",
        "rules": RULES,
    }
    return WelcomeFrame("nl", **(values | changes))


def discussion(**changes) -> DiscussionFrame:
    """Return a step of a case discussion, with other values where given."""
    values = {
        "case_title": "Stadstuin Voorhof",
        "title": "Vertellen",
        "phase": "Ervaren",
        "speaks": "De inbrenger vertelt, de rest luistert.",
        "prompts": ("Wat gebeurde er?", "Wat wil je van ons weten?", "Waar liep het vast?"),
        "number": 1,
        "count": 8,
        "remaining_seconds": 240,
        "fraction": 0.8,
        "note": "",
        "paused": False,
    }
    return DiscussionFrame("nl", **(values | changes))


def ordinary() -> dict[str, Frame]:
    """Return one frame of every kind, as in a usual meeting."""
    top = (card(1, "Bel eerst, mail later"), card(2, "De regels laten meer toe"), card(3, "Proefbrief", "Noor · 26 mrt"))
    return {
        "board": mockup_board(),
        "agenda": agenda(),
        "welcome": welcome(),
        "rules": RulesFrame("nl", RULES),
        "break": BreakFrame("nl", "Pauze", "We gaan verder om 15:15", 665, 0.7),
        "top": TopFrame("nl", "Houding en gedrag", top, ("werkt", "inzicht", "afspraak"), ("Werkt", "Inzicht", "Afspraak")),
        "card": CardFrame("nl", tuple(reversed(top)), ("afspraak", "inzicht", "werkt"), ("Afspraak", "Inzicht", "Werkt")),
        "case": CaseFrame("nl", "Stadstuin Voorhof", "Hoe houden we de tuin open als de vaste groep kleiner wordt?"),
        "discussion": discussion(),
        "agreements": AgreementsFrame("nl", tuple(card(number, text, "Noor · 26 mrt") for number, text in enumerate(AGREED))),
        "reading": ReadingFrame("nl", tuple(KINDS.items())[4:8]),
        "number": NumberFrame("nl", 2, "1920 x 1080"),
        "blank": BlankFrame("nl"),
    }


def strange() -> dict[str, Frame]:
    """Return frames full of what does not fit: long, empty, strange."""
    lines = tuple(AgendaLine(text, "15:00", "todo") for text in STRANGE)
    top = tuple(card(number, text, text) for number, text in enumerate(STRANGE[:3], 1))
    return {
        "board": board(**{kind: list(STRANGE) for kind in KINDS}),
        "empty board": board(),
        "agenda": agenda(title=STRANGE[1], lines=(AgendaLine(STRANGE[1], "", "now"), *lines), until=STRANGE[0]),
        "empty agenda": agenda(lines=(), remaining_seconds=None, until="", end=""),
        "note": agenda(note=STRANGE[1]),
        "welcome": welcome(title=STRANGE[1], place=STRANGE[0], rules=STRANGE),
        "empty welcome": welcome(title="", begins="", date="", place="", rules=()),
        "rules": RulesFrame("nl", STRANGE),
        "no rules": RulesFrame("nl", ()),
        "break": BreakFrame("nl", STRANGE[1], STRANGE[1], 0, 0.0, STRANGE[1], True),
        "top": TopFrame("nl", "x", top, ("werkt", "inzicht", "vraag"), ("Werkt", "Inzicht", "Vraag")),
        "no top": TopFrame("nl", "x"),
        "card": CardFrame("nl", top, ("werkt", "inzicht", "vraag"), ("Werkt", "Inzicht", STRANGE[0])),
        "no card": CardFrame("nl"),
        "case": CaseFrame("nl", STRANGE[1], STRANGE[1]),
        "no case": CaseFrame("nl", "", ""),
        "discussion": discussion(case_title=STRANGE[1], title=STRANGE[1], speaks=STRANGE[1], prompts=STRANGE, note=STRANGE[1]),
        "agreements": AgreementsFrame("nl", tuple(card(number, text, text) for number, text in enumerate(STRANGE))),
        "no agreements": AgreementsFrame("nl"),
    }
