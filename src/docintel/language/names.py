"""Names of companies: where they stand in running text, and when two spellings are one name.

Order of a Chinese registered name: region, brand, trade, form; a branch adds its own words behind (Company Law art. 7;
domain note on profiles, 2.2).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from docintel.assets import model_table
from docintel.language.views import half_width, simplified

#: Characters a Chinese company's name may have; it never runs over punctuation or white space.
_NAME_ZH = r"[\u4e00-\u9fffA-Za-z0-9()·&]"
_LONGEST_ZH = 40
#: Characters before the form: a brand of two and at least something of a trade or a region.
_SHORTEST_ZH = 2
_BRANCH_ZH = 14
#: "a Delaware Corporation" says where a company was founded, and "Jr. & Sons, Inc." has lost its beginning.
_DESCRIBED = re.compile(r"(?:\b[Aa]n?|&)\s+\Z")
_ARTICLE = 6
_FORM_TABLE = {
    "limited": "ltd",
    "company": "co",
    "incorporated": "inc",
    "corporation": "corp",
    "private": "pte",
}


@dataclass(frozen=True, slots=True)
class CompanyName:
    """A company's name as it stands in the text; `branch` is the part of it that names a branch."""

    start: int
    end: int
    name: str
    branch: str | None = None


def find_companies(text: str) -> list[CompanyName]:
    """Chinese and English company names in reading order, without the role words, verbs and brackets around them."""
    found = [*_find_zh(half_width(text), text), *_find_en(text)]
    return sorted(found, key=lambda name: (name.start, -name.end))


def normalise_company(name: str) -> str:
    """The key under which two spellings of one registered name are equal; it is for comparing, never for showing.

    Width, case, white space, brackets, traditional characters, "&"/"and", a leading "the", the spelling of the
    English form and remarks such as (已注销) do not count. Different forms (有限公司, 股份有限公司) stay different.
    """
    plain = simplified(unicodedata.normalize("NFKC", name)).casefold()
    plain = _remarks().sub("", plain)
    if re.search(r"[\u4e00-\u9fff]", plain):
        # a letter and its accent meet only when the white space between them is gone
        return unicodedata.normalize("NFKC", re.sub(r"[\s.,，。、]+", "", plain))
    words = re.sub(r"[^\w&]+", " ", plain.replace("'", "").replace(".", "")).replace("&", " and ").split()
    if words[:1] == ["the"]:
        words = words[1:]
    return " ".join(_FORM_TABLE.get(word, word) for word in words)


def _find_zh(view: str, text: str) -> list[CompanyName]:
    found: list[CompanyName] = []
    for form in _forms_zh().finditer(view):
        if found and form.start() < found[-1].end:
            continue
        floor = max(form.start() - _LONGEST_ZH, found[-1].end if found else 0)
        run = re.search(rf"{_NAME_ZH}*\Z", view[floor : form.start()])
        before = run.group() if run else ""
        start = form.start() - len(_own_words(before))
        if form.start() - start < _SHORTEST_ZH or _no_name().fullmatch(view, start, form.start()):
            continue
        branch = _branches_zh().match(view, form.end())
        end = branch.end() if branch else form.end()
        found.append(CompanyName(start, end, text[start:end], branch.group() if branch else None))
    return found


def _own_words(before: str) -> str:
    """The end of a run of characters that belongs to the name: from its region, else behind the last separator."""
    words = _after_open_bracket(before)
    regions = [match.start() for match in _regions().finditer(words) if not _inside_brackets(words, match.start())]
    cut = 0
    for match in _separators().finditer(words):
        rest = len(words) - match.end()
        # 与, 和, 向 open brands too (和顺, 向阳): they separate before a region, or when enough follows.
        opens = match.group() in _table()["brand_openers"] and match.end() not in regions
        if opens and (
            regions or rest < 2 * _SHORTEST_ZH or (match.start() == 0 and match.group() in _table()["rarely_first"])
        ):
            continue
        cut = match.end()
    start = next((region for region in regions if region >= cut), cut)
    return words[start:]


