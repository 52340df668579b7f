"""Pages of originals as pictures, drawn in another process: a hostile file ends that one, not the service."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from docintel.errors import DocintelError, NotFound, ReadCode, ReadError
from docintel.readers.page_views import draw_page
from docintel.store.blobs import Blobs
from docintel.workflows.pool import Standby
from docintel.workflows.worker_process import Allowance, Lost

#: What drawing one page may take; an honest one takes a tenth of a second and some hundred megabytes.
_ALLOWANCE = Allowance(seconds=20, memory=1 << 30)


@dataclass(frozen=True, slots=True)
class PageWanted:
    """A page of a stored original, 1-based, at a resolution in pixels an inch."""

    original: str
    name: str
    number: int
    dpi: int

    @property
    def etag(self) -> str:
        """Changes exactly when the picture does: an original never changes under its name."""
        return f'"{self.original.removeprefix("sha256:")[:32]}-{self.number}-{self.dpi}"'


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The PNG, or why there is none; errors that carry a code do not travel between processes by themselves."""

    png: bytes = b""
    missing: str = ""
    unreadable: str = ""


class PageDrawer:
    """Draws pages for a service, `size` at a time."""

    def __init__(self, blobs: Blobs, *, size: int = 1) -> None:
        self._processes: Standby[PageWanted, _Drawn] = Standby(partial(_draw, blobs), size=size, allowance=_ALLOWANCE)

    def draw(self, wanted: PageWanted) -> bytes:
        """The page as PNG; raises NotFound where there is none, ReadError where it cannot be drawn."""
        drawn = self._processes.do(wanted)
        if isinstance(drawn, Lost):
            raise ReadError(ReadCode.OVER_LIMIT, f"page {wanted.number} could not be drawn; open the original instead.")
        if drawn.missing:
            raise NotFound(drawn.missing)
        if drawn.unreadable:
            raise ReadError(ReadCode.TRUNCATED, drawn.unreadable)
        return drawn.png

    def close(self) -> None:
        """End the processes."""
        self._processes.dismiss()


def _draw(blobs: Blobs, wanted: PageWanted) -> _Drawn:
    try:
        data = blobs.get(wanted.original)
        return _Drawn(png=draw_page(data, wanted.name, wanted.number, dpi=wanted.dpi))
    except NotFound as error:
        return _Drawn(missing=str(error))
    except DocintelError as error:
        return _Drawn(unreadable=str(error))
