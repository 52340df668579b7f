"""What the subtotals of one column add up: the operands with their signs, the exact sum, the gap to the print.

Layouts differ in what stands inside what. A row whose place the form leaves open counts as it usually does; it counts
otherwise only where that, and nothing less, makes the printed subtotal come out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, product

from docintel.exports.spread_cells import RowId, SpreadCell, places
from docintel.exports.spread_form import Form, Subtotal

#: So many rows may count otherwise than usual before a sum that comes out could be chance.
_FLIPS = 3
#: So many rows are tried at all.
_TRIED = 10
_HALF = Decimal("0.5")

Cells = Mapping[RowId, SpreadCell]


@dataclass(frozen=True, slots=True)
class Operand:
    """A row and the sign it counts with: 1 or −1."""

    row: RowId
    sign: int


@dataclass(frozen=True, slots=True)
class RowSum:
    """A subtotal as the sum of rows: exact, to so many decimals, and the gap to the printed one (None: not printed).

    `closes` where the gap is nothing that rounding of the print does not explain; of one that was not printed, where
    a total above it closes.
    """

    operands: tuple[Operand, ...]
    value: Decimal
    places: int
    gap: Decimal | None
    closes: bool


@dataclass(frozen=True, slots=True)
class _Choice:
    """A row with the sign it usually counts with (0: not at all) and those that are tried else."""

    row: RowId
    usual: int
    others: tuple[int, ...] = ()


def add_up(form: Form, cells: Cells) -> dict[str, RowSum]:
    """The sum of each subtotal that the column has the rows for, by account."""
    sums: dict[str, RowSum] = {}
    for subtotal in form.subtotals:
        if subtotal.key not in sums and (found := _Column(form, cells, sums).sum_of(subtotal)) is not None:
            sums[subtotal.key] = found
    return _backed(sums)


def _backed(sums: dict[str, RowSum]) -> dict[str, RowSum]:
    """A subtotal that nobody printed stands only under a total that uses it, and closes if one of these does.

    The rows of an excerpt are no statement: their sum alone says nothing.
    """
    kept = dict(sums)
    for key, total in reversed(sums.items()):
        if total.gap is None:
            above = [one for one in kept.values() if any(operand.row.key == key for operand in one.operands)]
            if above:
                kept[key] = replace(total, closes=any(one.closes for one in above))
            else:
                del kept[key]
    return kept


class _Column:
    def __init__(self, form: Form, cells: Cells, sums: Mapping[str, RowSum]) -> None:
        self._form = form
        self._cells = cells
        self._sums = sums

    def sum_of(self, subtotal: Subtotal) -> RowSum | None:
        printed = self._cells.get(self._row(subtotal.key))
        if not (subtotal.always or printed) or not self._has_needs(subtotal):
            return None
        choices = list(self._choices(subtotal))
        if not any(choice.usual for choice in choices):
            return None
        # a row that was read without a value would be left out of the sum in silence
        if any(self._value(choice.row) is None for choice in choices if choice.usual):
            return None
        choices = [choice for choice in choices if self._value(choice.row) is not None]
        target = printed.value if printed else None
        operands = tuple(Operand(choice.row, sign) for choice, sign in self._signs(choices, target) if sign)
        values = [self._known(operand.row) for operand in operands]
        if not operands:
            return None
        value = sum((operand.sign * each for operand, each in zip(operands, values, strict=True)), Decimal(0))
        gap = None if target is None else value - target
        width = places([*values, *([target] if target is not None else [])])
        closes = gap is None or abs(gap) <= self._tolerance(operands, subtotal.key)
        return RowSum(operands, value, max(width, 0), gap, closes)

    def _has_needs(self, subtotal: Subtotal) -> bool:
        filed = [self._cells.get(self._row(key)) for key in subtotal.needs_filed]
        needed = all(self._value(self._row(key)) is not None for key in subtotal.needs)
        return needed and (not filed or any(cell is not None for cell in filed))

    def _choices(self, subtotal: Subtotal) -> Iterator[_Choice]:
        """Each row the subtotal may count, once; what a total among its operands has counted is left to that."""
        seen = {operand.row for key in _totals(subtotal, self._sums) for operand in self._within(key)}
        seen.add(self._row(subtotal.key))
        for choice in self._listed(subtotal):
            if choice.row not in seen and (choice.row in self._cells or choice.row.key in self._sums):
                seen.add(choice.row)
                yield choice

    def _listed(self, subtotal: Subtotal) -> Iterator[_Choice]:
        # what is open is said first: a row of a block that is also listed by name is as open as the list says
        first = next((key for key in subtotal.first_of if self._value(self._row(key)) is not None), None)
        if first is not None:
            yield _Choice(self._row(first), 1)
        for keys, sign in ((subtotal.usual_add, 1), (subtotal.usual_deduct, -1)):
            yield from (_Choice(self._row(key), sign, (0,)) for key in keys)
        for keys, sign in ((subtotal.loose_add, 1), (subtotal.loose_deduct, -1)):
            yield from (_Choice(self._row(key), 0, (sign,)) for key in keys)
        for names, sign in ((subtotal.add, 1), (subtotal.deduct, -1)):
            for name in names:
                yield from self._named(name, sign)
        for row, cell in self._cells.items():
            if row.key is None and row.block in subtotal.others:
                usual = 0 if subtotal.others_loose or cell.is_of_which else 1
                yield _Choice(row, usual, tuple(sign for sign in (1, 0, -1) if sign != usual))

    def _named(self, name: str, sign: int) -> Iterator[_Choice]:
        """An account as it is, or the rows of a block: note items and parts of other rows only where that closes."""
        if name not in self._form.blocks:
            yield self._choice(name, sign, is_open=False)
            return
        for line in self._form.members(name):
            cell = self._cells.get(self._row(line.key))
            if not line.is_total:
                yield self._choice(
                    line.key, sign, is_open=line.nature == "N" or (cell is not None and cell.is_of_which)
                )

    def _choice(self, key: str, sign: int, *, is_open: bool) -> _Choice:
        outer = self._form.inside.get(key)
        is_part = outer is not None and self._row(outer) in self._cells
        return _Choice(self._row(key), 0, (sign,)) if is_open or is_part else _Choice(self._row(key), sign)

    def _signs(self, choices: Sequence[_Choice], target: Decimal | None) -> list[tuple[_Choice, int]]:
        usual = [(choice, choice.usual) for choice in choices]
        if target is None:
            return usual
        gap = sum((sign * self._known(choice.row) for choice, sign in usual), Decimal(0)) - target
        tolerance = self._tolerance([Operand(choice.row, 1) for choice in choices if choice.usual])
        open_ones = [one for one in choices if one.others and abs(self._known(one.row)) > tolerance][:_TRIED]
        for count in range(_FLIPS + 1):
            for turned in combinations(open_ones, count):
                for signs in product(*(choice.others for choice in turned)):
                    pairs = list(zip(turned, signs, strict=True))
                    moved = sum(((sign - one.usual) * self._known(one.row) for one, sign in pairs), Decimal(0))
                    if abs(gap + moved) <= tolerance:
                        other = {choice.row: sign for choice, sign in pairs}
                        return [(choice, other.get(choice.row, sign)) for choice, sign in usual]
        return usual

    def _tolerance(self, operands: Sequence[Operand], key: str = "") -> Decimal:
        """Half a step of the print for each number that was rounded on its own (statements.md section 8)."""
        rows = [*(operand.row for operand in operands), *([self._row(key)] if key else [])]
        steps = [self._cells[row].step for row in rows if row in self._cells]
        return _HALF * max(steps, default=Decimal(0)) * (len(rows) + 1)

    def _within(self, key: str) -> Iterator[Operand]:
        for operand in self._sums[key].operands:
            yield operand
            if operand.row.key in self._sums:
                yield from self._within(operand.row.key or "")

    def _row(self, key: str) -> RowId:
        return RowId(key, self._form.block_of(key))

    def _value(self, row: RowId) -> Decimal | None:
        if row.key in self._sums:
            return self._sums[row.key or ""].value
        cell = self._cells.get(row)
        return cell.value if cell else None

    def _known(self, row: RowId) -> Decimal:
        return self._value(row) or Decimal(0)


def _totals(subtotal: Subtotal, sums: Mapping[str, RowSum]) -> list[str]:
    return [key for key in (*subtotal.first_of, *subtotal.add, *subtotal.deduct) if key in sums]
