"""Which backups to keep: many of the last days, fewer of longer ago."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta

_ALL = timedelta(days=2)
_DAYS, _WEEKS, _MONTHS = 12, 10, 9


def keep(moments: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Return the moments of the backups that stay.

    All of the last 2 days, the newest of each of the last 12 days, 10 weeks and 9 months, and always the newest. What lies
    in the future (a clock was wrong) stays too.

    Parameters:
        moments: when the backups were made, with time zone.
        now: the present moment, with time zone.
    """
    ordered = sorted(moments, reverse=True)
    kept = {moment for moment in ordered if now - moment <= _ALL}
    kept.update(ordered[:1])
    today = now.date()
    kept.update(_newest(ordered, lambda moment: moment.date(), lambda moment: (today - moment.date()).days < _DAYS))
    monday = today - timedelta(days=today.weekday())
    first_week = monday - timedelta(weeks=_WEEKS - 1)
    kept.update(_newest(ordered, lambda moment: moment.isocalendar()[:2], lambda moment: moment.date() >= first_week))
    month = now.year * 12 + now.month
    kept.update(
        _newest(
            ordered,
            lambda moment: (moment.year, moment.month),
            lambda moment: month - (moment.year * 12 + moment.month) < _MONTHS,
        )
    )
    return frozenset(kept)


def _newest(
    ordered: list[datetime], period: Callable[[datetime], Hashable], recent: Callable[[datetime], bool]
) -> Iterable[datetime]:
    """Return the first of every period among the recent ones, from newest to oldest."""
    found: dict[Hashable, datetime] = {}
    for moment in ordered:
        if recent(moment):
            found.setdefault(period(moment), moment)
    return found.values()
