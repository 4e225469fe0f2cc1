"""Books for the tests: a lively one, an empty one, a huge one, and one of everything that is hard to draw."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from ef_desktop.domain.book import Book, BookAgendaItem, BookCase, BookCounts, BookKind, BookMeeting, BookOutcome
from ef_desktop.domain.book_parts import (
    BookAhead,
    BookAppendix,
    BookChapter,
    BookComing,
    BookEffect,
    BookElement,
    BookFigure,
    BookGoal,
    BookMeasurement,
    BookOpen,
    BookReason,
    BookSignal,
    BookStory,
    BookTool,
    BookWorkForm,
    BookWorks,
)

NOW = datetime(2026, 6, 12, 16, 30, tzinfo=timezone(timedelta(hours=2)))

KINDS = (
    BookKind("inzicht", "Inzicht", "#7F6408", "bulb", "hexagon"),
    BookKind("afspraak", "Afspraak", "#0C327C", "flag", "square", commitment=True),
    BookKind("belofte", "Belofte", "#0C327C", "heart-handshake", "shield", commitment=True),
    BookKind("vraag", "Vraag", "#7F6408", "message-2-question", "bubble"),
    BookKind("werkt", "Wat werkt", "#2A7770", "check", "circle"),
    BookKind("werkt_niet", "Wat werkt niet", "#A82154", "x", "diamond"),
    BookKind("verbetering", "Verbetering", "#7955BF", "arrow-up", "house"),
    BookKind("signaal", "Signaal voor de organisatie", "#4C3211", "speakerphone", "parallelogram"),
    BookKind("mooi_moment", "Mooi moment of citaat", "#4C3211", "mood-smile", "flower"),
)
_TITLES = (
    "Kennismaken en verbinden",
    "De veranderende gemeente",
    "Rollen en talenten",
    "Houding en gedrag",
    "Casus op locatie",
    "Terugkijken en borgen",
)
_PLACES = ("Stadskantoor, zaal Oostpoort", "Buurthuis De Wending", "Bibliotheek, leeszaal")
_NAMES = ("Noor", "Samir", "Joke", "Ruud", "Esra", "Petra")
_CASES = ("Stadstuin Voorhof", "Buurtbus Wippolder", "Huiskamer Hof van Delft", "Repaircafé Tanthof")
_BLOCKS = (
    ("Welkom en afspraken", 10),
    ("Veranderende gemeente", 15),
    ("Initiatiefnemer vertelt", 20),
    ("Rollen en talenten", 40),
    ("Pauze", 15),
    ("Houding en gedrag", 30),
    ("Opbrengsten en afspraken", 15),
)
_SAID = {
    "inzicht": (
        "De regels laten meer toe dan we denken.",
        "Een bewoner ziet één gemeente, geen drie afdelingen.",
        "Wij missen een dwarskijker in ons team.",
        "Tempo is ook een vorm van respect.",
    ),
    "afspraak": (
        "Proefbrief in gewone taal schrijven en voorleggen aan drie bewoners.",
        "Wandeling langs de Voorhof plannen.",
        "Namenlijst per wijk maken.",
        "Spreekuur in het buurthuis proberen.",
    ),
    "belofte": (
        "Ik bel eerst en mail daarna.",
        "Ik vraag door voor ik antwoord geef.",
        "Ik zeg het ook als ik iets niet weet.",
    ),
    "vraag": (
        "Wie is eigenaar van het plantsoen?",
        "Hoe lang mag een tijdelijke vergunning duren?",
        "Wat kost een buurtbudget ons aan begeleiding?",
    ),
    "werkt": (
        "Bel eerst, mail later.",
        "Samen langs de plek lopen.",
        "De vergunning uitleggen met foto’s.",
        "Eén vast aanspreekpunt voor de initiatiefnemer.",
    ),
    "werkt_niet": ("Drie loketten voor één vraag.", "Een brief vol artikelnummers.", "Zes weken stil blijven."),
    "verbetering": (
        "Binnen twee dagen terugbellen, ook zonder antwoord.",
        "Een spreekuur in het buurthuis.",
        "De ja-mits-brief in gewone taal, met een voorbeeld erbij zodat een initiatiefnemer meteen ziet "
        "wat er wél kan en onder welke voorwaarden de gemeente meewerkt.",
    ),
    "signaal": (
        "Het zaaksysteem sluit een melding als er geen afdeling bij past.",
        "De legesverordening kent geen tarief voor kleine initiatieven.",
    ),
    "mooi_moment": ("‘Eén telefoontje scheelde mij zes weken wachten.’", "‘Nu weet ik wie ik moet bellen.’"),
}


def outcomes(chance: random.Random, count: int, held_on: date) -> tuple[BookOutcome, ...]:
    """Return a mix over all kinds."""
    made = []
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        text = chance.choice(_SAID[kind.id])
        outcome = BookOutcome(kind.id, text, case_title=chance.choice((None, None, *_CASES)), votes=chance.choice((0, 0, 1, 3)))
        if kind.commitment:
            due = held_on + timedelta(days=chance.choice((14, 21, 28)))
            status = chance.choice(("open", "busy", "done", "done", "lapsed"))
            outcome = replace(outcome, owner=chance.choice(_NAMES), due_on=due, status=status)
        made.append(outcome)
    return tuple(made)


def meeting(number: int, *, cards: int = 26, seed: int = 7) -> BookMeeting:
    """Return a finished meeting."""
    chance = random.Random(seed * 1000 + number)
    held_on = date(2026, 1, 15) + timedelta(days=28 * (number - 1))
    at = 13 * 60 + 30
    agenda = []
    for title, minutes in _BLOCKS:
        real = max(1, minutes + chance.choice((-3, -1, 0, 0, 2, 4)))
        agenda.append(BookAgendaItem(title, at, minutes, real, chance.choice(_NAMES)))
        at += minutes
    said = outcomes(chance, cards, held_on)
    return BookMeeting(
        number,
        _TITLES[(number - 1) % len(_TITLES)],
        held_on,
        13 * 60 + 30,
        16 * 60 + 1,
        chance.choice(_PLACES),
        "We oefenen hoe we samen met bewoners van een idee naar een besluit komen, en wat dat van onze houding vraagt.",
        12,
        2,
        ("Noor de Wit", "Samir Aksoy"),
        tuple(agenda),
        said,
        said[:3],
        "We begonnen met een verhaal uit de Voorhof. Bewoners willen van een kaal plantsoen een stadstuin maken. "
        "Ze kregen drie antwoorden van drie afdelingen.\nWat hadden wij zelf gedaan? "
        "De kern: de regels laten meer toe dan we dachten. "
        "Het ontbrak aan één vast aanspreekpunt en aan een gemeentesecretaris die verantwoordelijkheid durft te verdelen.",
    )


def book(meetings: int = 6, cards: int = 26, language: str = "nl", seed: int = 7) -> Book:
    """Return a lively logbook."""
    chapters = tuple(meeting(number, cards=cards, seed=seed) for number in range(1, meetings + 1))
    return of_meetings(chapters, language=language)


#: The chapters of a book that has meetings and nothing else.
CHAPTERS = (
    BookChapter("titelblad", "Titelblad"),
    BookChapter("samenvatting", "In het kort"),
    BookChapter("leeswijzer", "Zo is dit logboek gemaakt"),
    BookChapter("sessies", "De bijeenkomsten"),
)


def of_meetings(meetings: tuple[BookMeeting, ...], language: str = "nl", **fields) -> Book:
    """Return a logbook of these meetings, with its counts."""
    counts = BookCounts(len(meetings), 24, 9, sum(len(each.outcomes) for each in meetings))
    values = {
        "title": "Logboek Excellent Faciliteren",
        "programme_name": "Leerroute Delft, voorjaar 2026",
        "edition": NOW,
        "kinds": KINDS,
        "language": language,
        "municipality": "Gemeente Delft",
        "facilitators": ("Noor de Wit", "Samir Aksoy"),
        "period_from": date(2026, 1, 15),
        "period_to": date(2026, 6, 11),
        "counts": counts,
        "meetings": meetings,
        "chapters": CHAPTERS,
        "sentences": ("Dit logboek gaat over veel.", "Er waren bijeenkomsten."),
        "guide": ("Hier staat wat is opgeschreven.", "Namen staan hier alleen met toestemming."),
    }
    return Book(**(values | fields))


def empty_book() -> Book:
    """Return the logbook of a programme that has just begun."""
    sentences = ("Er zijn nog geen bijeenkomsten.",)
    return Book("Logboek Excellent Faciliteren", "Nieuwe leerroute", NOW, KINDS, chapters=CHAPTERS[:3], sentences=sentences)


HARD_TEXTS = (
    "w" * 400,
    "Lange kaart. " + "Verantwoordelijkheidsverdeling tussen gemeentesecretariaat en wijkteam. " * 140,
    "Vrolijk \U0001f600 en pijl → en vink ✓ en 中文 en \U0001f469\u200d\U0001f4bb",
    "فاطمة الزهراء zei: goed zo",
    "שלום לכולם (1) ולהתראות",
    "Naam met Ł ő Ş ğ ı Ж λ en e\u0301",
    "regel\tmet tab\u0007en bel\x00\x1b[31m",
    "=SOM(A1:A9)",
    "<b>geen opmaak</b> & <a href='x'>geen link</a> \x01 %%later0%% (haakjes) \\ backslash",
    "eerste regel\r\ntweede regel\u2028derde regel\n\nvijfde regel",
    "half teken \ud83d en einde",
    "www.voorbeeld.nl/een/heel/lang/pad/dat/niet/op/een/regel/past/zonder/afbreken/ergens-bij-een-streepje-of-een-schuine-streep",
    "‘Citaat’ – met gedachtestreepje… en \u00a0harde spatie",
    " ",
)


def hard_book() -> Book:
    """Return a logbook of everything that is hard to draw."""
    said = tuple(
        BookOutcome(kind.id, text, owner="فاطمة", status="done" if kind.commitment else None)
        for text in HARD_TEXTS
        for kind in KINDS[:3]
    )
    hard = BookMeeting(
        1,
        "Een titel die veel te lang is " * 8,
        date(2025, 12, 31),
        1380,
        1500,
        HARD_TEXTS[0],
        HARD_TEXTS[2],
        0,
        1,
        (HARD_TEXTS[0], HARD_TEXTS[3]),
        tuple(BookAgendaItem(text, None, 0, None, text) for text in HARD_TEXTS),
        said,
        said[:3],
        "\n\n".join(HARD_TEXTS),
        closed=False,
    )
    endless = replace(hard, number=123456, title="Eindeloos " * 900, outcomes=(), top=(), agenda=(), summary="", goal="")
    bare = BookMeeting(3, "", None)
    return of_meetings(
        (hard, endless, bare),
        title=HARD_TEXTS[2] + " " + "Titel " * 60,
        programme_name=HARD_TEXTS[0] + HARD_TEXTS[6],
        municipality=HARD_TEXTS[3],
    )


_WHOLE = (
    *CHAPTERS,
    BookChapter("casussen", "De casussen"),
    BookChapter("opbrengsten", "Alle opbrengsten"),
    BookChapter("werkt", "Wat werkt en wat niet"),
    BookChapter("signalen", "Signalen voor de organisatie"),
    BookChapter("verhalen", "Verhalen"),
    BookChapter("effect", "Wat veranderde er?"),
    BookChapter("goals", "Global Goals in beeld"),
    BookChapter("vooruit", "Hoe verder?"),
    BookChapter("bijlagen", "Bijlagen"),
)


def whole_book(meetings: int = 2, cards: int = 18, text: str = "") -> Book:
    """Return a logbook with all chapters but that on talents; ``text`` stands behind whatever somebody typed in them."""
    held = tuple(replace(meeting(number, cards=cards), cases=(1,)) for number in range(1, meetings + 1))
    held = tuple(
        replace(each, outcomes=tuple(replace(card, case=1 if card.case_title == _CASES[0] else 0) for card in each.outcomes))
        for each in held
    )
    day = date(2026, 3, 12)
    cases = (
        BookCase(
            _CASES[0] + text, "Past bij de criteria", ("11. Steden",), number=1, question="Mag er een tuin komen?" + text,
            learned=("Bel eerst." + text,), more_learned=3, example_for="Elk plein." + text, meetings=(1, 2),
        ),
        BookCase("Casus K7", "Past bij de criteria", number=2, named=False),
    )  # fmt: skip
    works = BookWorks(
        (BookElement("Casus op tafel", (2, 1, 0, 0), (BookReason("aanpassen", "Aanpassen", "Korter." + text, 1),)),),
        (BookTool("Eerst bellen" + text, "Een plan past nergens." + text, ("Bel." + text, "Vraag door."), 15, "Rustig." + text),),
    )
    figures = (
        BookFigure("Ik bel eerst." + text, "gedrag", 12, 3.4, (("nooit", 2), ("vaak", 10))),
        BookFigure("Ik vraag door.", "", 6, 4.5, part="then"),
    )
    effect = BookEffect(
        (BookMeasurement("Eerste bijeenkomst", "T0", day, 14, figures, 1), BookMeasurement("Na elke bijeenkomst", "P", None, 3, (), 2)),
        ("Nu begin ik met de mens." + text,),
        (("Wat neem je mee?", "Een telefoon." + text),),
    )
    goals = tuple(BookGoal(number, f"Doel {number}", "#4C9F38", "#000000", (1,) if number in (3, 11) else ()) for number in range(1, 18))
    ahead = BookAhead(
        (BookOpen("Brief schrijven" + text, 1, "Noor", day, "busy", new=True), BookOpen("Bellen", 2)),
        (BookOpen("Van wie is het plein?" + text, 1),),
        (BookComing("De volgende" + text, day, "Buurthuis" + text), BookComing("Ooit")),
        promises=(BookOpen("Ik bel eerst" + text, 2, "Noor", None, "open"),),
    )
    return of_meetings(
        held,
        chapters=_WHOLE,
        cases=cases,
        works=works,
        signals=(
            BookSignal("Drie loketten." + text, 1, day, "directie" + text, "Wij kijken ernaar." + text, day, new=True),
            BookSignal("Geen tarief.", 2),
        ),
        stories=(BookStory("Schrijven" + text, "Ilse schreef." + text, "Ik lees hardop." + text, "Ilse", day), BookStory("", "Kort.")),
        effect=effect,
        goals=goals,
        ahead=ahead,
        appendix=BookAppendix((BookWorkForm("Check-in", "Iedereen praat.", 2, 20),), (("Houding", ("Ik wil.",)),), ("Zo is geteld.",)),
        left_out=(("verhalen", "1 verhaal staat hier niet."),),
    )
