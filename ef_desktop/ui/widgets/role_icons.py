"""The icon of a role of the work form; a role of the programme's own has the one of a person."""

_ICONS = {
    "luisteraar": "messages",
    "verbinder": "link",
    "aanjager": "speakerphone",
    "oliemannetje": "tool",
    "wegwijzer": "route",
    "ruimtemaker": "arrow-autofit-width",
    "kritische_vriend": "eye",
    "rugdekker": "shield-check",
    "regelaar": "list-check",
    "verteller": "book-2",
}
_OWN = "user"


def role_icon(key: str) -> str:
    """Return the icon of a role by its key in the content."""
    return _ICONS.get(key, _OWN)
