"""The zones of a mail body: own words, quotes, forwards, greeting, sign-off, signature, disclaimer.

Only the sender's own words say anything about the sender; a quoted promise is somebody else's, or an old one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Range = tuple[int, int]
ZoneKind = Literal["own", "quote", "forward", "greeting", "sign_off", "signature", "disclaimer"]

_RULE = r"[-_—=*]{3,}"
_FORWARD = re.compile(
    rf"^\s*(?:{_RULE}\s*)?(?:Forwarded message|Begin forwarded message|"
    rf"转发的?邮件(?:信息)?|轉寄郵件)\s*(?:{_RULE}|[:：])?\s*$",
    re.I,
)
_ORIGINAL = re.compile(
    rf"^\s*{_RULE}\s*(?:Original (?:Message|Appointment)|原始邮件|原始郵件|"
    rf"原邮件|原始信息|回复邮件|邮件原件)\s*{_RULE}\s*$",
    re.I,
)
_HEADER = re.compile(r"^\s*[*_]?(?:发件人|寄件者|發件人|寄件人|From|Von|De)[*_]?\s*[:：]", re.I)
_HEADER_NEXT = re.compile(
    r"^\s*[*_]?(?:发送时间|發送時間|发送日期|时间|日期|收件人|收件者|主题|主題|抄送|Sent|Date|To|Cc|Subject)[*_]?\s*[:：]",
    re.I,
)
_WROTE = re.compile(
    r"^\s*(?:On\b.{4,200}\bwrote\s*[:：]|(?:在|於|于)?\s*\d{4}\s*[-/年.].{2,160}(?:写道|寫道|编写|写到|来信)\s*[:：]"
    r"|.{1,80}<[^<>\s]+@[^<>\s]+>\s*(?:于|在|於)?.{0,60}(?:写道|寫道|wrote)\s*[:：])\s*$",
    re.I | re.S,
)
_WROTE_START = re.compile(r"^\s*(?:On\s.{4,}|(?:在|於|于)\s*\d{4}.*)$")
_GREETING = re.compile(
    r"^\s*(?:Dear\b.{0,70}|(?:Hi|Hello|Hey)\b[^.?!]{0,40}|Good (?:morning|afternoon|evening|day)\b.{0,40}|"
    r"To whom it may concern"
    r"|Ladies and Gentlemen|Gentlemen|Sirs?)\s*[,，:：;!！.]?\s*$"
    r"|^\s*(?:尊敬的|敬爱的|致[:：]?)?[^，。；,;？?]{0,24}(?:总|经理|先生|女士|小姐|主任|行长|"
    r"老师|同事|同仁|公司|银行|您好|你好|大家好|各位|台鉴|钧鉴|部|处)"
    r"\s*(?:您好|你好|好)?\s*[：:，,！!。]\s*$|^\s*(?:您好|你好|大家好)\s*[：:，,！!。]*\s*$",
    re.I,
)
_SIGN_OFF = re.compile(
    r"^\s*(?:(?:with\s+)?(?:best|kind|kindest|warm|warmest)?\s*(?:regards|wishes)|sincerely(?:\s+yours)?|yours\s+(?:sincerely|faithfully|truly)"
    r"|respectfully|cheers|thanks(?:\s+(?:and|&)\s+(?:best\s+|kind\s+)?regards)?|many thanks|"
    r"thank you|best|br|b\.?\s?rgds|rgds"
    r"|(?:顺祝|敬祝|谨祝|祝|恭祝|顺颂|此颂)[^，。；]{0,10}(?:商祺|商祺安|好|安|顺利|愉快|健康|时祺|春祺|夏祺|秋祺|冬祺|商安|工作顺利|万事如意)"
    r"|此致(?:\s*敬礼)?|敬礼|致礼|祝商祺|祝好|谢谢|多谢|感谢|盼复|特此函告|特此回复|以上)\s*[,，.。!！~]*\s*$",
    re.I,
)
_DISCLAIMER = re.compile(
    r"confidential(?:ity)?\b.{0,120}(?:intended|addressee|recipient|privileg)|intended\s+(?:only|solely)\s+for|(?:this|the)\s+e-?mail.{0,80}confidential"
    r"|\bdisclaimer\b|本(?:邮件|信|电子邮件).{0,40}(?:保密|机密|仅供|专供)|免责声明|如(?:果)?您?(?:错误地?|误)收",
    re.I | re.S,
)
_DASHES = re.compile(r"^--\s*$")
_CONTACT = re.compile(
    r"(?:电话|手机|传真|地址|邮箱|邮编|微信|Tel|Phone|Mobile|Fax|E-?mail|T|M)\s*[:：]|@[\w.-]+\.\w|\+?\d[\d -]{7,}|https?://|www\.",
    re.I,
)
_COMPANY = re.compile(
    r"(?:公司|银行|集团|分行|支行|事务所|中心|委员会)\s*$|\b(?:Ltd|Limited|Inc|LLC|PLC|Bank|Corp|Co|GmbH|Branch|Group|Partners|LLP|Pte)\b\.?",
    re.I,
)
_TITLE = re.compile(
    r"总监|经理|主管|会计|出纳|法定代表人|董事|总裁|主任|负责人|秘书|助理|律师|专员|工程师|科长|处长|行长"
    r"|\b(?:Director|Manager|Officer|CFO|CEO|COO|President|Treasurer|Accountant|Counsel|Secretary|Assistant|Controller|Head|Partner|Chair\w*|Analyst|Engineer|Associate)\b",
    re.I,
)
_NAME = re.compile(r"^\s*(?:[\u4e00-\u9fff·]{2,4}|[A-Z][\w.'-]*(?:\s[A-Z][\w.'-]*){1,3})\s*$")
_RULE_LINE = re.compile(r"^\s*[-_—=*]{5,}\s*$")
_SENTENCE = re.compile(r"[。！？；?!]\s*$|(?<!Ltd)(?<!Inc)(?<!Co)(?<!Corp)(?<!N\.A)(?<!\b[A-Z])\.\s*$")
_LONGEST_SIGNATURE_LINE = 70
_LONGEST_SIGNATURE = 9


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of whole lines of one kind."""

    kind: ZoneKind
    start: int
    end: int


