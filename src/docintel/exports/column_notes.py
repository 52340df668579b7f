"""What the columns of the fact table mean, in Chinese and English, for who opens the workbook without the manual."""

from __future__ import annotations

from collections.abc import Iterator

from docintel.exports.lines import Column, Line

NOTE_COLUMNS = (Column("column", width=18), Column("中文", width=60), Column("English", width=80))


def note_lines() -> Iterator[Line]:
    """The notes as lines, in the order of the columns; further columns are the fields of docs/interfaces.md."""
    for name, (zh, en) in _NOTES.items():
        yield name, zh, en


_NOTES = {
    "customer": ("客户编号", "The customer's id"),
    "doc": ("文件名", "The file's name"),
    "kind": ("事实类别：figure 报表数 clause 条款 term 合同要素 promise 付款承诺 等", "What kind of fact"),
    "what": (
        "对象：报表、角色、条款号、义务人、指标、发件人",
        "What it is about: statement, role, clause, bearer, metric, sender",
    ),
    "label": ("原文名称：科目、标题、提示词、主题", "As named in the text: row, heading, cue, subject"),
    "key": ("标准名称（科目、要素、条款类型）", "Standard name (account, term, type of clause)"),
    "period": ("报表列：current 本期 prior 上期", "The statement's column: current, prior"),
    "period_start": ("期间起日", "First day of the period"),
    "period_end": ("期间止日或时点", "Last day of the period, or the day of a balance"),
    "due": ("到期日", "The day it falls due"),
    "value": (
        "数值：以 unit 为单位，不得再乘以 unit_as_filed；也可为日期或名称",
        "Exact, in units of `unit`: not to be multiplied by `unit_as_filed`; or a day, or a name",
    ),
    "unit": (
        "value 的单位：币种、fraction（0.0425 即 4.25%）、basis_points",
        "The unit of `value`: a currency, fraction (0.0425 is 4.25 %), basis_points",
    ),
    "currency": ("币种", "The currency"),
    "as_filed": ("原文数字", "The digits as printed"),
    "unit_as_filed": ("原文单位（如万元）", "The unit as printed, such as 万元"),
    "status": (
        "报表数：proved 勾稽成立 unproved 未验证 conflict 矛盾 unit_unknown 单位不明；"
        "proposed 仅为建议值，不是读出的数；承诺：open 未到期",
        "Figures: proved by an identity, unproved, conflict, unit_unknown; proposed: no number that was read; "
        "promises: open …",
    ),
    "confidence": (
        "正确概率（实测精确率）；空为未知",
        "Probability of being right (a measured precision); empty: unknown",
    ),
    "review": (
        "人工结论：accepted 采纳 rejected 驳回 corrected 更正；驳回者不得使用",
        "A person's verdict: accepted, rejected, corrected; what is rejected is not to be used",
    ),
    "reviewer": ("复核人", "Who gave it"),
    "review_day": ("复核日期", "When"),
    "review_reason": ("复核理由", "Why"),
    "quote": ("原文", "The words it rests on"),
    "page": ("页码", "The page, from 1"),
    "cell": ("单元格", "The cell of a spreadsheet"),
    "boxes": ("页面位置：左、上、右、下，单位为点", "Where on the page: left, top, right, bottom in points"),
    "box_pages": ("位置所在页（跨页时）", "The page of each box, where they lie on several"),
    "start": ("原文起点（字符）", "First character of the words in the document's text"),
    "end": ("原文终点（不含）", "The character after the last"),
    "message_id": ("所属邮件", "The mail it stands in"),
    "more_evidence": ("其他依据", "Further words it rests on"),
    "source": ("由哪条规则或模型读出", "What read it"),
    "id": ("事实编号；与 filing 一起唯一", "The fact's id; with `filing` it names one line"),
    "filing": ("归档编号", "The filing's id"),
    "document": ("文件哈希", "The file's hash"),
}
