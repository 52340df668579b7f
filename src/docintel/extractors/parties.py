"""Who takes part in a deal: names with the roles, aliases and register numbers the document gives them.

A role comes from the words beside a name: 借款人：…, …（以下简称“借款人”）, … (the "Borrower"), … as Lender. A company
that is only mentioned is listed once, without a role; nothing is concluded from what a company usually does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from docintel.assets import model_table
from docintel.extractors.register_numbers import Mention, number_companies
from docintel.extractors.registrants import find_registrant
from docintel.language.fillers import Unwrapped
from docintel.language.names import CompanyName, find_companies, normalise_company
from docintel.language.outline import content_words
from docintel.language.patterns import view
from docintel.records import Document, Identifier, Party, Span

#: 154 of 190 names with a role or alias are labelled parties in 120 CUAD contracts (2026-11-22).
_SURE_WITH_ROLE = 0.81
#: Names without a role: right on the sample deal but for one cut short; boundaries are weaker than in a parties block.
_SURE_OF_MENTION = 0.6
_AHEAD = 24
#: The role of the company whose statements a report holds.
REPORTING_ENTITY = "reporting_entity"
_BEHIND = 420
_LABEL = re.compile(r"([^\n:,。;()]{2,14})\s*(?:\(([^()\n]{2,16})\))?\s*[:]\s*$")
_DEFINED_EN = re.compile(
    r"\(\s*(?:\"[^\"]{1,40}\"\s*(?:,|or|and)\s*)*"
    r"(?:hereinafter|hereafter|herein|together|individually|collectively|in such|in its|as|the|each|an?|this|its|called"
    r"|referred|to|sometimes|be|is|with|successors|assigns|permitted|and|or|,|\s)*\"([^\"]{2,50}?),?\""
)
_DEFINED_ZH = re.compile(
    r"\(?(?:以下|下)?(?:统)?(?:简称|称|合称)(?:为|作)?[:]?\s*[\"'《「]?([^\"'》」()\n\t,。;:]{2,14})"
)
_AS_ROLE = re.compile(
    r"\s*,?\s*(?:solely |not in its individual capacity but )?(?:in its capacity )?as\s+(?:the |an? |initial )?"
    r"([a-z][a-z &-]{2,30}?)(?=[,.;)\n]|\s+(?:and|for|under|of|hereunder)\b|$)"
)
#: What the brackets behind a company's name define besides the company.
_NO_ALIAS = re.compile(
    r"\b(?:agreement|contract|lease|date|term|plan|act|effective|amendment|easement|note|purchase|mortgage|bonds?|shares?"
    r"|offering|acquisition|transaction|merger)\b|合同|协议|双方|各方|办法|股权|本次|项目$|(?:外文|中文|英文)名称|简称$"
)
#: “承购方”指某公司; "Lender" means Some Bank.
_MEANS = re.compile(r"\"([^\"\n]{2,30})\"\s*(?:系|是)?(?:指|means|shall mean)\s*$")


@dataclass(slots=True)
class _Found:
    """One company while its mentions are gathered."""

    name: str
    span: Span
    role: str | None = None
    role_text: str | None = None
    alias: str | None = None
    identifiers: dict[str, tuple[Identifier, Span]] = field(default_factory=dict)
    role_span: Span | None = None
    #: The key of the same company under its name in the other language.
    twin: str | None = None


#: A statement's head: 2025年12月31日 编制单位：…
_DAY_BEFORE = re.compile(r"^[\d年月日./\s-]+")


def parties(document: Document, contract: str | None) -> Iterator[Party]:
    """One fact a company and role, anchored at the mention that gives the role, else at the first mention."""
    found: dict[str, _Found] = {}
    places: list[tuple[Span, str]] = []
    for block, words in content_words(document):
        unwrapped = Unwrapped(words)
        mentions = find_companies(unwrapped.text)
        for position, mention in enumerate(mentions):
            behind = mentions[position + 1].start if position + 1 < len(mentions) else len(unwrapped.text)
            start, end = unwrapped.place(mention.start, mention.end)
            span = Span(start=start + block.span.start, end=end + block.span.start)
            places.append((span, normalise_company(mention.name)))
            _gather(found, mention, span, (unwrapped.text, behind))
            _translate(found, unwrapped.text, mentions[position - 1 : position + 1] if position else [])
    _mark_registrant(document, found)
    _number(document, found, places)
    for company in found.values():
        yield _party(document, company)


def _mark_registrant(document: Document, found: dict[str, _Found]) -> None:
    cover = find_registrant(document)
    if cover is not None:
        span, words = cover
        name = " ".join(document.quote(span).split())
        company = found.setdefault(normalise_company(name), _Found(name, span))
        company.role, company.role_text, company.role_span = REPORTING_ENTITY, words, span


def _gather(found: dict[str, _Found], mention: CompanyName, span: Span, around: tuple[str, int]) -> None:
    words, behind = around
    key = normalise_company(mention.name)
    company = found.setdefault(key, _Found(mention.name, span))
    ahead = view(words[max(0, mention.start - _AHEAD * 2) : mention.start])
    after = view(words[mention.end : min(behind, mention.end + _BEHIND)])
    role_text, alias = _role_words(ahead, after, words[mention.end :])
    if alias and company.alias is None:
        company.alias = alias
    if company.role is None and role_text:
        role_text = _DAY_BEFORE.sub("", role_text)
        role = role_of(role_text) or role_of(alias or "")
        if role is not None or company.role_text is None:
            company.role, company.role_text, company.role_span = role, role_text, span


def _translate(found: dict[str, _Found], words: str, pair: list[CompanyName]) -> None:
    """X Co., Ltd. (某某有限公司) is one company in two languages: what is said of one name holds for the other."""
    if len(pair) < 2 or words[pair[0].end : pair[1].start].strip() not in ("(", "（") or _same_script(*pair):
        return
    first, second = (found[normalise_company(name.name)] for name in pair)
    if first.role is None and second.role is not None:
        first.role, first.role_text, first.alias = second.role, second.role_text, second.alias
        first.role_span = first.span
    second.twin = first.twin or normalise_company(pair[0].name)


def _same_script(left: CompanyName, right: CompanyName) -> bool:
    return left.name.isascii() == right.name.isascii()


def _role_words(ahead: str, after: str, written: str) -> tuple[str | None, str | None]:
    """The words that give a role, and the defined term as written, from either side of a name."""
    label = _LABEL.search(ahead)
    named = [part for part in (label.groups() if label else ()) if part and _is_role_word(part)]
    named += [term for term in _MEANS.findall(ahead) if role_of(term)]
    defined = _DEFINED_ZH.search(after[:80]) or _DEFINED_EN.search(after)
    alias = " ".join(written[slice(*defined.span(1))].split()) if defined and not _NO_ALIAS.search(defined[1]) else None
    acting = _AS_ROLE.match(after)
    spoken = acting[1].strip() if acting and role_of(acting[1].strip()) else None
    specific = [word for word in (*named, spoken, alias) if word and role_of(word)]
    return (specific or [*named, spoken, None])[0], alias


def role_of(words: str) -> str | None:
    """The standard role a word stands for: 借款人 → borrower; None for 甲方 and for words that are no role."""
    plain = _DAY_BEFORE.sub("", view(words).strip()).removeprefix("the ").strip("\"' ()")
    return _roles().get(plain) or _roles().get(
        re.sub(r"^(?:initial|original|each|any)\s+|\s*\(.*$|[一二三甲乙丙\d]+$", "", plain)
    )


def _is_role_word(words: str) -> bool:
    plain = view(words).strip()
    return (
        role_of(plain) is not None or plain in _table()["neutral"] or plain.endswith(("人", "方", "行", "单位", "银行"))
    )


def _number(document: Document, found: dict[str, _Found], mentions: list[tuple[Span, str]]) -> None:
    """Gives each register number to the company whose it certainly is, under both its names where it has two."""
    places = [Mention(span.start, span.end, found[key].twin or key) for span, key in mentions]
    reporting = {company.twin or key for key, company in found.items() if company.role == REPORTING_ENTITY}
    for one in number_companies(document, places, reporting.pop() if len(reporting) == 1 else None):
        span = Span(start=one.identifier.start, end=one.identifier.end)
        record = Identifier(scheme=one.identifier.scheme, value=one.identifier.value, valid=one.identifier.valid)
        for key, company in found.items():
            if one.key in (key, company.twin):
                company.identifiers.setdefault(f"{record.scheme}:{record.value}", (record, span))


def _party(document: Document, company: _Found) -> Party:
    first = company.role_span or company.span
    identifiers = [record for record, _ in company.identifiers.values()]
    return Party.found(
        document,
        (first, *(span for _, span in company.identifiers.values())),
        source="rules:party@1",
        confidence=_SURE_WITH_ROLE if company.role else _SURE_OF_MENTION,
        name=" ".join(document.quote(first).split()) if document.quote(first).isascii() else company.name,
        role=company.role,
        role_text=company.role_text,
        alias=company.alias,
        identifiers=tuple(identifiers),
    )


def _table() -> dict[str, Any]:
    return model_table("rules/roles.toml")


@cache
def _roles() -> dict[str, str]:
    return {word: role for role, words in _table()["roles"].items() for word in words}
