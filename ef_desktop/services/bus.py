"""A plain bus for finished changes. It knows no windows: one bridge carries its messages to Qt."""

from collections.abc import Callable

from ef_desktop.domain.changes import ChangeSet


class Bus:
    """Delivers each change to all who subscribed, in the thread that made it."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[ChangeSet], None]] = []

    def subscribe(self, listener: Callable[[ChangeSet], None]) -> Callable[[], None]:
        """Add a listener; the answer takes it away again."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def publish(self, change: ChangeSet) -> None:
        """Tell every listener of a change."""
        for listener in tuple(self._listeners):
            listener(change)
