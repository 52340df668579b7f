"""Whose the statements of a spreading are: documents that name different companies share no sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from docintel.exports.names import Name
from docintel.exports.spread_cells import Sourced
from docintel.language.names import normalise_company


@dataclass(frozen=True, slots=True)
class Company:
    """A company whose statements were read, as its documents spell it first, with the files; None: nobody is named."""

    name: str | None
    files: tuple[str, ...]


def companies_of(figures: Sequence[Sourced]) -> tuple[Company, ...]:
    """The companies that these figures are of, in reading order; two spellings of one name are one company."""
    files: dict[str | None, dict[str, None]] = {}
    for one in figures:
        files.setdefault(_key(one), {})[one.file] = None
    names = _spellings(figures)
    return tuple(Company(names.get(key or ""), tuple(found)) for key, found in files.items())


def separate(figures: Sequence[Sourced]) -> list[Sourced]:
    """Figures of different companies know whose they are; those of one company stay as they were read."""
    names = _spellings(figures)
    if len(names) < 2:
        return list(figures)
    return [replace(one, whose=names.get(_key(one) or "")) for one in figures]


def company_warnings(companies: Sequence[Company]) -> Iterator[Name]:
    """What has to be known before values of several files are compared, in both languages."""
    named = [one for one in companies if one.name is not None]
    silent = [file for one in companies if one.name is None for file in one.files]
    if len(named) > 1:
        who = [f"{one.name} ({', '.join(one.files)})" for one in named]
        yield Name(
            f"本簿含 {len(named)} 家公司的报表，分列工作表，互不比较、不可相加：{'；'.join(who)}",
            f"Statements of {len(named)} companies, on sheets of their own, never compared or added: {'; '.join(who)}",
        )
    if silent and (named or len(silent) > 1):
        yield Name(
            f"下列文件没有写明是哪家公司的报表，数值不同可能是因为公司不同：{'、'.join(silent)}",
            f"These files name no company for sure; values may differ because companies do: {', '.join(silent)}",
        )


def are_one_company(one: Sourced, other: Sourced) -> bool:
    """Whether two figures are of one company for sure: of one file, or of documents that name the same."""
    return one.file == other.file or (_key(one) is not None and _key(one) == _key(other))


def _key(one: Sourced) -> str | None:
    name = one.figure.entity or one.company
    return normalise_company(name) if name else None


def _spellings(figures: Sequence[Sourced]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in figures:
        if key := _key(one):
            found.setdefault(key, one.figure.entity or one.company or "")
    return found
