"""A4 pages in a Chinese typeface with a real text layer: fonts, running heads and tables shared by the PDFs.

The typeface is LXGW WenKai (SIL Open Font Licence 1.1, Debian package fonts-lxgw-wenkai); only the glyphs used are
embedded, each with its Unicode value, so that readers get the right text back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Table

FONT_FOLDER = Path("/usr/share/fonts/truetype/lxgw-wenkai")
REGULAR, BOLD = "LXGWWenKai-Regular", "LXGWWenKai-Bold"
WIDTH, HEIGHT = A4
MARGIN = 72.0


def install_fonts() -> None:
    """Makes the typeface known to reportlab."""
    for name in (REGULAR, BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(FONT_FOLDER / f"{name}.ttf")))


def style(name: str, size: float, leading: float, bold: bool = False, **more: float) -> ParagraphStyle:
    """A paragraph style that breaks lines the Chinese way."""
    return ParagraphStyle(
        name, fontName=BOLD if bold else REGULAR, fontSize=size, leading=leading, wordWrap="CJK", **more
    )


PARTY = style("party", 11.5, 21)
ARTICLE = style("article", 12, 22, bold=True, spaceBefore=9, spaceAfter=3, keepWithNext=1)
TITLE = style("title", 20, 30, bold=True, alignment=TA_CENTER, spaceBefore=18, spaceAfter=8)
CENTRED = style("centred", 11, 18, alignment=TA_CENTER, spaceAfter=12)
SMALL = style("small", 9, 13)


class CountedCanvas(Canvas):
    """A canvas that knows how many pages there will be when it draws each footer."""

    furniture: Callable[[Canvas, int, int], None]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.saved: list[dict[str, object]] = []

    def showPage(self) -> None:
        """Keeps the page instead of writing it."""
        self.saved.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Writes every kept page with its running head and foot."""
        for number, state in enumerate(self.saved, 1):
            self.__dict__.update(state)
            type(self).furniture(self, number, len(self.saved))
            super().showPage()
        super().save()


def print_pages(
    story: Sequence[Flowable], furniture: Callable[[Canvas, int, int], None], title: str, margin: float = MARGIN
) -> bytes:
    """The finished PDF of a story; the same story gives the same bytes."""
    rl_config.invariant = 1
    out = BytesIO()
    frame = Frame(margin, margin, WIDTH - 2 * margin, HEIGHT - 2 * margin, 0, 0, 0, 0)
    document = BaseDocTemplate(out, pagesize=A4, title=title, author="docintel sample deal", invariant=1)
    document.addPageTemplates(PageTemplate("page", [frame]))
    canvas = type("Pages", (CountedCanvas,), {"furniture": staticmethod(furniture)})
    document.build(list(story), canvasmaker=canvas)
    return out.getvalue()


def ruled_table(
    rows: list[list[str]], widths: list[float], size: float = 10, head: int = 1, padding: float = 3.0
) -> Table:
    """A table with every cell ruled; the heading is repeated when the table runs over a page."""
    table = Table(rows, colWidths=widths, repeatRows=head)
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), REGULAR, size),
            ("FONT", (0, 0), (-1, head - 1), BOLD, size),
            ("GRID", (0, 0), (-1, -1), 0.5, black),
            ("ALIGN", (0, 0), (-1, head - 1), "CENTER"),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), padding),
            ("BOTTOMPADDING", (0, 0), (-1, -1), padding + 1.5),
        ]
    )
    return table
