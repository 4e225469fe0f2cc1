"""Pictures from outside: whatever they are, the page gets a plain picture, or a line that says why not."""

import subprocess
import sys
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from ef_desktop.report import pictures
from ef_desktop.report.pictures import UnusablePicture, page_picture, picture
from ef_desktop.report.selfcheck import check_pdf
from ef_desktop.report.words import Words

from .reading import read
from .test_typography import typeset

WORDS = Words("nl")
PLACE = b"52.0115"


def drawn(mode: str = "RGB", size=(60, 40)) -> Image.Image:
    """Return a picture that is red in its left upper corner and blue elsewhere."""
    image = Image.new("RGB", size, "#0000FF")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2 - 1, size[1] // 2 - 1), fill="#FF0000")
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def corners(data: bytes) -> tuple[str, str, str, str]:
    """Return what colour the corners of a page picture have: left upper, right upper, left lower, right lower."""
    image = Image.open(BytesIO(page_picture(data).data))
    assert image.mode == "RGB"
    wide, tall = image.size

    def name(x, y):
        red, green, blue = image.getpixel((x, y))
        return "red" if red > blue + 60 else "blue" if blue > red + 60 else "white" if min(red, green, blue) > 200 else "other"

    return name(3, 3), name(wide - 4, 3), name(3, tall - 4), name(wide - 4, tall - 4)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"])
def test_every_kind_of_file_is_read(kind):
    assert corners(saved(drawn(), kind)) == ("red", "blue", "blue", "blue")


@pytest.mark.parametrize("mode", ["CMYK", "YCbCr", "LAB", "P", "PA", "RGBA", "RGBX"])
def test_every_kind_of_colour_becomes_rgb(mode):
    kind = {"CMYK": "JPEG", "YCbCr": "JPEG", "PA": "PNG", "P": "PNG", "RGBA": "PNG"}.get(mode, "TIFF")
    image = (
        ImageCms.profileToProfile(drawn(), ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB")
        if mode == "LAB"
        else drawn("RGBA").convert("P").convert("PA")
        if mode == "PA"
        else drawn(mode)
    )
    image = image.convert("RGBA") if mode == "PA" else image
    assert corners(saved(image, kind)) == ("red", "blue", "blue", "blue")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "I;16", "I", "F"])
def test_every_kind_of_grey_stays_light_and_dark(mode):
    image = Image.new("L", (40, 40), 255)
    ImageDraw.Draw(image).rectangle((0, 0, 19, 39), fill=0)
    deep = image.convert("I").point(lambda value: value * 257)
    image = deep.convert(mode) if mode.startswith("I") else image.convert(mode)
    made = Image.open(BytesIO(page_picture(saved(image, "TIFF" if mode in ("F", "I") else "PNG")).data))
    assert made.mode == "RGB"
    assert made.getpixel((4, 20)) == (0, 0, 0)
    assert made.getpixel((36, 20)) == (255, 255, 255)


def test_a_profile_of_its_own_is_followed():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()  # a profile that does not suit
    assert corners(saved(drawn(), "PNG", icc_profile=lab)) == ("red", "blue", "blue", "blue")
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert corners(saved(drawn(), "JPEG", icc_profile=srgb, quality=95)) == ("red", "blue", "blue", "blue")
    assert corners(saved(drawn(), "JPEG", icc_profile=b"stuk", quality=95)) == ("red", "blue", "blue", "blue")


def test_what_lets_through_stands_on_white():
    image = drawn("RGBA")
    image.putalpha(Image.new("L", image.size, 0))
    assert set(corners(saved(image, "PNG"))) == {"white"}
    assert corners(saved(drawn("P"), "GIF", transparency=drawn("P").getpixel((50, 30))))[3] == "white"


def test_of_an_animation_the_first_frame_stands_on_the_page():
    frames = [drawn(), Image.new("RGB", (60, 40), "#0000FF")]
    for kind in ("GIF", "WEBP", "PNG"):
        options = {"lossless": True} if kind == "WEBP" else {}
        data = saved(frames[0], kind, save_all=True, append_images=frames[1:], **options)
        assert Image.open(BytesIO(data)).n_frames == 2
        assert corners(data) == ("red", "blue", "blue", "blue")


@pytest.mark.parametrize(("turned", "red"), [(1, 0), (2, 1), (3, 3), (4, 2), (5, 0), (6, 1), (7, 3), (8, 2), (0, 0), (99, 0)])
def test_a_picture_stands_as_the_camera_was_held(turned, red):
    exif = Image.Exif()
    exif[0x0112] = turned
    found = corners(saved(drawn(), "JPEG", exif=exif, quality=95))
    assert found.index("red") == red
    made = page_picture(saved(drawn(), "JPEG", exif=exif))
    assert (made.width, made.height) == ((40, 60) if turned in (5, 6, 7, 8) else (60, 40))


def test_nothing_but_the_picture_comes_along():
    exif = Image.Exif()
    exif[0x010F] = "Fototoestel van Noor"
    exif.get_ifd(0x8825)[0x001D] = PLACE.decode()
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", f"thuis bij Noor {PLACE.decode()}")
    noisy = Image.effect_noise((60, 40), 90).convert("RGB")
    for data in (
        saved(noisy, "JPEG", exif=exif, comment=b"thuis bij Noor " + PLACE),
        saved(noisy, "PNG", exif=exif, pnginfo=text),
        saved(noisy, "WEBP", exif=exif, xmp=b"<x>" + PLACE + b"</x>"),
    ):
        assert PLACE in data or b"Noor" in data
        made = page_picture(data).data
        assert PLACE not in made
        assert b"Noor" not in made
        image = Image.open(BytesIO(made))
        assert not image.getexif()
        assert not {"exif", "comment", "xmp", "icc_profile"} & set(image.info)


