"""Which statement a table is, and whose: by the title above it and by the rows only that statement has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docintel.extractors.statement_accounts import chart
from docintel.extractors.statement_labels import Label
from docintel.language.views import half_width, simplified
from docintel.records import Document, Span
from docintel.records.statement import Scope, StatementKind

PRIMARY: tuple[StatementKind, ...] = ("balance_sheet", "income_statement", "cash_flow")

_ZH_OWNER = r"(?P<owner>合并(?:及|和|与)?(?:母公司|公司)?|母公司|公司|本公司|集团|合并后|单体|个别)?"
_ZH_KINDS = (
    r"(?P<kind>资产负债表|财务状况表|利润表|损益表|利润及利润分配表|收益表|全面收益表|综合收益表|损益及其他全面收益表"
    r"|现金流量表|所有者权益变动表|股东权益变动表|权益变动表)"
)
_ZH_TITLE = re.compile(_ZH_OWNER + _ZH_KINDS + r"(?P<supplement>补充资料)?(?:\(续\)|\(续表\)|续|\(.{1,12}\))?")
_ZH_LEAD = re.compile(
    r"^(?:[一二三四五六七八九十\d]+[、.．)]|\([一二三四五六七八九十\d]+\)|第[一二三四五六七八九十]+[章节])+"
)
_EN_TITLE = re.compile(
    r"\b(?P<kind>balance sheets?|income statements?|cash flows? statements?|profit and loss (?:account|statement)"
    r"|statements? of total comprehensive income|statements? of (?:consolidated )?(?:financial (?:position|condition)"
    r"|(?:net )?(?:income|earnings)|operations|profit (?:or|and) loss|profits? and losses"
    r"|comprehensive (?:income|loss|operations)|loss|cash flows?|changes in (?:shareholders|stockholders|equity)"
    r"|shareholders|stockholders|equity|changes))",
    re.IGNORECASE,
)
#: A heading over figures picked from a statement, or over words about it.
_ABOUT = re.compile(
    r"\b(?:selected|summary|summari[sz]ed|analysis|highlights|discussion|review|parenthetical|(?<!share )data)\b",
    re.IGNORECASE,
)
#: Par values and numbers of shares, on a page behind the balance sheet that bears its title.
PARENTHETICAL = re.compile(r"\bparenthetical\b", re.IGNORECASE)
_EN_KINDS: tuple[tuple[StatementKind, re.Pattern[str]], ...] = (
    ("equity_changes", re.compile(r"changes|shareholders|stockholders|of equity")),
    ("cash_flow", re.compile(r"cash flow")),
    ("balance_sheet", re.compile(r"balance|position|condition")),
    ("income_statement", re.compile(r"income|operations|earnings|loss|profit")),
)  # fmt: skip
#: A schedule of note items handed in with the statements; the running notes of an annual report are not one.
_NOTES = re.compile(
    r"(?P<owner>合并|母公司)?(?:财务)?(?:报表)?附注(?:(?:明细|项目)表?(?:\(.{1,8}\))?|\((?:节选|摘录|明细)\))(?:单位:.*)?"
    r"|(?:schedule of )?notes? items(?: \(.{1,12}\))?"
)
_SHEET_NAMES: dict[str, StatementKind] = {
    "bs": "balance_sheet", "is": "income_statement", "pl": "income_statement", "p&l": "income_statement",
    "pnl": "income_statement", "cf": "cash_flow", "cfs": "cash_flow", "资产负债": "balance_sheet",
    "利润": "income_statement", "损益": "income_statement", "现金流量": "cash_flow", "现金流": "cash_flow",
}  # fmt: skip
_LONGEST_TITLE = 110
_LONGEST_ZH_TITLE = 40
_LINES_ABOVE = 14
_ANCHORS: dict[StatementKind, tuple[frozenset[str], ...]] = {
    "balance_sheet": (
        frozenset({"bs.total_assets"}),
        frozenset({"bs.total_liabilities_and_equity", "bs.total_liabilities", "bs.total_equity"}),
    ),
    "income_statement": (frozenset({"is.revenue", "is.total_revenue"}), frozenset({"is.net_profit"})),
    "cash_flow": (frozenset({"cf.cfo", "cfs.cfo"}), frozenset({"cf.cfi", "cf.cff", "cfs.net_profit", "cf.cash_end"})),
}
#: Without a title, a table is a statement only when this many of its rows are accounts of one.
_ROWS_WITHOUT_TITLE = 8


@dataclass(frozen=True, slots=True)
class Title:
    """A statement's title line: what it announces, whose statement, and its words."""

    kind: StatementKind
    scope: Scope | None
    words: str
    supplement: bool = False
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a table: its title if one is near, and the lines from there down, nearest last."""

    title: Title | None
    lines: tuple[str, ...]


def read_title(line: str) -> Title | None:
    """A statement title if the line is one; None for sentences that only mention a statement."""
    text = " ".join(simplified(half_width(line)).split()).strip()
    if not text or len(text) > _LONGEST_TITLE:
        return None
    return _sheet_title(text) or _notes_title(text) or _chinese_title("".join(text.split())) or _english_title(text)


def _sheet_title(text: str) -> Title | None:
    kind = _SHEET_NAMES.get(text.casefold().rstrip("表"))
    return Title(kind, None, text) if kind else None


_OWNERS: dict[str, Scope] = {"合并": "consolidated", "母公司": "parent"}


def _notes_title(text: str) -> Title | None:
    packed = text.casefold() if text.isascii() else "".join(text.split())
    found = _NOTES.fullmatch(_ZH_LEAD.sub("", packed))
    if not found:
        return None
    scope = _OWNERS.get(found.group("owner") or "")
    return Title("notes_table", scope, text)


def _chinese_title(text: str) -> Title | None:
    bare = _ZH_LEAD.sub("", text)
    found = _ZH_TITLE.search(bare)
    if (
        not found
        or len(bare) > _LONGEST_ZH_TITLE
        or re.search(r"[。;,]|附注|项目|相关|如下|编制", bare[: found.end()] + bare[-1:])
    ):
        return None
    # 20XX年度合并利润表 and 某某公司资产负债表2024年 are titles; 资产负债表日后事项 is not.
    if not re.fullmatch(r"[-—:(]?(?:\d{4}年?.*|人民币.*|单位.*|\(?未?经?审[计阅].*|[(（].*)?", bare[found.end() :]):
        return None
    word = found.group("kind")
    kind: StatementKind = "income_statement"
    if "权益变动" in word:
        kind = "equity_changes"
    elif word in ("资产负债表", "财务状况表"):
        kind = "balance_sheet"
    elif word == "现金流量表":
        kind = "cash_flow"
    return Title(
        kind, _chinese_scope(found.group("owner"), bare), text, bool(found.group("supplement")), "续" in found.group()
    )


def _chinese_scope(owner: str | None, line: str) -> Scope | None:
    # A title over both is bound column by column.
    if not owner or ("合并" in owner and "公司" in owner):
        return None
    if "合并" in owner or owner == "集团":
        return "consolidated"
    # 某某有限公司资产负债表: the company's name ends in 公司 and says nothing of scope.
    if owner == "公司" and not re.match(r"(?:\d{4}年(?:度)?)?公司", line):
        return None
    return "single" if owner in ("单体", "个别") else "parent"


def _english_title(text: str) -> Title | None:
    found = _EN_TITLE.search(text)
    if (
        not found
        or text.endswith((".", ",", ";", ":"))
        or re.search(r"\b(?:see|refer|table|following|index|in the|our|note|these|page)\b", text, re.IGNORECASE)
        or _ABOUT.search(re.sub(r"\(.*?\)", "", text))
    ):
        return None
    word = found.group("kind").lower()
    kind: StatementKind = next((name for name, pattern in _EN_KINDS if pattern.search(word)), "income_statement")
    if re.match(r"statements? of (?:shareholders|stockholders|equity|changes)", word):
        kind = "equity_changes"
    scope: Scope | None = None
    if re.search(r"consolidated|\bgroup\b", text, re.IGNORECASE):
        scope = "consolidated"
    elif re.search(r"parent|\bcompany('s)? (?:balance|statement|income)|\bcompany[- ]only", text, re.IGNORECASE):
        scope = "parent"
    return Title(kind, scope, text, continued="continued" in text.lower())


def read_heading(document: Document, after: int, before: int, *extra: str | None) -> Heading:
    """The lines between the print before and the table, from the nearest title down.

    `extra` are a sheet's name and the rows above its header. Running headers and footers are no lines.
    """
    lines = [*_lines(document, after, before)[-_LINES_ABOVE:], *(text for text in extra if text)]
    for at in range(len(lines) - 1, -1, -1):
        title = read_title(lines[at])
        if title is not None:
            return Heading(title, tuple(lines[_first_said(lines, at, title) :]))
    return Heading(None, tuple(lines))


def _first_said(lines: Sequence[str], at: int, title: Title) -> int:
    """Where a title repeated on a new page ("续") stood first, when its table had no row on the page before."""
    said = [read_title(line) for line in lines[:at]] if title.continued else []
    same = (up for up, each in enumerate(said) if each and (each.kind, each.scope) == (title.kind, title.scope))
    return next(same, at)


def _lines(document: Document, after: int, before: int) -> list[str]:
    between = Span(start=min(after, before), end=before)
    running = [b.span for b in document.blocks if b.kind in ("header", "footer") and b.span.overlaps(between)]
    text = document.quote(between)
    for span in running:
        start, end = max(span.start, between.start) - between.start, min(span.end, between.end) - between.start
        text = text[:start] + " " * (end - start) + text[end:]
    return [line.strip() for line in text.split("\n") if line.strip()]


def recognise(labels: Iterable[Label]) -> StatementKind | None:
    """The statement whose rows these are, when enough of them are its own; None when they are not."""
    names = list(labels)
    best = max(PRIMARY, key=lambda kind: len(keys_of(kind, names)))
    keys = keys_of(best, names)
    anchored = all(keys & anchor for anchor in _ANCHORS[best])
    return best if anchored and len(keys) >= _ROWS_WITHOUT_TITLE else None


def keys_of(kind: StatementKind, labels: Sequence[Label]) -> set[str]:
    """The accounts of a statement that the captions name, wherever they stand in it."""
    found = (chart(kind).find_exactly(label) for label in labels)
    return {account.key for account in found if account is not None}
