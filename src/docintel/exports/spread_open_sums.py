"""Why the rows of a statement do not add up to a subtotal: which of them are in conflict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docintel.exports.names import Name
from docintel.exports.spread_cells import RowId, SpreadCell
from docintel.exports.spread_form import standard_form
from docintel.exports.spread_sums import RowSum

_UNCHECKED = Name("其上级合计的公式不符，无从核对", "cannot be checked: the total above it does not come out")
_DOUBTED = Name("加总的行中勾稽不符的有", "in conflict among its rows")
_OPEN = Name("各行合计与原文合计不符", "the rows do not add up to the printed total")
_ROWS = Name("其中勾稽不符的行", "in conflict among them")
_TOTAL = Name("原文合计本身勾稽不符", "the printed total itself is in conflict")
_NONE = Name(
    "各行均非勾稽不符，或有行未读到、计入方式不同", "none is in conflict: one may be missing, or count otherwise"
)


def open_sum_remark(key: str, cells: Mapping[RowId, SpreadCell], sums: Mapping[str, RowSum]) -> Name:
    """What to say of a sum that does not come out: the rows in conflict, down through the subtotals among them."""
    total = sums[key]
    found = list(dict.fromkeys(_doubted(total, cells, sums)))
    rows = Name("、".join(one.zh for one in found), ", ".join(one.en for one in found))
    if total.gap is None:
        return Name(f"{_DOUBTED.zh}：{rows.zh}", f"{_DOUBTED.en}: {rows.en}") if found else _UNCHECKED
    if found:
        return Name(f"{_OPEN.zh}，{_ROWS.zh}：{rows.zh}", f"{_OPEN.en}; {_ROWS.en}: {rows.en}")
    printed = next((cell for row, cell in cells.items() if row.key == key), None)
    why = _TOTAL if printed is not None and printed.status == "conflict" else _NONE
    return Name(f"{_OPEN.zh}：{why.zh}", f"{_OPEN.en}: {why.en}")


def _doubted(total: RowSum, cells: Mapping[RowId, SpreadCell], sums: Mapping[str, RowSum]) -> Iterator[Name]:
    for operand in total.operands:
        inner, cell = sums.get(operand.row.key or ""), cells.get(operand.row)
        if inner is not None and (inner.gap is None or not inner.closes):
            yield from _doubted(inner, cells, sums)
        elif inner is None and cell is not None and cell.status == "conflict":
            line = standard_form().lines.get(operand.row.key or "")
            yield line.name if line else Name(operand.row.label, operand.row.label)
