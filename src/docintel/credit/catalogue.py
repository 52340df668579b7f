"""The indicator catalogue of models/indicators.toml with the industry overrides, as typed rows."""

from __future__ import annotations

from decimal import Decimal
from fnmatch import fnmatch
from functools import cache
from typing import Literal

from docintel.assets import model_table
from docintel.credit.expressions import Node, parse
from docintel.records import Customer
from docintel.records.record import Record

How = Literal[
    "formula", "covenant", "deadline", "reporting", "delay", "absences", "events", "promises", "counsel", "deferrals",
    "channels", "auditor",
]  # fmt: skip
#: The grades above normal, by number.
LEVELS = ("watch", "alert", "critical")
#: Columns of customer tables that mark a customer for overrides when they say yes.
FLAGS = ("lgfv", "spv", "construction", "lessor", "listed", "foreign")
_YES = ("1", "true", "yes", "y", "是")


class Rule(Record):
    """A case the catalogue words itself, with the sentence to say when it holds."""

    grade: Literal[1, 2, 3]
    when: str
    zh: str
    en: str


class Rung(Record):
    """What grade one event has: by modality, words, size, nearness to the due date, or a slot an earlier one shared."""

    code: str
    grade: Literal[1, 2, 3]
    modality: Literal["stated", "hinted"] = "stated"
    slot: str | None = None
    words: tuple[str, ...] = ()
    share_of: str | None = None
    over: Decimal | None = None
    working_days_before_due: int | None = None
    repeats: str | None = None


class Cure(Record):
    """A later event that ends an earlier one before it expires: slots that say the same, and slots it must have."""

    code: str
    same: tuple[str, ...]
    has: tuple[str, ...] = ()


class Response(Record):
    """The measures proposed at each grade."""

    watch: tuple[str, ...]
    alert: tuple[str, ...]
    critical: tuple[str, ...]


class Indicator(Record):
    """One row of the catalogue; `how` is None for an indicator that is not evaluated, `not_evaluated` says why."""

    id: str
    key: str
    name_zh: str
    name_en: str
    direction: Literal["high", "low", "event"]
    formula: str
    levels: tuple[str, str, str]
    how: How | None = None
    not_evaluated: str = ""
    measure: str | None = None
    unit: str = "count"
    lines: tuple[str, str, str] = ("", "", "")
    only_if: str | None = None
    only_if_tag: str | None = None
    null_if: str | None = None
    minimum: str | None = None
    annual: bool = False
    trend: bool = False
    text_only: bool = False
    codes: tuple[str, ...] = ()
    sides: tuple[str, ...] = ("customer",)
    window: int = 0
    count: tuple[int, int, int] = (0, 0, 0)
    count_by: str = "message"
    min_explicit: int = 1
    min_hints: int = 1
    zh: str | None = None
    en: str | None = None
    response: Response
    response_text: str
    evidence: str
    basis: str
    rules: tuple[Rule, ...] = ()
    ladder: tuple[Rung, ...] = ()
    cures: tuple[Cure, ...] = ()
    source: Literal["industry", "default"] = "default"
    off: str | None = None

    @property
    def family(self) -> str:
        """F, C, B, V or E."""
        return self.id[0]

    @property
    def group(self) -> str:
        """The correlated group, such as F-LV; for the other families the family itself."""
        return self.id.rsplit("-", 1)[0]


@cache
def catalogue() -> tuple[Indicator, ...]:
    """All indicators in catalogue order, with the default lines."""
    return tuple(Indicator.model_validate(row) for row in model_table("indicators.toml")["indicator"])


@cache
def evaluated() -> tuple[Indicator, ...]:
    """The indicators this version measures."""
    return tuple(indicator for indicator in catalogue() if indicator.how)


def indicator(name: str) -> Indicator | None:
    """An indicator by its id (F-LV-01) or key (fin.debt_to_assets)."""
    return next((row for row in catalogue() if name in (row.id, row.key)), None)


def tags(customer: Customer) -> tuple[str, ...]:
    """What overrides a customer comes under: its section letter, then its flags (LGFV, SPV …)."""
    letter = (customer.industry or "").strip()[:1].upper()
    said = {name.lower(): value.strip().lower() for name, value in customer.extra.items()}
    flags = [flag.upper() for flag in FLAGS if said.get(flag, "") in _YES]
    return tuple(tag for tag in (letter, *flags) if tag)


def for_customer(row: Indicator, customer: Customer) -> Indicator:
    """The indicator as it holds for a customer's industry: overridden lines or measure, or off with the reason."""
    tagged = tags(customer)
    table = model_table("industries.toml")
    changes: dict[str, object] = {}
    for entry in table["override"]:
        if entry["indicator"] == row.key and set(entry["applies"]) & set(tagged):
            changes |= {name: entry[name] for name in ("lines", "measure", "rules") if name in entry}
    for entry in table["off"]:
        if set(entry["applies"]) & set(tagged) and any(fnmatch(row.id, name) for name in entry["indicators"]):
            changes["off"] = entry["why"]
    if row.only_if_tag and row.only_if_tag not in tagged:
        changes["off"] = f"applies to section {row.only_if_tag} only"
    if not changes:
        return row
    if "lines" in changes:
        changes["source"] = "industry"
    return Indicator.model_validate({**row.model_dump(), **changes})


@cache
def definitions() -> dict[str, Node]:
    """The formulas of the derived aggregates by key."""
    return {row["key"]: parse(row["formula"]) for row in model_table("derived.toml")["derived"].values()}
