"""The chapter of one meeting: head, rundown, top, summary, outcomes by kind."""

from collections.abc import Callable, Iterator

from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from ef_desktop.domain.book import Book, BookKind, BookMeeting, BookOutcome
from ef_desktop.i18n import N_
from ef_desktop.report import fonts, styles
from ef_desktop.report.badges import draw_badge, draw_icon
from ef_desktop.report.blocks import Gap, MarginHead, Row, Stack, Text, draw_rule
from ef_desktop.report.document import NewChapter
from ef_desktop.report.front import meeting_key
from ef_desktop.report.meeting_head import MeetingHead
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import LINE, MEASURE, UNIT, palette
from ef_desktop.report.tagging import TaggedCanvas
from ef_desktop.report.words import Words

_TALLEST_HEAD = 60 * UNIT  # a head that is taller, by an endless title, stands as running text
_MARGIN = 148.0  # column of the kinds
_BADGE = 18.0
_NAME = _BADGE + 8
_BAR = 92.0
_STATE_WIDTH = 78.0
_STATES = {"open": N_("not started yet"), "busy": N_("in progress"), "done": N_("done"), "lapsed": N_("dropped")}
_STATE_MARKS = {"open": ("circle-dashed", "ink2"), "busy": ("circle-dashed", "ink2"), "done": ("circle-check", "primary")}


