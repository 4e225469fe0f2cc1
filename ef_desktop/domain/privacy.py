"""Rules about names, stated once for the wall, the logbook, the exports and the search."""

#: Kinds of outcome that never carry a name (content: 'Bij Wat werkt niet en Signaal staat nooit een naam').
NAMELESS = frozenset({"werkt_niet", "signaal"})
