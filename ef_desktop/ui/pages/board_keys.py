"""What the keys of the board do, for the sheet of keys."""

from ef_desktop.i18n import N_
from ef_desktop.ui.context import AppContext

_KEYS = (
    ("1, 9", N_("another kind")),
    ("P", N_("only you, or the room too")),
    ("Space, Shift+Space", N_("one vote more, one less")),
    ("N", N_("new card")),
    ("F", N_("filter the board; Enter goes on to the cards, Esc shows all")),
    ("T", N_("into the top 3, or out of it")),
    ("Shift+Up, Shift+Down", N_("choose more cards")),
    ("Shift+Left, Shift+Right", N_("choose a card in the next column too")),
    ("Ctrl+A", N_("choose the column, then the whole board")),
    ("G, U", N_("group the chosen cards, take a group apart")),
    ("H", N_("hide from the room, or reveal")),
    ("S", N_("next status of an agreement")),
    ("V", N_("count votes: choose a card, type its number")),
    ("Ctrl+Up, Ctrl+Down", N_("move the card")),
    ("Ctrl+Left, Ctrl+Right", N_("to the next column")),
    ("F2", N_("change the words on the card itself")),
    ("Return", N_("change the card")),
    ("Del", N_("take the card away")),
)


def describe_keys(ctx: AppContext) -> None:
    """Tell the sheet of keys what the board does with its keys."""
    for keys, text in _KEYS:
        ctx.actions.describe("board", keys, text)
