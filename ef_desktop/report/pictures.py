"""Pictures from outside, made safe for a page: small, upright, in sRGB, opaque, and without anything but the picture.

How a chapter uses it: ``yield picture(data, description, sect, words)``. The answer is the picture with its description,
or a box that says why there is none and what it would have shown. Nothing of the file but its colours comes along: no
place, no camera, no maker, no thumbnail.
"""

import io
from typing import NamedTuple

from PIL import Image, ImageCms, ImageOps
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from ef_desktop.i18n import N_
from ef_desktop.report import fonts, styles
from ef_desktop.report.blocks import Row, Text
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import MEASURE, UNIT, palette
from ef_desktop.report.words import Words

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")
_SIDE = 1600  # pixels of the longest side on paper: 240 a inch over the whole measure
_MOST_PIXELS = 80_000_000  # what a picture may hold; JPEG is read smaller at once, the others must be unpacked first
_MOST_BYTES = 260_000_000  # of an unpacked picture
_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2}  # of a pixel when unpacked; every other kind takes four
_STRIP = 64  # rows of the small picture that are made at a time
_QUALITY = 85
_FEW_COLOURS = 256  # drawings and screens with at most so many colours stay exact
_TALLEST = 72 * UNIT

UNREADABLE = N_("This file cannot be read as a picture.")
TOO_LARGE = N_("This picture is too large.")
UNDESCRIBED = N_("This picture has no description, so it is left out.")


class UnusablePicture(Exception):
    """A picture that cannot stand on a page; the message is an msgid that says why."""


class PagePicture(NamedTuple):
    """A picture fit for a page: its bytes (JPEG or PNG, RGB) and its size in pixels."""

    data: bytes
    width: int
    height: int

    @property
    def ending(self) -> str:
        """The ending of a file that holds it."""
        return "png" if self.data.startswith(b"\x89PNG") else "jpg"


def usable_picture(data: bytes, description: str, words: Words) -> tuple[PagePicture | str, str]:
    """Return a picture fit for a page, or in a sentence why there is none and what it would have shown; and its description in one line.

    Parameters:
        data: of the picture's file.
        description: what can be seen on it. Without one the picture is left out: who cannot see it would get nothing.
        words: the language.
    """
    _ = words.gettext
    alt = fonts.one_line(description)
    try:
        made = page_picture(data)
    except UnusablePicture as problem:
        why = _(str(problem))
    else:
        if alt:
            return made, alt
        why = _(UNDESCRIBED)
    if not alt:
        return why, alt
    return _("There should be a picture here: {description}. {reason}").format(description=alt.rstrip("."), reason=why), alt


def page_picture(data: bytes) -> PagePicture:
    """Return a picture fit for a page: the first frame, upright, sRGB, on white, at most 1,600 pixels long.

    Memory is bounded: at most some 260 MB for a picture that must be unpacked whole, far less for JPEG.

    Parameters:
        data: of a file in one of ``FORMATS``.
    Raises:
        UnusablePicture: broken, of another kind, or too large.
    """
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            return _made(image)
    except Image.DecompressionBombError as error:
        raise UnusablePicture(TOO_LARGE) from error
    # Pillow says of a broken file in many ways what is wrong with it
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, OverflowError) as error:
        raise UnusablePicture(UNREADABLE) from error


