"""The head of a meeting: a tile with its number, title, day, place and people."""

from reportlab.platypus import Flowable

from ef_desktop.report.badges import centred_number, draw_number_tile
from ef_desktop.report.blocks import Text
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import UNIT
from ef_desktop.report.tagging import TaggedCanvas

_TILE = 15 * UNIT
_BESIDE = _TILE + 3 * UNIT


class MeetingHead(Flowable):
    """The tile with the number, and beside it the title and what belongs to it.

    Parameters:
        number: of the meeting.
        node: the heading, which gets the number.
        texts: what stands beside it, from above.
    """

    def __init__(self, number: int, node: Node, texts: list[Text]):
        super().__init__()
        self._number = number
        self._node = node
        self._texts = texts
        self.spaceAfter = 3 * UNIT

    def wrap(self, aW, aH):
        self.width = aW
        self._tall = sum(text.wrap(aW - _BESIDE, aH)[1] for text in self._texts)
        self.height = max(_TILE, self._tall)
        return self.width, self.height

    def draw(self):
        canvas: TaggedCanvas = self.canv
        with canvas.artifact():
            draw_number_tile(canvas, 0, self.height - _TILE, _TILE)
        with canvas.leaf(self._node):
            centred_number(canvas, self._number, 0, self.height - _TILE, _TILE)
        y = self.height - (self.height - self._tall) / 2
        for text in self._texts:
            y -= text.height
            text.draw_at(canvas, _BESIDE, y)