def _after_open_bracket(words: str) -> str:
    """Without what stands before a bracket that the name does not close, and without a bracket closed before it."""
    depth = 0
    for at in range(len(words) - 1, -1, -1):
        if words[at] == ")":
            depth += 1
        elif words[at] == "(":
            depth -= 1
            if depth < 0:
                return words[at + 1 :]
    return words[words.index(")") + 1 :] if depth > 0 else words


def _inside_brackets(words: str, at: int) -> bool:
    return words.count("(", 0, at) > words.count(")", 0, at)


def _find_en(text: str) -> list[CompanyName]:
    found = []
    for match in _english().finditer(text):
        if _DESCRIBED.search(text, max(0, match.start() - _ARTICLE), match.start()):
            continue
        leads = list(_leads_en().finditer(text, match.start(), match.start("form")))
        start = _last_of_list(text, leads[-1].end() if leads else match.start(), match.start("form"))
        if re.search(r"\w{2}", text[start : match.start("form")]):
            found.append(CompanyName(start, match.end(), text[start : match.end()]))
    return found


def _last_of_list(text: str, start: int, form: int) -> int:
    """Where the name begins that the form belongs to: "Alder Bank, Kestrel Wind, Inc." is two companies.

    Firms of partners ("Alder, Kestrel & Rowe LLP") are one.
    """
    words = text[start:form].rstrip(", \n")
    if "," not in words or "&" in words:
        return start
    return form - len(text[start + words.rindex(",") + 1 : form].lstrip())


@cache
def _table() -> dict[str, Any]:
    return model_table("rules/company_names.toml")


@cache
def _forms_zh() -> re.Pattern[str]:
    forms = sorted(_table()["forms_zh"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, forms)))


@cache
def _branches_zh() -> re.Pattern[str]:
    kinds = "|".join(_table()["branches_zh"])
    return re.compile(rf"[\u4e00-\u9fff0-9]{{0,{_BRANCH_ZH}}}?(?:{kinds})(?:营业部)?")


@cache
def _regions() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_table()["regions"].split(), key=len, reverse=True)))


@cache
def _separators() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_table()["separators_zh"], key=len, reverse=True))))


@cache
def _no_name() -> re.Pattern[str]:
    whole = "|".join(map(re.escape, _table()["no_names"]))
    trades = "|".join(map(re.escape, _table()["trades"]))
    return re.compile(rf"{whole}|(?:{trades})+|[Xx×○*]+(?:{trades})*|\(.{{1,4}}\)")


@cache
def _remarks() -> re.Pattern[str]:
    tails, former = "|".join(_table()["tails_zh"]), "|".join(_table()["former_zh"])
    return re.compile(rf"\((?:(?:{tails})|(?:{former})[:：]?[^)]*|(?:f/k/a|formerly)[^)]*)\)")


@cache
def _leads_en() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_table()['leads_en'])})\b[\s,:.-]*(?:(?:and|of|the|The|between)\s+)*")


@cache
def _english() -> re.Pattern[str]:
    forms = sorted(_table()["forms_en"], key=len, reverse=True)
    form = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)
    word = r"(?:(?:[A-Z]\.)+|[A-Z][\w'’&-]*(?:\.[a-z]\w+)?|[1-9]\d?[A-Z][\w-]*|&|\([A-Z][\w .-]{1,30}\))"
    # Wider gaps part the columns of a signature page.
    gap = r"(?:[^\S\t\n]{1,4}|[^\S\t\n]{0,4}\n[^\S\t\n]*)"
    joint = rf"(?:{gap}(?:and|of|for|de|van|von|la)\b)?,?{gap}"
    first = r"(?!&|(?:The|This|Each|Any|No|If|And|Between|Of|By|In|For|To|As|Such|All|An|A)\s)"
    return re.compile(
        rf"(?<![\w.]){first}{word}(?:{joint}{word}){{0,7}}?,?{gap}(?P<form>{form})(?![\w-]|\s+(?:Law|Act|Code|Warrant|Liab|Partner))"
    )
