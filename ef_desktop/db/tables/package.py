"""Content that a facilitator plans with: the base package, templates, roles, talents, goals, rules.

The rows come from ``resources/content``; ``seed`` keeps the values as they were last loaded (JSON), so that a newer base
package changes only what the facilitator left alone.
"""

from ef_desktop.db.base import KEEP, Row, flag, integer, link, string


class Block(Row):
    """A building block (bouwblok). Texts of several lines are separated by newlines."""

    __tablename__ = "block"
    base_number = 500
    member = True

    key = string(1)
    title_nl = string(2)
    title_en = string(3)
    minutes = integer(4)
    min_minutes = integer(5)
    max_minutes = integer(6)
    base_package = flag(7)
    counts = flag(8, True)
    purpose_nl = string(9)
    purpose_en = string(10)
    instruction_nl = string(11)
    instruction_en = string(12)
    materials_nl = string(13)
    materials_en = string(14)
    wall_nl = string(15)
    wall_en = string(16)
    icon = string(17)
    scene = string(18)
    is_break = flag(19)
    closes = flag(20)
    own = flag(21)
    hidden = flag(22)
    place = string(23)
    seed = string(24)


class Template(Row):
    """A sample meeting. ``starts_at`` in minutes since midnight."""

    __tablename__ = "template"
    base_number = 600
    member = True

    key = string(1)
    title_nl = string(2)
    title_en = string(3)
    starts_at = integer(4)
    group_nl = string(5)
    group_en = string(6)
    goal_nl = string(7)
    goal_en = string(8)
    own = flag(9)
    hidden = flag(10)
    place = string(11)
    seed = string(12)


class TemplateItem(Row):
    """A block in a template, with its minutes there."""

    __tablename__ = "template_item"
    base_number = 700
    member = True

    template_id = link(1, "template", KEEP, required=True)
    block_id = link(2, "block", KEEP, required=True)
    minutes = integer(3)
    place = string(4)


class Goal(Row):
    """One of the 17 Global Goals."""

    __tablename__ = "goal"
    base_number = 1500
    member = True

    number = integer(1)
    name_nl = string(2)
    name_en = string(3)
    short_nl = string(4)
    short_en = string(5)
    color = string(6)
    text_color = string(7)
    other_names = string(8)
    accent = flag(9)
    seed = string(10)


class Role(Row):
    """A role that somebody takes for a case (rol)."""

    __tablename__ = "role"
    base_number = 2100
    member = True

    key = string(1)
    name_nl = string(2)
    name_en = string(3)
    description_nl = string(4)
    description_en = string(5)
    question_nl = string(6)
    question_en = string(7)
    when_nl = string(8)
    when_en = string(9)
    pitfall_nl = string(10)
    pitfall_en = string(11)
    talents = string(12)
    own = flag(13)
    hidden = flag(14)
    place = string(15)
    seed = string(16)


class Talent(Row):
    """A talent that others see in somebody."""

    __tablename__ = "talent"
    base_number = 2200
    member = True

    key = string(1)
    cluster = string(2)
    name_nl = string(3)
    name_en = string(4)
    description_nl = string(5)
    description_en = string(6)
    too_much_nl = string(7)
    too_much_en = string(8)
    own = flag(9)
    hidden = flag(10)
    place = string(11)
    seed = string(12)


class GroundRule(Row):
    """A rule of the room (afspraak over veilig praten)."""

    __tablename__ = "ground_rule"
    base_number = 3400
    member = True

    key = string(1)
    text_nl = string(2)
    text_en = string(3)
    wall_nl = string(4)
    wall_en = string(5)
    own = flag(6)
    hidden = flag(7)
    place = string(8)
    seed = string(9)


class Statement(Row):
    """A statement or question that is measured (stelling)."""

    __tablename__ = "statement"
    base_number = 3700
    member = True

    key = string(1)
    part = string(2)
    scale = string(3)
    text_nl = string(4)
    text_en = string(5)
    theme_nl = string(6)
    theme_en = string(7)
    own = flag(8)
    hidden = flag(9)
    place = string(10)
    seed = string(11)
