"""Whether a document is a contract and which kind, told from its opening words (models/contract_types.toml).

A mail, a report or a statement speaks of agreements too; it is a contract only when its title says so or its form
does: two named parties and a row of numbered clauses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from docintel.assets import model_table
from docintel.language.outline import content_blocks
from docintel.language.patterns import any_of, view
from docintel.records import Document

_TABLE = "contract_types.toml"
#: Characters at the start of a contract in which its title stands, cover page and filing header included.
_OPENING = 1500
_TITLE_ZH, _TITLE_EN = 200, 600
_PARTIES = re.compile(
    r"甲方|借款人|贷款人|贷款方|出租人|出租方|发包人|发包方|买方|卖方|供方|需方|委托方|保证人|抵押人|出质人|双方"
    r"|\bbetween\b|\bamong\b|\bparties\b|\bhereinafter\b|\bas borrowers?\b|legally bound"
)
_FEWEST_CLAUSES = 3


@dataclass(frozen=True, slots=True)
class ContractType:
    """A kind of contract and the clauses it must (`required`) and should (`expected`) carry; "a|b" means either."""

    key: str
    zh: str
    en: str
    required: tuple[str, ...]
    expected: tuple[str, ...]
    article: str
    title: re.Pattern[str]


@cache
def contract_types() -> dict[str, ContractType]:
    """The catalogue by key, special types before general ones."""
    return {entry["key"]: _contract_type(entry) for entry in model_table(_TABLE)["type"]}


def contract_type(document: Document) -> str | None:
    """The kind of contract ("loan", "guarantee", "epc" …), "other" for one of no known kind, None for no contract."""
    if document.messages or (
        document.media_type.startswith(("application/vnd.ms-excel", "application/vnd.openxml"))
        and _is_workbook(document)
    ):
        return None
    opening = view(_opening(document))
    english = document.language == "en"
    if _not_contract().search(opening[: _TITLE_EN if english else _TITLE_ZH]):
        return None
    # An English title may follow a filing header and a cover page; a Chinese one opens the text.
    window = opening if english else opening[:_TITLE_ZH]
    named = _named(window)
    if named is not None:
        return named if _has_contract_form(document, opening) else None
    titled = _any_contract().search(window)
    return "other" if titled and _has_contract_form(document, opening) else None


def _named(window: str) -> str | None:
    best: tuple[int, int, str] | None = None
    for rank, entry in enumerate(contract_types().values()):
        found = entry.title.search(window)
        if found and (best is None or (found.start(), rank) < best[:2]):
            best = (found.start(), rank, entry.key)
    return best[2] if best else None


def _has_contract_form(document: Document, opening: str) -> bool:
    """Parties named at the start and numbered clauses, or signatures at the end: a notice about a loan has neither."""
    numbered = sum(block.number is not None for block in document.blocks)
    parties = bool(_PARTIES.search(opening))
    signed = bool(_SIGNED.search(view(document.text[-3000:])))
    return (parties and (numbered >= _FEWEST_CLAUSES or signed)) or (numbered >= _FEWEST_CLAUSES and signed)


_SIGNED = re.compile(r"in witness whereof|\bby:|/s/|signature|盖章|签字|签章|签署|公章")


def _opening(document: Document) -> str:
    words = ""
    for block in content_blocks(document):
        words += document.quote(block.span) + "\n"
        if len(words) >= _OPENING:
            break
    return words[:_OPENING]


def _is_workbook(document: Document) -> bool:
    return any(table.title for table in document.tables) and not any(block.number for block in document.blocks)


def _contract_type(entry: dict[str, object]) -> ContractType:
    def listed(name: str) -> tuple[str, ...]:
        found = entry[name]
        return tuple(str(item) for item in found) if isinstance(found, list) else ()

    return ContractType(
        str(entry["key"]),
        str(entry["zh"]),
        str(entry["en"]),
        listed("required"),
        listed("expected"),
        str(entry["article"]),
        any_of((*listed("title_zh"), *listed("title_en"))),
    )


@cache
def _not_contract() -> re.Pattern[str]:
    return any_of(tuple(model_table(_TABLE)["not_contracts"]))


@cache
def _any_contract() -> re.Pattern[str]:
    table = model_table(_TABLE)
    return any_of((*table["contract_zh"], *table["contract_en"]))
