"""Pictures as pages: what they are, how large the paper was, what is refused."""

import struct
from io import BytesIO

import pytest
from PIL import Image

from docintel.errors import ReadCode, ReadError
from docintel.readers.page_images import picture_frames
from docintel.readers.picture_types import picture_type
from docintel.settings import current_settings


def saved(picture: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, kind, **more)  # type: ignore[arg-type]
    return buffer.getvalue()


PAPER = Image.new("L", (850, 1100), 255)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (saved(PAPER, "PNG"), "image/png"),
        (saved(PAPER, "JPEG"), "image/jpeg"),
        (saved(PAPER, "TIFF"), "image/tiff"),
        (saved(PAPER, "BMP"), "image/bmp"),
        (saved(PAPER, "GIF"), "image/gif"),
        (saved(PAPER, "WEBP"), "image/webp"),
        (b"BM is how this letter begins, and more", None),
        (b"RIFF....WAVEfmt ", None),
        (b"", None),
    ],
)
def test_a_picture_is_told_by_its_first_bytes(data: bytes, kind: str | None) -> None:
    assert picture_type(data) == kind


@pytest.mark.parametrize(
    ("more", "size"),
    [({"dpi": (100, 100)}, (612, 792)), ({}, (595, 770)), ({"dpi": (1, 1)}, (595, 770))],
)
def test_the_paper_is_as_large_as_the_stated_resolution_says_or_as_wide_as_a4(
    more: dict[str, object], size: tuple[int, int]
) -> None:
    (frame,) = picture_frames(saved(PAPER, **more), "scan.png")
    assert tuple(round(side) for side in frame.size) == size


def test_what_is_transparent_is_paper_and_deep_greys_keep_their_order() -> None:
    (clear,) = picture_frames(saved(Image.new("RGBA", (20, 20), (0, 0, 0, 0))), "x.png")
    assert clear.image.min() == 255
    deep = Image.new("I;16", (20, 20), 60_000)
    deep.putpixel((3, 3), 6_000)
    (grey,) = picture_frames(saved(deep), "x.png")
    assert (int(grey.image[0, 0, 0]), int(grey.image[3, 3, 0])) == (255, 25)


def test_a_photograph_taken_sideways_is_turned_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the top of the scene is at the right side
    (frame,) = picture_frames(saved(Image.new("RGB", (40, 20), "white"), "JPEG", exif=exif), "x.jpg")
    assert frame.image.shape[:2] == (40, 20)


def test_too_many_pixels_and_too_many_pages_are_refused_before_they_are_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    tight = current_settings().model_copy(update={"max_pixels": 1000, "max_pages": 1})
    monkeypatch.setattr("docintel.readers.page_images.current_settings", lambda: tight)
    with pytest.raises(ReadError, match=r"x\.png has 850 × 1,100 pixels and the limit is 1,000") as caught:
        list(picture_frames(saved(PAPER), "x.png"))
    assert (caught.value.code, "DOCINTEL_MAX_PIXELS" in str(caught.value)) == (ReadCode.OVER_LIMIT, True)
    fax = saved(PAPER, "TIFF", save_all=True, append_images=[PAPER])
    with pytest.raises(ReadError, match=r"fax\.tif has 2 pages, the limit is 1"):
        list(picture_frames(fax, "fax.tif"))


@pytest.mark.parametrize("cut", [12, 40, -30])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_picture_that_breaks_off_is_said_to(kind: str, cut: int) -> None:
    noisy = Image.effect_noise((300, 300), 80)
    with pytest.raises(ReadError) as caught:
        list(picture_frames(saved(noisy, kind)[:cut], "scan"))
    assert caught.value.code == ReadCode.TRUNCATED


def test_a_fax_without_dimensions_is_said_to_break_off() -> None:
    """Found by fuzzing: Pillow raises TypeError when it counts the pages."""
    fax = saved(PAPER, "TIFF", save_all=True, append_images=[PAPER])
    (second,) = struct.unpack("<I", fax[4:8])
    entries = struct.unpack_from("<H", fax, second)[0]
    after = struct.unpack_from("<I", fax, second + 2 + 12 * entries)[0]
    damaged = bytearray(fax)
    struct.pack_into("<H", damaged, after + 2, 0xFFFF)  # the tag of the second page's width
    with pytest.raises(ReadError, match="breaks off") as caught:
        list(picture_frames(bytes(damaged), "fax.tif"))
    assert caught.value.code == ReadCode.TRUNCATED
