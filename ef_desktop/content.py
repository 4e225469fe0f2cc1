"""The shipped domain content, read from ``resources/content``."""

import json
from functools import cache
from typing import Any

from ef_desktop import paths
from ef_desktop.domain.views import KindView
from ef_desktop.i18n import content_text


@cache
def read_content(name: str) -> dict[str, Any]:
    """Return a content file by its name without ending. The answer is shared: it is not to be changed."""
    return json.loads(paths.resource("content", f"{name}.json").read_text("utf-8"))


def outcome_kinds() -> tuple[KindView, ...]:
    """Return the nine kinds of outcome in the language of the screen, in the order of the content."""
    return tuple(
        KindView(
            id=entry["id"],
            name=content_text(entry, "short"),
            description=content_text(entry, "desc"),
            sentence_start=content_text(entry, "sentence_start"),
            on_board=entry["on_board_default"],
        )
        for entry in read_content("outcomes")["categories"]
    )


def kind_ids() -> tuple[str, ...]:
    """Return the ids of the nine kinds of outcome."""
    return tuple(entry["id"] for entry in read_content("outcomes")["categories"])


def usual_kinds() -> tuple[str, ...]:
    """Return the kinds that the capture bar shows unless a meeting says otherwise."""
    return tuple(read_content("outcomes")["usual_kinds"])


@cache
def kind_styles() -> dict[str, dict[str, Any]]:
    """Return shape, icon and colours of each kind of outcome, as they are on paper (the light theme)."""
    return json.loads(paths.resource("themes", "tokens.json").read_text("utf-8"))["themes"]["light"]["category"]


def criteria() -> tuple[dict[str, Any], ...]:
    """Return the four criteria as the content has them."""
    return tuple(read_content("case_intake")["criteria"])
