"""Reading the path data of the shipped icons."""

import re
from functools import cache
from math import acos, ceil, cos, hypot, pi, sin, sqrt, tan

Command = tuple[str | float, ...]  # "M" x y, "L" x y, "C" x1 y1 x2 y2 x y, or "Z"

_COMMAND = re.compile(r"([MLHVCSAZmlhvcsaz])([^MLHVCSAZmlhvcsaz]*)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
_ARC = re.compile(
    r"\s*,?\s*".join([rf"({_NUMBER.pattern})"] * 3 + ["([01])"] * 2 + [rf"({_NUMBER.pattern})"] * 2)
)  # the two flags may stand against the next number
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4}


@cache
def parse_path(data: str) -> tuple[Command, ...]:
    """Return path data as absolute moves, lines, curves and closings.

    Parameters:
        data: the attribute ``d`` of a path; the letters M L H V C S A Z in both cases.
    """
    made: list[Command] = []
    x = y = start_x = start_y = 0.0
    for letter, arguments in _COMMAND.findall(data):
        kind, relative = letter.upper(), letter.islower()
        if kind == "Z":
            made.append(("Z",))
            x, y = start_x, start_y
            continue
        if kind == "A":
            groups = [tuple(map(float, found)) for found in _ARC.findall(arguments)]
        else:
            numbers = [float(found) for found in _NUMBER.findall(arguments)]
            groups = [tuple(numbers[at : at + _TAKES[kind]]) for at in range(0, len(numbers), _TAKES[kind])]
        for group in groups:
            dx, dy = (x, y) if relative else (0.0, 0.0)
            if kind == "A":
                made += _arc(x, y, group, dx, dy)
            elif kind in "HV":
                made.append(("L", group[0] + dx, y) if kind == "H" else ("L", x, group[0] + dy))
            else:
                points = [value + (dy if place % 2 else dx) for place, value in enumerate(group)]
                if kind == "S":
                    last = made[-1]
                    points[:0] = [2 * x - last[3], 2 * y - last[4]] if last[0] == "C" else [x, y]
                made.append(({"S": "C"}.get(kind, kind), *points))
            x, y = made[-1][-2:]
            if kind == "M":
                start_x, start_y = x, y
                kind = "L"  # further pairs after a move are lines
    return tuple(made)


def _arc(x: float, y: float, group: tuple[float, ...], dx: float, dy: float) -> list[Command]:
    """Return an elliptical arc as curves, by the conversion from end points to centre of the SVG specification."""
    rx, ry, turn, large, sweep, end_x, end_y = group
    end_x, end_y = end_x + dx, end_y + dy
    phi = turn * pi / 180
    mid_x = cos(phi) * (x - end_x) / 2 + sin(phi) * (y - end_y) / 2
    mid_y = -sin(phi) * (x - end_x) / 2 + cos(phi) * (y - end_y) / 2
    grow = sqrt(max(1.0, (mid_x / rx) ** 2 + (mid_y / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    under = (rx * mid_y) ** 2 + (ry * mid_x) ** 2
    factor = sqrt(max(0.0, ((rx * ry) ** 2 - under) / under)) * (-1 if large == sweep else 1)
    centre_x, centre_y = factor * rx * mid_y / ry, -factor * ry * mid_x / rx
    first = _angle(1, 0, (mid_x - centre_x) / rx, (mid_y - centre_y) / ry)
    span = _angle((mid_x - centre_x) / rx, (mid_y - centre_y) / ry, (-mid_x - centre_x) / rx, (-mid_y - centre_y) / ry)
    if sweep and span < 0:
        span += 2 * pi
    elif not sweep and span > 0:
        span -= 2 * pi
    middle_x = cos(phi) * centre_x - sin(phi) * centre_y + (x + end_x) / 2
    middle_y = sin(phi) * centre_x + cos(phi) * centre_y + (y + end_y) / 2

    def on_page(across: float, up: float) -> tuple[float, float]:
        return (
            middle_x + rx * across * cos(phi) - ry * up * sin(phi),
            middle_y + rx * across * sin(phi) + ry * up * cos(phi),
        )

    count = max(1, ceil(abs(span) / (pi / 2) - 1e-9))
    step = span / count
    reach = 4 / 3 * tan(step / 4)
    curves: list[Command] = []
    for number in range(count):
        a, b = first + number * step, first + (number + 1) * step
        end = on_page(cos(b), sin(b)) if number + 1 < count else (end_x, end_y)
        curves.append(
            (
                "C",
                *on_page(cos(a) - reach * sin(a), sin(a) + reach * cos(a)),
                *on_page(cos(b) + reach * sin(b), sin(b) - reach * cos(b)),
                *end,
            )
        )
    return curves


def _angle(ux: float, uy: float, vx: float, vy: float) -> float:
    between = acos(max(-1.0, min(1.0, (ux * vx + uy * vy) / (hypot(ux, uy) * hypot(vx, vy)))))
    return -between if ux * vy - uy * vx < 0 else between