def zones(body: str) -> list[Zone]:
    """The zones of a mail body in order; together they hold every line that is not blank."""
    lines = list(_lines(body))
    kinds = _quotes(body, lines)
    _mark_frame(body, lines, kinds)
    return _merged(body, lines, kinds)


def _lines(body: str) -> Iterator[Range]:
    position = 0
    for line in body.splitlines(keepends=True):
        yield position, position + len(line.rstrip("\r\n"))
        position += len(line)


def _quotes(body: str, lines: list[Range]) -> list[ZoneKind]:
    """Quoted and forwarded lines; the rest is the sender's until shown otherwise."""
    kinds: list[ZoneKind] = ["own"] * len(lines)
    at = 0
    while at < len(lines):
        text = body[slice(*lines[at])]
        opened = _opening(body, lines, at)
        if text.lstrip().startswith((">", "＞")):
            kinds[at] = "quote"
        elif opened is not None:
            kind, length = opened
            until = _end_of_quote(body, lines, at + length) if kind == "quote" and length <= 2 else len(lines)
            kinds[at:until] = [kind] * (until - at)
            at = until - 1
        at += 1
    for at, line in enumerate(lines):
        # The rule that a mail program draws above what it quotes.
        if _RULE_LINE.match(body[slice(*line)]) and "quote" in kinds[at + 1 : at + 2]:
            kinds[at] = "quote"
    return kinds


