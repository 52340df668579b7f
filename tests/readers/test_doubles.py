"""Characters printed twice, told from repeated ones; a plain walk over all pairs is the reference."""

from hypothesis import given, settings
from hypothesis import strategies as st

from docintel.readers.doubles import without_doubles
from docintel.readers.page_glyphs import Glyph, Glyphs


def row(text: str, x: float, top: float, width: float = 5) -> list[Glyph]:
    return [Glyph(c, x + width * i, top, x + width * (i + 1), top + 10.5) for i, c in enumerate(text)]


def kept(glyphs: list[Glyph]) -> str:
    return "".join(glyph.text for glyph, keep in zip(glyphs, without_doubles(Glyphs.of(glyphs)), strict=True) if keep)


def test_doubles() -> None:
    """Bold by printing twice counts once; a repeated letter beside it, or the same figure below it, counts."""
    twice = [*row("Loan 100", 0, 0), *row("Loan 100", 0.4, 0), *row("100", 25, 12)]
    assert kept(twice) == "Loan 100 100"
    assert kept([*row("借款合同", 0, 0, 10), *row("借款合同", 0.3, 0.3, 10)]) == "借款合同"


def test_digits_set_close_are_not_doubles() -> None:
    assert kept([Glyph("1", 4.0 * i, 0, 4.0 * i + 5, 10) for i in range(5)]) == "11111"


def _plainly(glyphs: list[Glyph]) -> list[bool]:
    """One glyph after the other against those kept in the places around it, of each place the last."""
    places: dict[tuple[str, int, int], Glyph] = {}
    found = []
    for glyph in glyphs:
        x, y = int(glyph.x0 / 3), int(glyph.top / 3)
        near = [places.get((glyph.text, x + i, y + j)) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        found.append(glyph.text == " " or not any(other and _covers(other, glyph) for other in near))
        if found[-1]:
            places[glyph.text, x, y] = glyph
    return found


def _covers(a: Glyph, b: Glyph) -> bool:
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.bottom, b.bottom) - max(a.top, b.top)
    return width > 0.7 * (b.x1 - b.x0) and height > 0.7 * (b.bottom - b.top)


@st.composite
def scattered(draw: st.DrawFn) -> Glyph:
    x0, top = draw(st.floats(-5, 20)), draw(st.floats(-5, 20))
    width, height = draw(st.sampled_from([0, 0.05, 0.4, 2, 5, 12])), draw(st.sampled_from([4, 10]))
    return Glyph(draw(st.sampled_from("1款 ")), x0, top, x0 + width, top + height)


@settings(max_examples=300)
@given(st.lists(scattered(), max_size=14))
def test_the_quick_way_keeps_what_the_plain_walk_keeps(glyphs: list[Glyph]) -> None:
    assert without_doubles(Glyphs.of(glyphs)).tolist() == _plainly(glyphs)
