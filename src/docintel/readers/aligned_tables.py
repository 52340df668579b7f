"""Tables without ruling lines: statements whose figures stand in columns, told by their right edges.

Precision comes first: a table needs several rows whose figures end at the same places, with words only to the left
of them. Running text that merely mentions numbers has none of that. Lists of contents are no tables.
"""

from __future__ import annotations

from itertools import pairwise

from docintel.readers.facing_tables import Facing, find_facing
from docintel.readers.figure_columns import SAME_EDGE, Column, begin_of_figures, covers, find_columns, first_figures
from docintel.readers.figure_rows import Entry, Row, is_reference, is_reference_title, make_row
from docintel.readers.lattice import GridCell
from docintel.readers.text_lines import Chunk, Line
from docintel.readers.wrapped_rows import gather_rows, with_rest_of_captions

#: Table as (first line, line after the last, cells with their lines), lines counted in the region.
Found = tuple[int, int, list[tuple[GridCell, list[Line]]]]
_Placed = tuple[GridCell, list[Line]]

#: Lines between two rows of figures: captions and section labels, and the widest gap between rows (ems).
_LABELS_BETWEEN, _ROW_GAP = 3, 2.6
#: Captions without a figure in succession: the forms of the exchanges print them for everything that may exist.
_EMPTY_ROWS = 14
#: How much farther apart than its rows so far such captions of a table may stand (ems).
_MORE_GAP = 0.3
_HEADER_LINES, _HEADER_GAP = 4, 2.0
#: The words over captions and references at most (characters).
_HALFWAY = 10
#: Names of sections between the heading of the columns and the first figures.
_SECTION_LINES = 3
#: How far a heading of the first column of figures may reach out to its left (ems).
_HEADER_REACH = 4.0


def find_aligned_tables(lines: list[Line]) -> list[Found]:
    """The tables among a region's lines, in order and apart from one another."""
    rows = [make_row(line) for line in lines]
    facing = find_facing(rows)
    if facing is None:
        return _find(rows, 0, len(rows))
    both = _facing(facing)
    return [*_find(rows, 0, facing.start), *([both] if both else []), *_find(rows, facing.end, len(rows))]


def _find(rows: list[Row], first: int, last: int) -> list[Found]:
    found: list[Found] = []
    at = first
    while at < last:
        end = _run_end(rows[:last], at) if rows[at].has_figures else at
        if end > at and (columns := find_columns(rows[at:end])):
            floor = found[-1][1] if found else first
            at, end = with_rest_of_captions(rows[:last], at, end, floor)
            start = _header_start(rows, at, columns, floor)
            found.append((start, end, _numbered(_cells(rows[start:end], columns))))
        at = max(end, at + 1)
    return found


def _facing(facing: Facing) -> Found | None:
    """Two tables side by side as one: the columns of the right half behind those of the left."""
    halves, starts = [], []
    for side in (facing.left, facing.right):
        lines = [(at, row) for at, row in enumerate(side) if row is not None]
        rows = [row for _, row in lines]
        first = next((at for at, row in enumerate(rows) if row.has_figures), 0)
        columns = find_columns(rows[first:])
        if not columns:
            return None
        halves.append((lines, columns))
        starts.append(lines[_header_start(rows, first, columns, 0)][0])
    start, shift, found = max(starts), 0, list[_Placed]()
    for lines, columns in halves:
        kept = [(at, row) for at, row in lines if at >= start]
        for cell, words in _cells([row for _, row in kept], columns):
            found.append((cell._replace(row=kept[cell.row][0], column=cell.column + shift), words))
        shift += len(columns) + 1
    return facing.start + start, facing.end, _numbered(found)


def _run_end(rows: list[Row], start: int) -> int:
    """The line after the last row of figures that follows the first without a break."""
    end, left = start + 1, min(entry.chunk.x0 for entry in rows[start].figures)
    margin, gap = rows[start].line.x0, 0.0
    for at in range(start + 1, len(rows)):
        row, above = rows[at], rows[at - 1]
        if row.line.grid or row.line.top - above.line.bottom > _ROW_GAP * row.em:
            break
        if row.has_figures:
            left = min(left, *(entry.chunk.x0 for entry in row.figures))
            margin = min(margin, row.line.x0)
            gap = max(gap, *(b.line.top - a.line.bottom for a, b in pairwise(rows[end - 1 : at + 1])))
            end = at + 1
        elif not _is_label(row, left) or (
            at - end >= _LABELS_BETWEEN
            and not (at - end < _EMPTY_ROWS and _is_empty_row(row, above, (margin, left), gap))
        ):
            break
    return end


def _is_empty_row(row: Row, above: Row, place: tuple[float, float], gap: float) -> bool:
    """Whether a caption without figures stands where the table's captions stand, no farther below the one above."""
    margin, left = place
    em = row.em
    inside = row.line.x0 >= margin - SAME_EDGE * em and row.line.x1 <= left
    return inside and row.line.top - above.line.bottom <= gap + _MORE_GAP * em


def _is_label(row: Row, left: float) -> bool:
    """Whether a row without figures is a section's name, or the first line of a long label."""
    words = [entry for entry in row.entries if not is_reference(entry)]
    return len(words) == 1 and row.line.x0 < left and len(row.line.chunks[0].text) <= 90


def _header_start(rows: list[Row], start: int, columns: list[Column], floor: int) -> int:
    """The first of the lines above the figures that head their columns ("2019", "Year ended 31 December").

    Names of sections may stand between them; what stands over only one of several columns heads no such table.
    """
    size = rows[start].em
    above = _above_sections(rows, start, columns, floor)
    first = _headed_from(rows, above, columns, (floor, size))
    if above == start or any(_is_full(row, columns) for row in rows[first:above]):
        return first
    return _headed_from(rows, start, columns, (floor, size))


