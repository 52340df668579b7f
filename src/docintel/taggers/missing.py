"""Which clauses a contract of its kind must carry and does not: an absence has no words and is never a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from docintel.assets import model_table
from docintel.language.contract_types import ContractType, contract_type, contract_types
from docintel.language.patterns import any_of, view
from docintel.records import Clause, Document
from docintel.taggers.clause_decisions import SURE, listed
from docintel.taggers.clause_types import cued_keys

#: clauses.md section 1: a clause is missing only when at least this part of the pages could be read.
_READ_ENOUGH = 0.98
_READABLE = 0.6
_BY_REFERENCE = (
    "适用~(?:标准合同条款|通用条款|总合同|主合同约定)",
    "(?:以|按照?)~(?:贷款办法|通用条款|管理办法)~(?:为准|执行|办理)",
    "incorporat\\w+~(?:by reference|common terms)",
)


#: An amendment carries what it changes only; an amended and restated agreement is whole.
_AMENDMENT = re.compile(
    r"\bamendment\b(?! and restate)|supplemental (?:agreement|deed)|\bwaiver\b|补充(?:协议|合同)|变更协议"
)
_TITLE = 400


@dataclass(frozen=True, slots=True)
class MissingClause:
    """A clause sought in vain: certain ("missing") only when all pages were read and nothing is referred to."""

    key: str
    result: Literal["missing", "not_found_uncertain"]
    severity: Literal["H", "M"]
    article: str | None
    explanation_zh: str
    explanation_en: str


def missing_clauses(document: Document, clauses: Iterable[Clause]) -> list[MissingClause]:
    """Required (H) and expected (M) clauses of the document's kind that no found clause carries; [] for no contract."""
    kind = contract_types().get(contract_type(document) or "")
    if kind is None or _AMENDMENT.search(view(document.text[:_TITLE])):
        return []
    keys = [key for clause in clauses for key in clause.keys]
    present = {key.key for key in listed(keys, SURE)}
    # A candidate, or cue words of a clause that was not recognised: it may well be there (clauses.md section 1, b).
    candidates = {key.key for key in keys} - present
    cued = cued_keys(view(document.text)) | candidates if _is_certain(document) else None
    return list(_absent(kind, present, cued))


def _absent(kind: ContractType, present: set[str], cued: set[str] | None) -> Iterator[MissingClause]:
    for severity, wanted in (("H", kind.required), ("M", kind.expected)):
        for entry in wanted:
            keys = entry.split("|")
            if not present.intersection(keys):
                certain = cued is not None and not cued.intersection(keys)
                yield _missing(kind, entry, "H" if severity == "H" else "M", certain=certain)


def _missing(kind: ContractType, entry: str, severity: Literal["H", "M"], *, certain: bool) -> MissingClause:
    names = {clause["key"]: (clause["zh"], clause["en"]) for clause in model_table("clauses.toml")["clause"]}
    zh = "或".join(names[key][0] for key in entry.split("|"))
    en = " or ".join(names[key][1].lower() for key in entry.split("|"))
    must_zh, must_en = ("应当", "must") if severity == "H" else ("通常应", "should normally")
    doubt_zh = "" if certain else "；有页面未能读清、文中有相近用语或引用其他文件，需人工核对"
    doubt_en = (
        ""
        if certain
        else "; some pages could not be read, related words occur, or another document is referred to: check by hand"
    )
    return MissingClause(
        key=entry.split("|")[0],
        result="missing" if certain else "not_found_uncertain",
        severity=severity,
        article=kind.article or None,
        explanation_zh=f"{kind.zh}{must_zh}有“{zh}”条款，全文未找到{doubt_zh}。",
        explanation_en=f"A {kind.en.lower()} {must_en} carry a clause on {en}; none was found{doubt_en}.",
    )


def _is_certain(document: Document) -> bool:
    readable = sum(page.source != "none" and page.quality >= _READABLE for page in document.pages)
    read = not document.pages or readable >= _READ_ENOUGH * len(document.pages)
    return read and not re.search(any_of(_BY_REFERENCE), view(document.text))