def _made(image: Image.Image) -> PagePicture:
    width, height = image.size
    if width * height > _MOST_PIXELS:
        raise UnusablePicture(TOO_LARGE)
    turned = image.getexif().get(0x0112, 1)
    profile = image.info.get("icc_profile")
    if image.format == "JPEG":
        longest = max(width, height)
        image.draft(image.mode, (-(-width * _SIDE // longest), -(-height * _SIDE // longest)))
    elif width * height * _BYTES.get(image.mode, 4) > _MOST_BYTES:
        raise UnusablePicture(TOO_LARGE)
    image.load()
    small = _shrunk(image)
    small = _upright(_srgb(small, profile), turned)
    plain = Image.new("RGB", small.size)  # a fresh picture carries nothing along
    plain.paste(small)
    out = io.BytesIO()
    if plain.getcolors(_FEW_COLOURS) is not None:
        plain.save(out, "PNG", optimize=False, compress_level=6)
    else:
        plain.save(out, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
    return PagePicture(out.getvalue(), *plain.size)


def _shrunk(image: Image.Image) -> Image.Image:
    """Return a picture of at most the side we want, opaque; large ones go strip by strip, so that no second whole one is made."""
    factor = max(1, -(-max(image.size) // (2 * _SIDE)))  # to between one and two times the side; the rest is done well
    size = (-(-image.width // factor), -(-image.height // factor))
    mode = "CMYK" if image.mode == "CMYK" else "RGB"
    made = Image.new(mode, size)
    step = _STRIP * factor
    for top in range(0, image.height, step):
        strip = _opaque(image.crop((0, top, image.width, min(image.height, top + step))))
        made.paste(strip.reduce(factor) if factor > 1 else strip, (0, top // factor))
    made.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    return made


def _opaque(strip: Image.Image) -> Image.Image:
    """Return a strip in plain colours, on white where it lets through."""
    if strip.mode == "CMYK":
        return strip
    if strip.mode.startswith("I"):
        return strip.convert("I").point(lambda value: value * (1 / 257)).convert("L").convert("RGB")
    if strip.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in strip.info:
        strip = strip.convert("RGBA")
        white = Image.new("RGB", strip.size, "white")
        white.paste(strip, mask=strip.getchannel("A"))
        return white
    return strip.convert("RGB")


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a picture in sRGB, by its own profile where that can be used."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile, or one for other colours: the plain way is close enough
    return image.convert("RGB")


def _upright(image: Image.Image, turned: int) -> Image.Image:
    """Return a picture turned as the camera was held; a number that means nothing is left alone."""
    if turned not in range(2, 9):
        return image
    exif = image.getexif()
    exif[0x0112] = turned
    return ImageOps.exif_transpose(image)


class _Picture(Flowable):
    """A picture on the page, as a figure with its description."""

    def __init__(self, made: PagePicture, node: Node, width: float, tallest: float):
        super().__init__()
        self._made = made
        self._node = node
        self._wanted = (width, tallest)
        self.spaceAfter = 2 * UNIT

    def wrap(self, aW, aH):
        scale = min(min(aW, self._wanted[0]) / self._made.width, self._wanted[1] / self._made.height, 0.75)
        self.width, self._tall = self._made.width * scale, self._made.height * scale
        self.height = -(-self._tall // UNIT) * UNIT  # what follows stays on the grid
        return self.width, self.height

    def draw(self):
        foot = self.height - self._tall
        with self.canv.figure(self._node, (0, foot, self.width, self.height)):
            self.canv.drawImage(ImageReader(io.BytesIO(self._made.data)), 0, foot, self.width, self._tall)


def picture(
    data: bytes, description: str, parent: Node, words: Words, *, width: float = MEASURE, tallest: float = _TALLEST
) -> Flowable:
    """Return a picture with its description, or a line that says why it is not there and what it would have shown.

    Parameters:
        data: of the picture's file.
        description: what can be seen on it. Without one the picture is left out: who cannot see it would get nothing.
        parent: the node that gets it.
        words: the language.
        width: most of its width in points.
        tallest: most of its height in points.
    """
    made, alt = usable_picture(data, description, words)
    if not isinstance(made, PagePicture):
        return _missing(made, parent, words)
    return _Picture(made, parent.figure(alt), width, tallest)


def _missing(told: str, parent: Node, words: Words) -> Row:
    text = Text(told, styles.SMALL, parent.add("P"), words.language)
    edge = 5 * UNIT

    def paint(canvas, x, y):
        canvas.setStrokeColor(palette()["ink3"])
        canvas.setLineWidth(0.9)
        canvas.rect(x + 1, y - 6, 16, 12, stroke=1, fill=0)
        canvas.line(x + 1, y - 6, x + 17, y + 6)

    return Row([text], [(edge, MEASURE - edge)], padding=UNIT, paint=paint)
