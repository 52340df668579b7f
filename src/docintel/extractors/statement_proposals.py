"""Repairs as proposals: what a print would have to show, and how what it shows may have come about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from docintel.extractors.statement_causes import Surroundings, exchanged, find_cause
from docintel.extractors.statement_entries import Entry, Statement
from docintel.extractors.statement_repairs import Repair
from docintel.extractors.statement_sums import Identity
from docintel.records import Document, Figure, Proposal, Span
from docintel.records.statement import Cause, OpenIdentity


class Proposer:
    """Words repairs of one document as proposals; `figures` are its figures by the number they were made of."""

    def __init__(self, document: Document, statements: Iterable[Statement], source: str) -> None:
        self._document = document
        self._source = source
        self._statement = {entry.row.span.start: each for each in statements for entry in each.entries}
        self._columns: dict[tuple[int, int], list[Entry]] = defaultdict(list)
        self._rows: dict[int, list[Entry]] = defaultdict(list)
        for statement in statements:
            for entry in statement.entries:
                self._columns[id(statement), entry.column].append(entry)
                self._rows[entry.row.span.start].append(entry)

    def propose(self, repairs: Sequence[Repair], figures: Mapping[int, Figure]) -> list[Proposal]:
        """A proposal for every repair, the most explicable first, each with the ids of those it needs beside it."""
        repairs = [self._likeliest(repair) for repair in repairs]
        drafts = {self._place(each.entry, each.value): self._draft(each, figures) for each in repairs}
        found = []
        for repair in repairs:
            together = tuple(
                tuple(drafts[self._place(*other)].id for other in others if self._place(*other) in drafts)
                for others in repair.together
            )
            found.append(drafts[self._place(repair.entry, repair.value)].model_copy(update={"together": together}))
        return sorted(found, key=lambda each: (each.alternatives, each.cause is None, each.span.start, each.id))

    @staticmethod
    def _place(entry: Entry, value: Decimal) -> tuple[int, Decimal]:
        return id(entry), value

    def _likeliest(self, repair: Repair) -> Repair:
        """Where rounding leaves the number some play, the nearest value in reach that a slip explains."""
        reached = (replace(repair, value=value) for value in (repair.value, *repair.nearby))
        return next((each for each in reached if self._cause(each) is not None), repair)

    def _draft(self, repair: Repair, figures: Mapping[int, Figure]) -> Proposal:
        entry, statement = repair.entry, self._statement[repair.entry.row.span.start]
        bound, figure, unit = statement.bounds[entry.column], figures.get(id(entry)), entry.unit
        return Proposal.found(
            self._document,
            tuple(dict.fromkeys(self._evidence(repair))),
            source=self._source,
            confidence=None,
            repair="missing" if figure is None else "correction",
            figure=figure.id if figure else None,
            scope=statement.scope_of(entry.column),
            entity=statement.owner,
            statement=statement.kind,
            label=" ".join(entry.row.label.printed.split()),
            key=entry.key,
            period=bound.role,
            period_end=bound.end,
            period_start=figure.period_start if figure else bound.start,
            months=figure.months if figure else bound.months,
            value=repair.value if unit else None,
            as_proposed=f"{_printed(entry, repair.value):,.{_decimals(entry, repair.value)}f}",
            printed=entry.value if unit and figure else None,
            as_filed=entry.cell.text,
            unit=unit.name if unit else None,
            currency=unit.currency if unit and unit.name != "shares" else None,
            cause=self._cause(repair),
            identities=tuple(_open(each, figures) for each in repair.identities),
            alternatives=repair.sets - 1,
        )

    def _evidence(self, repair: Repair) -> Iterator[Span]:
        """The number's words and caption, the column's header, and the total of every identity used.

        A number that no row prints rests on all the others of its identities.
        """
        entry = repair.entry
        column = self._statement[entry.row.span.start].columns[entry.column]
        if entry.blank and not entry.row.cells:
            terms = [term for identity in repair.identities for term in identity.entries]
            yield from (span for term in terms for span in (term.cell.span, term.row.span))
            yield from column.spans
            return
        yield from (entry.cell.span, entry.row.span, *column.spans)
        for identity in repair.identities:
            yield identity.terms[0][0].cell.span

    def _cause(self, repair: Repair) -> Cause | None:
        entry = repair.entry
        if entry.blank:
            return None
        if any(
            len(others) == 1 and exchanged([(entry.value, repair.value), (others[0][0].value, others[0][1])])
            for others in repair.together
        ):
            return "exchanged"
        printed, needed = _printed(entry, entry.value), _printed(entry, repair.value)
        return find_cause(printed, needed, _decimals(entry, repair.value), self._around(entry))

    def _around(self, entry: Entry) -> Surroundings:
        statement = self._statement[entry.row.span.start]
        return Surroundings(
            rows=tuple(
                _printed(other, other.value)
                for other in self._columns[id(statement), entry.column]
                if other is not entry and other.row.parent is None
            ),
            periods=tuple(
                _printed(other, other.value) for other in self._rows[entry.row.span.start] if other is not entry
            ),
        )


def _open(identity: Identity, figures: Mapping[int, Figure]) -> OpenIdentity:
    run = tuple(figures[id(entry)].id for entry in identity.entries if id(entry) in figures)
    return OpenIdentity(id=identity.id, result=identity.result, difference=identity.difference, figures=run)


def _printed(entry: Entry, value: Decimal) -> Decimal:
    """A canonical value as the print would show it: its own sign, in the unit of the print."""
    return entry.sign * value / (entry.unit.multiplier if entry.unit else Decimal(1))


def _decimals(entry: Entry, needed: Decimal) -> int:
    """How many decimals show both the print and the needed number: a nil sign and a bare 12 show none."""
    step = entry.step / (entry.unit.multiplier if entry.unit else Decimal(1))
    shown = _printed(entry, needed).normalize().as_tuple().exponent
    return max(0, -int(step.adjusted()), -int(shown))
