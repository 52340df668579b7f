"""A figure on its place in the standard statement, with where it was read and what else was read for the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from docintel.records import Figure, Proposal

_NUMBER = re.compile(r"\d[\d,]*(?:\.(\d+))?")
#: Verdicts after which a figure's value counts no more.
_STRUCK = ("rejected", "corrected")
#: Rows that say of themselves that they are part of the row above.
_OF_WHICH = re.compile(r"\s*(?:其中|of which|including|incl\.)", re.IGNORECASE)
#: The graver first: what is true of one part is true of the whole.
_GRAVITY = ("rejected", "corrected", "unit_unknown", "conflict", "unproved", "proved")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal with its file and place as of a figure; no value and no formula of a spreading uses it."""

    proposal: Proposal
    file: str
    place: str
    href: str = ""
    part: int = 0
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Sourced:
    """A figure with the file and the place (sheet cell, page) it was read from.

    `href` leads to the page that shows it, empty where there is none; `part` is the number of that page or stretch.
    `verdict` is what a person said of it last. `proposals` are what failing identities ask for in its place.
    `company` is the one whose statements the document says it holds; `whose` is set where several companies meet.
    """

    figure: Figure
    file: str
    place: str
    href: str = ""
    part: int = 0
    verdict: str = ""
    proposals: tuple[Proposed, ...] = ()
    company: str | None = None
    whose: str | None = None

    @property
    def entity(self) -> str | None:
        """The company on whose sheet the figure stands; None where all are of one."""
        return self.whose or self.figure.entity

    @property
    def value(self) -> Decimal | None:
        """The exact value in units of currency; None where the unit is unknown or a person struck it out."""
        return None if self.verdict in _STRUCK else self.figure.value

    @property
    def status(self) -> str:
        """The status of its proof, or the verdict that struck it out."""
        return self.verdict if self.verdict in _STRUCK else self.figure.status

    @property
    def step(self) -> Decimal:
        """The smallest amount that the print can show, in units of currency."""
        return printed_step(self.figure)


@dataclass(frozen=True, slots=True)
class RowId:
    """A row of a standard statement: an account, or a row of no account by its block, label and how often it came."""

    key: str | None
    block: str
    label: str = ""
    nth: int = 0


@dataclass(slots=True)
class SpreadCell:
    """What one column says of one row: a figure, or the parts that several printed rows give of one account.

    `also` are the same value read elsewhere, `against` are other values read for the same account and period.
    """

    parts: list[Sourced]
    also: list[Sourced] = field(default_factory=list)
    against: list[Sourced] = field(default_factory=list)

    @property
    def value(self) -> Decimal | None:
        """The sum of the parts; None where one of them has no value."""
        values = [part.value for part in self.parts]
        known = [value for value in values if value is not None]
        return sum(known[1:], known[0]) if known and len(known) == len(values) else None

    @property
    def step(self) -> Decimal:
        """The coarsest step of the parts."""
        return max(part.step for part in self.parts)

    @property
    def status(self) -> str:
        """The gravest status of the parts; a conflict where another value was read for the same.

        What nothing proves is in conflict too where another print of the same value is.
        """
        found = min((part.status for part in self.parts), key=_GRAVITY.index)
        doubted = found == "unproved" and any(one.status == "conflict" for one in self.also)
        contradicted = self.against and _GRAVITY.index(found) > _GRAVITY.index("conflict")
        return "conflict" if doubted or contradicted else found

    @property
    def is_of_which(self) -> bool:
        """Whether the row was printed as a part of another."""
        return any(_OF_WHICH.match(part.figure.label) for part in self.parts)


def agree(one: SpreadCell, other: SpreadCell) -> bool:
    """Whether two cells state one value, to half a step of each print; without values, whether the digits are alike."""
    if one.value is None or other.value is None:
        same = [part.figure.as_filed for part in one.parts] == [part.figure.as_filed for part in other.parts]
        return one.value is other.value and same
    return abs(one.value - other.value) <= (0 if one.step == other.step else (one.step + other.step) / 2)


def printed_step(figure: Figure) -> Decimal:
    """The smallest amount a figure's print can show: 0.01 万元 is 100."""
    value = figure.value
    if value is None:
        return Decimal(0)
    found = _NUMBER.search(unicodedata.normalize("NFKC", figure.as_filed))
    own = Decimal(1).scaleb(min(_exponent(value), 0))
    if found is None or value == 0:
        return own
    printed = Decimal(found.group().replace(",", ""))
    scale = abs(value) / printed if printed else Decimal(0)
    # anything but a power of ten was not printed like this
    is_scale = scale > 0 and scale.normalize().as_tuple().digits == (1,)
    return scale.scaleb(-len(found.group(1) or "")).normalize() if is_scale else own


def places(values: Sequence[Decimal]) -> int:
    """How many decimals show all of these values."""
    return max((-_exponent(value) for value in values), default=0) if values else 0


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