class MeetingChapter:
    """Makes the story of one meeting.

    Parameters:
        book: the whole book.
        meeting: the meeting.
        root: the node ``Document``.
        words: the language.
        step: called for each item of the rundown and each outcome.
    """

    def __init__(self, book: Book, meeting: BookMeeting, root: Node, words: Words, step: Callable[[], None]):
        self._book = book
        self._meeting = meeting
        self._sect = root.add("Sect")
        self._words = words
        self._step = step

    def story(self) -> Iterator[Flowable]:
        """Return the blocks of the chapter."""
        yield PageBreak()
        yield from self._head()
        if self._meeting.goal.strip():
            yield self._text(self._meeting.goal, styles.LEAD)
        if not self._meeting.closed:
            yield self._text(self._words.gettext(N_("This meeting is not finished yet.")), styles.SMALL)
        if self._meeting.left_out:
            yield self._text(self._meeting.left_out, styles.SMALL)
        if self._meeting.agenda:
            yield from self._agenda()
        if self._meeting.top:
            yield from self._top()
        if self._meeting.summary.strip():
            yield from self._heading(self._words.gettext("Summary"), self._sect.add("H3"))
            yield self._text(self._meeting.summary, styles.BODY)
        yield from self._outcomes()

    def _text(self, text: str, style: styles.Style) -> Text:
        return Text(text, style, self._sect.add("P"), self._words.language)

    def _heading(self, title: str, node: Node, need: float = 3 * LINE) -> Iterator[Flowable]:
        """A heading that never stands alone at the foot of a page: below it there is room for what is needed."""
        style = styles.SECTION
        yield CondPageBreak(style.before + style.leading + style.after + need)
        yield Text(title, style, node, self._words.language)

    # the head

    def _head(self) -> Iterator[Flowable]:
        meeting, words = self._meeting, self._words
        yield NewChapter(f"{meeting.number} {meeting.title}")
        node = self._sect.add("H2")
        label = f"{meeting.number} {fonts.one_line(meeting.title)}"[:160]
        title = Text(meeting.title, styles.CHAPTER, node, words.language, key=meeting_key(meeting), outline=label)
        texts = [title]
        lines = [(self._news(), styles.SMALL), (self._when(), styles.BODY), (self._where_and_who(), styles.SMALL), (self._led_by(), styles.SMALL)]
        texts += [self._text(line, style) for line, style in lines if line]
        head = MeetingHead(meeting.number, node, texts)
        if head.wrap(MEASURE, 0)[1] <= _TALLEST_HEAD:
            yield head
        else:
            yield Text(str(meeting.number), styles.CHAPTER, node, words.language)
            yield from texts

    def _news(self) -> str:
        _ = self._words.gettext
        if not self._meeting.new or self._book.since is None:
            return ""
        return _("New since the edition of {day}").format(day=self._words.day(self._book.since))

    def _when(self) -> str:
        _ = self._words.gettext
        meeting, words = self._meeting, self._words
        if meeting.held_on is None:
            return _("no date yet")
        day = words.weekday(meeting.held_on)
        if meeting.starts_at is None:
            return day
        if meeting.ends_at is None:
            return _("{day}, {start}").format(day=day, start=words.time(meeting.starts_at))
        start, end = words.time(meeting.starts_at), words.time(meeting.ends_at)
        return _("{day}, {start} to {end}").format(day=day, start=start, end=end)

    def _where_and_who(self) -> str:
        _ = self._words.gettext
        meeting, words = self._meeting, self._words
        parts = [meeting.place] if meeting.place.strip() else []
        if meeting.inside or meeting.outside:
            people = words.ngettext("{count} person", "{count} people", meeting.inside + meeting.outside)
            if meeting.outside:
                people = _("{people}, {count} from outside").format(people=people, count=words.number(meeting.outside))
            parts.append(people)
        return " · ".join(parts)

    def _led_by(self) -> str:
        _ = self._words.gettext
        names = self._meeting.facilitators
        return _("Facilitated by {names}").format(names=self._words.together(names)) if names else ""

    # the rundown

    def _agenda(self) -> Iterator[Flowable]:
        _ = self._words.gettext
        words, agenda = self._words, self._meeting.agenda
        yield from self._heading(_("What we did"), self._sect.add("H3"), 5 * LINE)
        measured = any(item.real_minutes is not None for item in agenda)
        named = any(item.led_by for item in agenda)
        minutes = 56.0
        right = MEASURE - minutes * (2 if measured else 1)
        who = 68.0 if named else 0.0
        bar_left = right - _BAR
        columns = [(0, 42), (42, bar_left - who - 42 - 12)]
        titles = [_("Time"), _("Part")]
        if named:
            columns.append((bar_left - who, who - 12))
            titles.append(_("Who"))
        columns.append((right, minutes))
        titles.append(_("Planned"))
        if measured:
            columns.append((right + minutes, minutes))
            titles.append(_("Real"))
        table = self._sect.add("Table")
        head = self._table_head(table, titles, columns, right_from=len(titles) - (2 if measured else 1))
        longest = max(max(item.planned_minutes, item.real_minutes or 0) for item in agenda) or 1
        for place, item in enumerate(agenda):
            row = table.add("TR")
            begun = item.begun(measured)
            texts = [words.time(begun) if begun is not None else "–" if measured else "", item.title]
            if named:
                texts.append(item.led_by or "")
            texts.append(self._minutes(item.planned_minutes))
            if measured:
                texts.append("–" if item.real_minutes is None else self._minutes(item.real_minutes))
            looks = [styles.CELL_QUIET, styles.CELL, *([styles.CELL_QUIET] * named), *([styles.CELL_RIGHT] * 2)]
            cells = [
                Text(text, look, row.add("TD", keep=True), words.language) for text, look in zip(texts, looks, strict=False)
            ]

            def paint(canvas, x, y, item=item):
                _draw_bars(canvas, bar_left, y, (_BAR - 10) / longest, item.planned_minutes, item.real_minutes)

            yield Row(cells, columns, head=head, leading_head=place == 0, paint=paint)
            self._step()
        yield self._totals(table, columns, named, measured)
        if measured:
            yield Gap(UNIT)
            yield self._text(self._account(), styles.SMALL)

    def _minutes(self, minutes: int) -> str:
        return self._words.gettext("{minutes} min").format(minutes=self._words.number(minutes))

    def _totals(self, table: Node, columns: list[tuple[float, float]], named: bool, measured: bool) -> Row:
        _ = self._words.gettext
        agenda = self._meeting.agenda
        texts = ["", _("Together"), *([""] * named), self._minutes(sum(item.planned_minutes for item in agenda))]
        if measured:
            texts.append(self._minutes(sum(item.real_minutes or 0 for item in agenda)))
        right_from = len(texts) - (2 if measured else 1)
        row = table.add("TR")
        cells = []
        for place, text in enumerate(texts):
            style = styles.CELL_STRONG_RIGHT if place >= right_from else styles.CELL_STRONG
            cells.append(Text(text, style, row.add("TD", keep=True), self._words.language))
        return Row(cells, columns, rule=None)

    def _account(self) -> str:
        _ = self._words.gettext
        parts = [_("Light: planned. Dark: real.")]
        agenda = self._meeting.agenda
        if all(item.real_minutes is not None for item in agenda):
            late = sum(item.real_minutes - item.planned_minutes for item in agenda)
            if late > 0:
                parts.append(self._words.ngettext("We took {count} minute more.", "We took {count} minutes more.", late))
            elif late < 0:
                parts.append(self._words.ngettext("We had {count} minute left.", "We had {count} minutes left.", -late))
            else:
                parts.append(_("We ended exactly on time."))
        return " ".join(parts)

    def _table_head(self, table: Node, titles: list[str], columns: list[tuple[float, float]], right_from: int) -> Row:
        row = table.add("TR")
        cells = []
        for place, title in enumerate(titles):
            style = styles.COLUMN_HEAD_RIGHT if place >= right_from else styles.COLUMN_HEAD
            cells.append(Text(title, style, row.head_cell("Column"), self._words.language))
        return Row(cells, columns, rule="primary", rule_width=1.5)

    # what it gave

    def _kind(self, kind_id: str) -> BookKind:
        return next(kind for kind in self._book.kinds if kind.id == kind_id)

    def _top(self) -> Iterator[Flowable]:
        heading = self._sect.add("H3")
        items = self._sect.list_of("Decimal")
        rows = []
        for place, outcome in enumerate(self._meeting.top, 1):
            item = items.add("LI")
            kind = self._kind(outcome.kind)
            number = Text(f"{place}", styles.TOP, item.add("Lbl"), self._words.language)
            text = self._with_note(outcome.text, self._note(outcome, kind.name), styles.TOP, item.add("LBody"))

            def paint(canvas, x, y, kind=kind):
                draw_badge(canvas, kind, 24, y - 2.5 - 11, 22)

            rows.append(Row([number, text], [(0, 24), (58, MEASURE - 58)], padding=UNIT, paint=paint))
        together = sum(row.wrap(MEASURE, 0)[1] for row in rows)
        yield from self._heading(self._words.gettext(N_("The most important")), heading, min(together, _TALLEST_HEAD))
        yield from rows

    def _note(self, outcome: BookOutcome, *first: str) -> str:
        _ = self._words.gettext
        parts = list(first)
        if outcome.new and not self._meeting.new:
            parts.append(_("new"))
        if outcome.carried:
            parts.append(_("looked back on"))
        if outcome.group_title:
            parts.append(outcome.group_title)
        if outcome.case_title:
            parts.append(_("Case: {title}").format(title=outcome.case_title))
        if outcome.votes:
            votes = self._words.ngettext("{count} vote", "{count} votes", outcome.votes)
            parts.append(votes.replace(" ", "\u00a0"))
        if outcome.looked_back:
            numbers = self._words.together(tuple(self._words.number(number) for number in outcome.looked_back))
            parts.append(_("looked back on at meeting {numbers}").format(numbers=numbers))
        if outcome.answer:
            parts.append(_("What became of it: {answer}").format(answer=outcome.answer))
        return " · ".join(parts)

    def _outcomes(self) -> Iterator[Flowable]:
        _ = self._words.gettext
        yield from self._heading(_("What it gave"), self._sect.add("H3"), 6 * LINE)
        if not self._meeting.outcomes:
            yield self._text(_("No outcomes yet."), styles.BODY)
            return
        by_kind: dict[str, list[BookOutcome]] = {kind.id: [] for kind in self._book.kinds}
        for outcome in self._meeting.outcomes:
            by_kind[outcome.kind].append(outcome)
        for kind in sorted(self._book.kinds, key=lambda kind: kind.commitment):
            if by_kind[kind.id]:
                promised = kind.commitment and any(said.owner or said.due_on or said.status for said in by_kind[kind.id])
                yield from (self._commitments if promised else self._list)(kind, by_kind[kind.id])

    def _list(self, kind: BookKind, outcomes: list[BookOutcome]) -> Iterator[Flowable]:
        """The outcomes of a kind as a list, with the kind in the margin."""
        words = self._words
        name = Text(kind.name, styles.KIND, self._sect.add("H4"), words.language, indent=_NAME)
        count = words.ngettext("{count} outcome", "{count} outcomes", len(outcomes))
        counted = Text(count, styles.KIND_COUNT, self._sect.add("P"), words.language, indent=_NAME)

        def paint(canvas, x, y):
            draw_rule(canvas, x, y + LINE / 2 + UNIT, MEASURE, styles.colour(kind.colour), 1.5)
            draw_badge(canvas, kind, x, y - 9, _BADGE)

        head = MarginHead([name, counted], _MARGIN - 12, paint, UNIT)
        yield CondPageBreak(max(head.reach() + UNIT, 5 * LINE))
        items = self._sect.list_of("None")
        covered = 0.0
        for place, outcome in enumerate(outcomes):
            body = items.add("LI").add("LBody")
            note = self._note(outcome, *self._owner_and_day(outcome))
            cell = self._with_note(outcome.text, note, styles.ITEM, body)
            rule = "line" if place + 1 < len(outcomes) else None
            row = Row(
                [cell],
                [(_MARGIN, MEASURE - _MARGIN)],
                head=head,
                leading_head=place == 0,
                rule=rule,
                rule_from=_MARGIN,
                padding=UNIT,
            )
            if covered < head.reach():
                covered += row.wrap(MEASURE, 0)[1]
            yield row
            self._step()
        yield Gap(max(0.0, head.reach() - covered) + 2 * UNIT)

    def _owner_and_day(self, outcome: BookOutcome) -> list[str]:
        parts = [outcome.owner] if outcome.owner else []
        if outcome.due_on:
            parts.append(self._words.short_day(outcome.due_on, self._book.edition))
        return parts

    def _commitments(self, kind: BookKind, outcomes: list[BookOutcome]) -> Iterator[Flowable]:
        """Agreements or promises as a table of what, who, when and how it stands."""
        _ = self._words.gettext
        words = self._words
        yield CondPageBreak(8 * LINE)
        yield Row(
            [Text(kind.name, styles.KIND, self._sect.add("H4"), words.language)],
            [(_NAME, MEASURE - _NAME)],
            rule=None,
            paint=lambda canvas, x, y: draw_badge(canvas, kind, x, y - 9, _BADGE),
        )
        days = [words.short_day(outcome.due_on, self._book.edition) if outcome.due_on else "" for outcome in outcomes]
        # title, width, space before, and what it says of each outcome; a column that says nothing is left out
        told = [
            (_("Who"), 66.0, 14.0, [outcome.owner or "" for outcome in outcomes]),
            (_("By"), 80.0, 8.0, days),
            (_("State"), _STATE_WIDTH, 22.0, [self._state(outcome.status or "") for outcome in outcomes]),
        ]
        told = [column for column in told if any(column[3])]
        columns = [(0.0, MEASURE - sum(width + space for _title, width, space, _texts in told))]
        for _title, width, space, _texts in told:
            columns.append((sum(columns[-1]) + space, width))
        table = self._sect.add("Table")
        titles = [_("What"), *(column[0] for column in told)]
        head = self._table_head(table, titles, columns, right_from=len(titles))
        for place, outcome in enumerate(outcomes):
            row = table.add("TR")
            cells = [self._with_note(outcome.text, self._note(outcome), styles.CELL, row.add("TD", keep=True))]
            for _title, _width, _space, texts in told:
                cells.append(Text(texts[place], styles.CELL, row.add("TD", keep=True), words.language))
            yield Row(cells, columns, head=head, leading_head=place == 0, paint=self._state_mark(outcome.status))
            self._step()
        yield Gap(3 * UNIT)

    def _with_note(self, text: str, note: str, style: styles.Style, node: Node) -> Text | Stack:
        if not note:
            return Text(text, style, node, self._words.language)
        said = Text(text, style, node.add("P"), self._words.language)
        return Stack(said, Text(note, styles.ITEM_NOTE, node.add("P"), self._words.language))

    def _state(self, status: str) -> str:
        return self._words.gettext(_STATES[status]) if status in _STATES else status

    def _state_mark(self, status: str | None) -> Callable | None:
        if status not in _STATE_MARKS:
            return None
        icon, ink = _STATE_MARKS[status]
        return lambda canvas, x, y: draw_icon(canvas, icon, MEASURE - _STATE_WIDTH - 18, y - 6.5, 13, palette()[ink], 1.75)


def _draw_bars(canvas: TaggedCanvas, x: float, y: float, scale: float, planned: int, real: int | None) -> None:
    canvas.setFillColor(palette()["primaryTint2"])
    if planned:
        canvas.rect(x, y - 4.5, planned * scale, 9, stroke=0, fill=1)
    canvas.setFillColor(palette()["primary"])
    if real:
        canvas.rect(x, y - 1.9, real * scale, 3.8, stroke=0, fill=1)