def test_a_large_picture_becomes_small():
    made = page_picture(saved(drawn(size=(5000, 2500)), "PNG"))
    assert (made.width, made.height) == (1600, 800)
    assert corners(saved(drawn(size=(5003, 2501)), "JPEG")) == ("red", "blue", "blue", "blue")
    thin = page_picture(saved(drawn(size=(9000, 2)), "PNG"))
    assert thin.width == 1600
    assert thin.height >= 1


def test_memory_stays_bounded_with_fifty_million_pixels(tmp_path):
    """In a process of its own: 50 million pixels, unpacked 200 MB (PNG) or read small at once (JPEG)."""
    status = "/proc/self/status"
    code = f"""
import sys
from pathlib import Path
from ef_desktop.report.pictures import page_picture
def peak():
    try:
        lines = Path({status!r}).read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024
begin = peak()
made = page_picture(Path(sys.argv[1]).read_bytes())
print(made.width, peak() - begin)
"""
    for kind, most in (("JPEG", 60), ("PNG", 260)):
        path = tmp_path / f"groot.{kind.lower()}"
        Image.new("RGB", (8660, 5774), "#204080").save(path, kind, compress_level=1)
        answer = subprocess.run([sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True, timeout=120)
        width, grown = map(int, answer.stdout.split())
        assert width == 1600
        assert grown < most, kind


def test_too_many_pixels_are_refused_before_they_are_unpacked(monkeypatch):
    monkeypatch.setattr(pictures, "_MOST_PIXELS", 1000)
    with pytest.raises(UnusablePicture, match="too large"):
        page_picture(saved(drawn(), "JPEG"))
    monkeypatch.undo()
    monkeypatch.setattr(pictures, "_MOST_BYTES", 1000)
    with pytest.raises(UnusablePicture, match="too large"):
        page_picture(saved(drawn(), "PNG"))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(UnusablePicture, match="too large"):
        page_picture(saved(drawn(), "PNG"))


@pytest.mark.parametrize(
    "data",
    [b"", b"stuk", saved(drawn(), "JPEG")[:200], saved(drawn(), "PNG")[:60], saved(drawn(), "PPM"), b"%PDF-1.7", b"<svg/>"],
)
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(UnusablePicture, match="cannot be read"):
        page_picture(data)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"]), st.data())
def test_damage_never_does_more_than_spoil_the_picture(kind, data):
    raw = bytearray(saved(drawn("P" if kind == "GIF" else "RGB"), kind))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        made = page_picture(bytes(raw))
    except UnusablePicture:
        return
    assert max(made.width, made.height) <= 1600


class TestOnThePage:
    def test_a_picture_is_a_figure_with_its_description(self):
        out = typeset(lambda root: [picture(saved(drawn(), "PNG"), " De wandeling\nlangs de Voorhof 😀 ", root, WORDS)])
        assert check_pdf(out) == []
        with pikepdf.open(out) as pdf:
            (figure,) = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"]
            assert str(figure.Alt) == "De wandeling langs de Voorhof 😀"
            (image,) = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"]
            assert image.ColorSpace == "/DeviceRGB"
            assert "/SMask" not in image

    def test_a_picture_keeps_its_shape_and_stays_on_the_page(self):
        def story(root):
            yield picture(saved(drawn(size=(3000, 3000)), "JPEG"), "vierkant", root, WORDS)
            yield picture(saved(drawn(size=(100, 9000)), "JPEG"), "hoog", root, WORDS)
            yield picture(saved(drawn(size=(60, 40)), "JPEG"), "klein", root, WORDS, width=300)

        out = typeset(story)
        assert check_pdf(out) == []
        with pikepdf.open(out) as pdf:
            boxes = [
                thing.A[0].BBox for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"
            ]
        sizes = [(float(right - left), float(top - foot)) for left, foot, right, top in (map(float, box) for box in boxes)]
        assert sizes[0][0] == pytest.approx(sizes[0][1], abs=0.1)
        assert sizes[1][1] == pytest.approx(90 * sizes[1][0], rel=0.05)
        assert sizes[2] == pytest.approx((45, 30), abs=0.1)

    @pytest.mark.parametrize(
        ("data", "description", "told"),
        [
            (b"stuk", "De wandeling.", "Hier hoort een afbeelding: De wandeling. Dit bestand is niet te lezen als afbeelding."),
            (b"stuk", "", "Dit bestand is niet te lezen als afbeelding."),
            (saved(drawn(), "PNG"), " \n", "Bij deze afbeelding staat geen beschrijving, daarom staat ze hier niet."),
        ],
    )
    def test_in_the_place_of_a_picture_that_cannot_be_stands_why(self, data, description, told):
        out = typeset(lambda root: [picture(data, description, root, WORDS)])
        assert check_pdf(out) == []
        assert read(out).texts("P") == [told]

    def test_equal_pictures_give_equal_bytes(self):
        noisy = saved(Image.radial_gradient("L").convert("RGB"), "JPEG")
        once, twice = (typeset(lambda root: [picture(noisy, "verloop", root, WORDS)]).getvalue() for _ in range(2))
        assert once == twice
