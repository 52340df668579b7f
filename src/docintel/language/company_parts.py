"""The parts of a Chinese company's registered name: region, brand, trade and form, and what is tied to it.

Order of reading: remarks in brackets, branch, form, (集团), region, development zone, trade words; the brand is left.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cache

from docintel.assets import model_table

_SHORTEST_BRAND = 2
_PARTS, _NAMES = "rules/company_parts.toml", "rules/company_names.toml"
_HAN_GAP = re.compile(r"(?<=[\u4e00-\u9fff()])\s+(?=[\u4e00-\u9fff()])")
_GROUP = re.compile(r"\(集团\)|集团$")
_ORDINAL = re.compile(r"第[一二三四五六七八九十百\d]{1,4}(?=[\u4e00-\u9fff])")
_REGION_TAIL = re.compile(r"(?:省|市|自治区|特别行政区|自治州|自治县|区|县)")


@dataclass(frozen=True, slots=True)
class CompanyParts:
    """A registered name taken apart; an empty part was not printed.

    region_inside   the region stood in brackets inside the name: it may be another registered company than the one
                    with the region in front
    discriminator   the ordinal that tells sister companies apart: 第三
    branch          分公司 or 分行 behind the company's own name; it is no person of its own
    short           no legal form was printed: a short name
    """

    name: str
    region: str = ""
    region_inside: bool = False
    brand: str = ""
    industry: str = ""
    form: str = ""
    group: bool = False
    branch: str = ""
    zone: str = ""
    former: str = ""
    status: str = ""
    discriminator: str = ""
    short: bool = field(default=False)


def parse_company_zh(name: str) -> CompanyParts:
    """The parts of a Chinese company name, for matching; nothing is looked up, so a brand may hold a trade word."""
    plain = _HAN_GAP.sub("", unicodedata.normalize("NFKC", name).strip()).rstrip("，。、;；,. ")
    parts = CompanyParts(name=plain)
    body, parts = _without_remarks(plain, parts)
    body, parts = _without_form(body, parts)
    body, parts = _without_region(body, parts)
    body, industry = _without_trades(body)
    ordinal = _ORDINAL.search(body) or _ORDINAL.search(industry)
    return replace(parts, brand=body, industry=industry, discriminator=ordinal.group() if ordinal else "")


def _without_remarks(body: str, parts: CompanyParts) -> tuple[str, CompanyParts]:
    for remark in re.findall(r"\([^()]*\)$", body) + re.findall(r"\([^()]*\)(?=\([^()]*\)$)", body):
        inside = remark[1:-1]
        former = re.match(rf"(?:{_alternatives('formers')})[:：]?\s*(?P<name>.{{2,}})", inside)
        if inside in _listed("statuses"):
            body, parts = body.replace(remark, ""), replace(parts, status=inside)
        elif former:
            body, parts = body.replace(remark, ""), replace(parts, former=former["name"])
    return body, parts


def _without_form(body: str, parts: CompanyParts) -> tuple[str, CompanyParts]:
    """The longest form first: 江海银行股份有限公司苏州分行 must not be cut behind 银行."""
    found = [match for match in re.finditer(_alternatives("forms"), body) if match.start() >= _SHORTEST_BRAND]
    company = [match for match in found if "公司" in match.group()] or found
    legal = next(iter(company), None)
    if legal is None:
        return _bank_branch(body, replace(parts, short=True))
    behind = body[legal.end() :]
    if behind and not behind.endswith(tuple(_listed("branches"))):
        return body, replace(parts, short=True)
    front, form = body[: legal.start()], legal.group()
    group = _GROUP.search(front) is not None or form.startswith("集团")
    return _GROUP.sub("", front), replace(parts, form=form, branch=behind, group=group)


def _bank_branch(body: str, parts: CompanyParts) -> tuple[str, CompanyParts]:
    """A bank's short name with its branch: 江海银行苏州分行."""
    match = re.fullmatch(rf"(?P<bank>.{{2,}}?银行)(?P<branch>.*(?:{_alternatives('branches')}))", body)
    return (match["bank"], replace(parts, branch=match["branch"])) if match else (body, parts)


def _without_region(body: str, parts: CompanyParts) -> tuple[str, CompanyParts]:
    inside = re.search(rf"\((?P<region>(?:{_regions()}){_REGION_TAIL.pattern}?)\)", body)
    if inside:
        body = body[: inside.start()] + body[inside.end() :]
        parts = replace(parts, region=inside["region"], region_inside=True)
    leading = re.match(rf"(?:(?:{_regions()}){_REGION_TAIL.pattern}?)+", body)
    if leading and len(body) - leading.end() >= _SHORTEST_BRAND and not parts.region:
        body, parts = body[leading.end() :], replace(parts, region=leading.group())
    zone = re.match(_alternatives("zones"), body)
    if zone and len(body) - zone.end() >= _SHORTEST_BRAND:
        body, parts = body[zone.end() :], replace(parts, zone=zone.group())
    return body, parts


def _without_trades(body: str) -> tuple[str, str]:
    """Trade words from the end, longest first, while a brand remains."""
    industry = ""
    while True:
        trade = next(
            (word for word in _listed("trades") if body.endswith(word) and len(body) - len(word) >= _SHORTEST_BRAND), ""
        )
        if not trade:
            return body, industry
        body, industry = body[: -len(trade)], trade + industry


@cache
def _listed(kind: str) -> tuple[str, ...]:
    return tuple(sorted(model_table(_PARTS)[kind], key=len, reverse=True))


@cache
def _alternatives(kind: str) -> str:
    return "|".join(map(re.escape, _listed(kind)))


@cache
def _regions() -> str:
    return "|".join(sorted(model_table(_NAMES)["regions"].split(), key=len, reverse=True))
