"""Frames of the work form made by hand, for the tests of the scenes."""

from ef_desktop.domain.workframes import (
    WallBar,
    WallBars,
    WallCircle,
    WallCluster,
    WallNeed,
    WallRole,
    WallRoleCount,
    WorkCardsFrame,
    WorkClock,
    WorkNeedsFrame,
    WorkPictureFrame,
    WorkRolesFrame,
    WorkTextFrame,
    WorkTurnFrame,
)

CLOCK = WorkClock(434, 0.62)
CLUSTERS = {
    "Hart": ("Luisteren", "Inleven", "Vertrouwen wekken", "Mensen verbinden", "Geduld hebben", "Aanmoedigen"),
    "Hoofd": ("Overzicht houden", "Doorvragen", "Regels begrijpen", "Oplossingen bedenken", "Helder uitleggen", "Vooruitkijken"),
    "Handen": ("Aanpakken", "Regelen", "Afmaken", "Je netwerk gebruiken", "Onderhandelen", "Improviseren"),
    "Lef": ("Eerlijk zijn", "Ruimte zoeken", "Beslissen", "Jezelf laten zien", "Volhouden", "Lucht geven"),
}
ROLES = ("Luisteraar", "Verbinder", "Aanjager", "Oliemannetje", "Wegwijzer", "Ruimtemaker", "Kritische vriend", "Rugdekker", "Regelaar", "Verteller")
RULES = (
    "Je biedt een rol zelf aan.",
    "Een talent krijgt altijd een voorbeeld mee.",
    "We geven alleen talenten, geen minpunten.",
    "Passen mag: wie niet wil ontvangen of delen, kijkt mee.",
    "Leidinggevenden geven en krijgen net als de rest, en spreken niet als eerste.",
)
AIM = (
    "We zien wat we samen in huis hebben en wie welke rol pakt.",
    "Een rol kies je zelf, voor deze casus.",
    "Een talent zien anderen in jou.",
)
SHORT = ("Noor", "Samir", "Joke", "Ruud", "Esra", "Daan", "Bram", "Ilse", "Karim", "Petra", "Winston", "Marleen")
LONG = ("Wilhelmina-Johanna", "Abdelrahman", "Marie-Antoinette", "Gerard-Jan", "Philippa-Charlotte", "Christiaan-Frederik")
LONG_ROLE = "Vergunningsvoorwaardenuitlegger"
LONG_TALENT = "Omgaan met tegenstrijdige verwachtingen van bewoners"


def head(title: str, number: int = 3, clock: WorkClock = CLOCK, case: str = "Stadstuin Voorhof") -> dict:
    return {"language": "nl", "title": title, "case_title": case, "number": number, "count": 10, "clock": clock}


def circles(people: int, names: tuple[str, ...] = SHORT, size: int = 4) -> tuple[WallCircle, ...]:
    """Return groups of ``people`` in which one in each may not be named."""
    found = []
    for number, first in enumerate(range(0, people, size), 1):
        members = tuple(names[place % len(names)] for place in range(first, min(first + size, people)))
        found.append(WallCircle(number, members[:-1], 1))
    return tuple(found)


def bars(people: int, extra: str = "") -> tuple[WallBars, ...]:
    found = []
    for row, (name, talents) in enumerate(CLUSTERS.items()):
        shown = (*talents, extra) if extra else talents
        made = []
        for place, talent in enumerate(shown):
            own = (place * 7 + row * 3) % (people // 2 + 1)
            given = (place * 5 + row) % 4
            made.append(WallBar(talent, own, given, own + given))
        found.append(WallBars(name.lower(), name, tuple(made)))
    return tuple(found)


def frames(people: int, names: tuple[str, ...] = SHORT, role: str = "", talent: str = "") -> dict[str, object]:
    """Return one frame of every kind, for a group of so many people.

    Parameters:
        names: first names of the people.
        role, talent: one of an own set, added to the others.
    """
    roles = (*ROLES, role) if role else ROLES
    clusters = tuple(WallCluster(name.lower(), name, (*words, talent) if talent else words) for name, words in CLUSTERS.items())
    picture = bars(people, talent)
    taken = tuple(
        WallRole(one, "Wie moeten we hierbij halen?", names[place : place + 2], " en ".join(names[place : place + 2]), "taken")
        for place, one in enumerate(roles[:4])
    )
    wanted = WallRole(roles[-1], "Waar knelt het en wie kan dat losmaken?", (), "gezocht", "wanted")
    opened = WallRole(roles[4], "Wat heb je van mij nodig om dit te durven?", (), "nog niemand", "open")
    needs = tuple(
        WallNeed(kind, name, state, words, count)
        for kind, name, state, words, count in (
            ("role", roles[-1], "missing", "niet in huis", 0),
            ("role", "Verbinder", "thin", "weinig in huis", 1),
            ("role", "Aanjager", "present", "genoeg in huis", 4),
            ("talent", talent or "Doorvragen", "missing", "niet in huis", 0),
            ("talent", "Regels begrijpen", "thin", "weinig in huis", 1),
            ("talent", "Luisteren", "present", "genoeg in huis", 5),
            ("talent", "Oplossingen bedenken", "present", "genoeg in huis", 5),
            ("talent", "Je netwerk gebruiken", "thin", "weinig in huis", 2),
        )
    )
    turn = WorkClock(78, 0.65)
    return {
        "rules": WorkTextFrame(**head("Doel en afspraken", 1), scene="rules", lines=AIM, rules=RULES),
        "questions": WorkTextFrame(**head("Spiegelen", 5), scene="questions", lines=("Wat herken je?", "Wat verrast je?", "Wanneer heb je er te veel van?")),
        "sentence": WorkTextFrame(**head("Afspraak", 10), scene="sentence", lines=("Vóór … doe ik …",)),
        "cards": WorkCardsFrame(
            **head("Kies je kaarten", 2),
            lines=("Drie talenten die je vaak gebruikt", "Eén talent dat je meer wilt gebruiken", "Eén rol voor deze casus"),
            clusters=clusters,
            roles=roles,
        ),
        "turn": WorkTurnFrame(**head("Talenten geven", 4), lines=("Ik geef jou … want ik zag …",), turn=2, turns=4, turn_clock=turn, circles=circles(people, names)),
        "picture": WorkPictureFrame(
            **head("Ons teambeeld", 6),
            lines=("Wat valt op?",),
            clusters=picture,
            roles=tuple(
                WallRoleCount("", one, place % 4, ("missing", "thin", "present", "present")[place % 4], f"{place % 4} mensen" if place % 4 else "nog niemand")
                for place, one in enumerate(roles)
            ),
            filled=f"6 van {len(roles)} rollen zijn er",
            largest=max(bar.total for one in picture for bar in one.bars),
        ),
        "needs": WorkNeedsFrame(
            **head("Nodig en in huis", 7),
            lines=("Wat hebben we, wat missen we?",),
            needs=needs,
            house=(("Luisteren", 9), ("Aanpakken", 7), ("Doorvragen", 6), (talent or "Volhouden", 5), ("Regelen", 5)),
        ),
        "roles": WorkRolesFrame(
            **head("Wie pakt wat", 8),
            case_sentence="Hoe houden we de tuin open als de vaste groep kleiner wordt?",
            roles=(*taken, wanted, opened),
            filled="4 van 6 rollen",
        ),
    }