def _opening(body: str, lines: list[Range], at: int) -> tuple[ZoneKind, int] | None:
    """The line that opens a quotation: its kind, and how many lines it takes (9 = the rest of the mail is quoted)."""
    text = body[slice(*lines[at])]
    if _FORWARD.match(text):
        return "forward", 9
    if _ORIGINAL.match(text):
        return "quote", 9
    if _HEADER.match(text) and any(_HEADER_NEXT.match(body[slice(*line)]) for line in lines[at + 1 : at + 4]):
        return "quote", 9
    if _WROTE.match(text):
        return "quote", 1
    if at + 1 < len(lines) and _WROTE_START.match(text) and _WROTE.match(f"{text} {body[slice(*lines[at + 1])]}"):
        return "quote", 2
    return None


def _end_of_quote(body: str, lines: list[Range], first: int) -> int:
    """Past the lines behind "X wrote:": those marked ">" if any are, else everything."""
    at = first
    while at < len(lines) and not body[slice(*lines[at])].strip():
        at += 1
    if at < len(lines) and not body[slice(*lines[at])].lstrip().startswith((">", "＞")):
        return len(lines)
    return at


def _mark_frame(body: str, lines: list[Range], kinds: list[ZoneKind]) -> None:
    """Greeting above, sign-off and signature below, disclaimer wherever it stands."""
    own = [at for at, kind in enumerate(kinds) if kind == "own" and body[slice(*lines[at])].strip()]
    for at in own[:2]:
        if _GREETING.match(body[slice(*lines[at])]) and len(body[slice(*lines[at])]) <= 80:
            kinds[at] = "greeting"
    for at in own:
        if _DISCLAIMER.search(body[slice(*lines[at])]):
            kinds[at] = "disclaimer"
    closing = next((at for at in own if kinds[at] == "own" and _closes(body, lines, own, at)), None)
    if closing is not None:
        _sign(body, lines, kinds, [at for at in own if at >= closing])
    else:
        for at in _bare_signature(body, lines, [at for at in own if kinds[at] == "own"]):
            kinds[at] = "signature"


def _closes(body: str, lines: list[Range], own: list[int], at: int) -> bool:
    """A sign-off closes a mail when little and nothing sentence-like follows it."""
    text = body[slice(*lines[at])]
    if not (_SIGN_OFF.match(text) or _DASHES.match(text)):
        return False
    after = [body[slice(*lines[later])] for later in own if later > at]
    return not any(
        _SENTENCE.search(line) and not _SIGN_OFF.match(line) and not _DISCLAIMER.search(line) for line in after[:6]
    )


def _sign(body: str, lines: list[Range], kinds: list[ZoneKind], rest: list[int]) -> None:
    for at in rest:
        text = body[slice(*lines[at])]
        if kinds[at] == "own":
            kinds[at] = "sign_off" if _SIGN_OFF.match(text) else "signature"


def _bare_signature(body: str, lines: list[Range], own: list[int]) -> list[int]:
    """The short lines at the end, behind a blank line or led by a name, that give a title, company or number."""
    tail: list[int] = []
    for at in reversed(own):
        text = body[slice(*lines[at])].strip()
        if len(text) > _LONGEST_SIGNATURE_LINE or (_SENTENCE.search(text) and not _COMPANY.search(text)):
            break
        if tail and tail[-1] != at + 1:
            break
        tail.append(at)
    known = any(pattern.search(body[slice(*lines[at])]) for at in tail for pattern in (_CONTACT, _COMPANY, _TITLE))
    apart = bool(tail) and (
        tail[-1] == own[0] or tail[-1] - 1 not in own or bool(_NAME.match(body[slice(*lines[tail[-1]])]))
    )
    return tail if known and apart and 2 <= len(tail) <= _LONGEST_SIGNATURE and len(tail) < len(own) else []


def _merged(body: str, lines: list[Range], kinds: list[ZoneKind]) -> list[Zone]:
    found: list[Zone] = []
    for (start, end), kind in zip(lines, kinds, strict=True):
        text = body[start:end]
        if not text.strip():
            continue
        first = start + len(text) - len(text.lstrip())
        last = start + len(text.rstrip())
        if found and found[-1].kind == kind:
            found[-1] = Zone(kind, found[-1].start, last)
        else:
            found.append(Zone(kind, first, last))
    return found
