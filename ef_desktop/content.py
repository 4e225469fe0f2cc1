"""The shipped domain content, read from ``resources/content``."""

import json
from functools import cache
from typing import Any

from ef_desktop import paths
from ef_desktop.domain.intake import IntakeField, Option, Section
from ef_desktop.domain.views import KindView
from ef_desktop.i18n import content_text, language


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


@cache
def sentence_starts(criterion: str) -> tuple[str, ...]:
    """Return the given beginning of a motivation in every language; a file may hold several."""
    entry = next(entry for entry in criteria() if entry["id"] == criterion)
    return entry["motivation_prompt_nl"], entry["motivation_prompt_en"]


@cache
def goal_sentence_starts() -> tuple[str, ...]:
    """Return the given beginning of the sentence with a Global Goal in every language."""
    content = read_content("goals")
    return content["sentence_start_nl"], content["sentence_start_en"]


def intake_sections() -> tuple[Section, ...]:
    """Return the intake of a case in the language of the screen: its parts, each with its fields, in order."""
    return _intake_sections(language())


@cache
def _intake_sections(code: str) -> tuple[Section, ...]:
    content = read_content("case_intake")
    fields = {entry["id"]: _intake_field(entry, code) for entry in content["fields"]}
    return tuple(
        Section(
            id=entry["id"],
            title=entry[f"title_{code}"],
            short=entry[f"short_{code}"],
            icon=entry["icon"],
            fields=tuple(fields[id] for id in entry["fields"]),
        )
        for entry in content["sections"]
    )


def _intake_field(entry: dict[str, Any], code: str) -> IntakeField:
    return IntakeField(
        id=entry["id"],
        name=entry["stored_in"],
        label=entry[f"label_{code}"],
        kind=entry["type"],
        help=entry[f"help_{code}"],
        required=entry["required"],
        visibility=entry["visibility"],
        on_wall=entry["show_on_projector"],
        advised=entry.get("max_chars", 0),
        options=tuple(Option(option["id"], option[code]) for option in entry.get("options", ())),
        exclusive=entry.get("exclusive", ""),
        suggestions=tuple(read_content("case_intake")["wijken_suggestie_delft"]["values"]) if entry["id"] == "wijk" else (),
    )


@cache
def plain_words() -> frozenset[str]:
    """Return words in small letters that can be a name too and mostly are none, in Dutch and English."""
    return frozenset(read_content("plain_words")["words"])


@cache
def sharing_words() -> tuple[str, ...]:
    """Return 256 short Dutch words that are easy to tell apart aloud."""
    return tuple(read_content("sharing_words")["words"])
