"""Which backups stay."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ef_desktop.domain.rotation import keep

NOW = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)  # a Thursday


def ago(**how) -> datetime:
    return NOW - timedelta(**how)


def test_everything_of_two_days_stays():
    hours = [ago(hours=number) for number in range(49)]
    assert keep(hours, NOW) == set(hours)
    assert ago(hours=50) not in keep([*hours, ago(hours=50)], NOW)


def test_then_the_newest_of_each_day_week_and_month():
    every_six_hours = [ago(hours=6 * number) for number in range(4 * 400)]
    kept = sorted(keep(every_six_hours, NOW), reverse=True)
    older = [moment for moment in kept if NOW - moment > timedelta(days=2)]
    days = [moment for moment in older if moment.date() > datetime(2026, 2, 28).date()]
    assert [moment.date().day for moment in days] == [9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert all(moment.hour == 21 for moment in days)
    rest = [moment for moment in older if moment not in days]
    assert [moment.strftime("%m-%d") for moment in rest] == [
        # months end on the last day, weeks on Sunday
        *("02-28", "02-22", "02-15", "02-08", "02-01", "01-31", "01-25", "01-18", "01-11"),
        *("12-31", "11-30", "10-31", "09-30", "08-31", "07-31"),
    ]


def test_the_newest_always_stays_also_when_it_is_old_or_in_the_future():
    assert keep([ago(days=3000), ago(days=3001)], NOW) == {ago(days=3000)}
    assert keep([ago(days=-500), ago(days=0)], NOW) == {ago(days=-500), NOW}
    assert keep([], NOW) == frozenset()


@given(st.lists(st.integers(0, 60 * 24 * 500), max_size=60), st.integers(0, 60 * 24 * 40))
def test_removing_early_loses_nothing_that_is_wanted_later(minutes, later):
    moments = [ago(minutes=number) for number in minutes]
    then = NOW + timedelta(minutes=later)
    assert keep(keep(moments, NOW), then) == keep(moments, then)
    assert len(keep(moments, NOW)) <= len(set(moments))