def _above_sections(rows: list[Row], start: int, columns: list[Column], floor: int) -> int:
    for at in range(start - 1, max(floor, start - 1 - _SECTION_LINES) - 1, -1):
        row = rows[at]
        if not (_is_near(row, rows[at + 1]) and len(row.entries) == 1 and row.line.x1 <= columns[0].x0):
            break
        start = at
    return start


def _headed_from(rows: list[Row], start: int, columns: list[Column], bounds: tuple[int, float]) -> int:
    floor, size = bounds
    for at in range(start - 1, max(floor, start - 1 - _HEADER_LINES) - 1, -1):
        row, below = rows[at], rows[at + 1]
        # 项目 and 附注 may stand on a line of their own, half way down a head of several lines.
        halfway = at > floor and _is_halfway(row, columns) and _is_header(rows[at - 1], columns, size)
        if not (_is_near(row, below) and (halfway or _is_header(row, columns, size))):
            break
        start = at
    return start


def _is_halfway(row: Row, columns: list[Column]) -> bool:
    words = sum(len(entry.chunk.text) for entry in row.entries)
    return words <= _HALFWAY and row.line.x1 <= begin_of_figures(columns)


def _is_near(row: Row, below: Row) -> bool:
    return not row.line.grid and below.line.top - row.line.bottom <= _HEADER_GAP * row.em


def _is_full(row: Row, columns: list[Column]) -> bool:
    """Whether the row has words over the last column and, where there are several, over another one."""
    over = [column for column in columns if any(covers(entry.chunk, column) for entry in row.entries)]
    return columns[-1] in over and len(over) >= min(2, len(columns))


def _is_header(row: Row, columns: list[Column], size: float) -> bool:
    """Whether a row's words stand over the columns of figures, beside at most one over the labels and 附注."""
    left = first_figures(columns).x0
    over = [entry for entry in row.entries if entry.chunk.x1 > left]
    beside = [entry for entry in row.entries if entry not in over and not is_reference_title(entry)]
    reach = min(left - _HEADER_REACH * row.em, begin_of_figures(columns))
    is_short = all(entry.chunk.x0 >= reach and len(entry.chunk.text) <= 60 for entry in over)
    is_title = len(row.entries) == 1 and row.em > 1.1 * size
    return bool(over) and is_short and len(beside) <= 1 and not is_title


def _cells(rows: list[Row], columns: list[Column]) -> list[_Placed]:
    """Every place of the table, empty ones too, rows numbered by their first line.

    A heading over several columns carries its extent.
    """
    left = min(row.line.x0 for row in rows)
    edges = [left, *_boundaries(rows, columns), max(columns[-1].x1, *(row.line.x1 for row in rows))]
    cells: list[_Placed] = []
    number = 0
    for lines in gather_rows(rows):
        top, bottom = min(row.line.top for row in lines), max(row.line.bottom for row in lines)
        places = [_places(row, columns) for row in lines]
        column = 0
        while column <= len(columns):
            held = [place[column] for place in places if column in place]
            extent = max((extent for _, extent in held), default=1)
            cell = GridCell(number, column, 1, extent, edges[column], top, edges[column + extent], bottom)
            cells.append((cell, [Line(chunks) for chunks, _ in held]))
            column += extent
        number += len(lines)
    return cells


def _numbered(cells: list[_Placed]) -> list[_Placed]:
    """The cells with their rows numbered without gaps, in row order."""
    rows = {row: at for at, row in enumerate(sorted({cell.row for cell, _ in cells}))}
    placed = [(cell._replace(row=rows[cell.row]), lines) for cell, lines in cells]
    return sorted(placed, key=lambda each: each[0][:2])


def _boundaries(rows: list[Row], columns: list[Column]) -> list[float]:
    labels = [e.chunk.x1 for row in rows for e in row.entries if e.chunk.x1 <= columns[0].x0]
    first = (max(labels, default=columns[0].x0) + columns[0].x0) / 2
    return [first, *((a.x1 + b.x0) / 2 for a, b in pairwise(columns))]


def _places(row: Row, columns: list[Column]) -> dict[int, tuple[list[Chunk], int]]:
    """The row's chunks by column (0 holds the labels), each with the number of columns it spans."""
    places: dict[int, tuple[list[Chunk], int]] = {}
    taken = -1
    for entry in row.entries:
        first, last = _extent(entry, columns)
        first = max(first, taken) if taken >= 0 else first
        last = max(first, last)
        if first == taken:
            start = next(at for at, (_, extent) in places.items() if at <= taken < at + extent)
            chunks, _ = places[start]
            places[start] = ([*chunks, entry.chunk], last - start + 1)
        else:
            places[first] = ([entry.chunk], last - first + 1)
        taken = last
    return places


def _extent(entry: Entry, columns: list[Column]) -> tuple[int, int]:
    """First and last column of an entry; words that reach into no column are labels."""
    chunk = entry.chunk
    over = [at for at, column in enumerate(columns, 1) if covers(chunk, column)]
    if not over:
        if entry.is_figure and chunk.x0 > columns[0].x0:
            middle = (chunk.x0 + chunk.x1) / 2
            nearest = min(range(len(columns)), key=lambda at: abs((columns[at].x0 + columns[at].x1) / 2 - middle))
            return nearest + 1, nearest + 1
        return (0, 0) if chunk.x0 < columns[0].x0 else (len(columns), len(columns))
    if chunk.x0 < begin_of_figures(columns) and len(over) == 1 and over[0] == 1 and not entry.is_figure:
        covered = chunk.x1 - columns[0].x0
        return (0, 0) if covered < 0.5 * (chunk.x1 - chunk.x0) else (1, 1)
    return over[0], over[-1]
