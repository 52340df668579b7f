"""What a row's printed caption says: its bare name, whether it is added, subtracted or contained, and its sign hint."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from docintel.language.views import folded, half_width, simplified

_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.,:]|\([一二三四五六七八九十\d]+\)|\d{1,2}[.、:)](?!\d)|[①-⑳]|[*#△▲☆]+)+"
)
# 加 and 减 also begin ordinary words; without a colon only 其中 is an operation.
_MARKED = re.compile(r"^(?:(加|减|其中):|其中[、,]?(?=[^:]))")
_GAIN_SIGNED = re.compile(
    r"(?:亏损总额|损失|亏损|净亏损|支出|费用|收益|增加|减少).{0,3}以.{0,2}[-–—一].{0,3}(?:号|号)?.{0,2}(?:填列|列示)"
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_OPEN_BRACKET = re.compile(r"\([^()]*$")
_ZH_TAIL = re.compile(r"[*#△▲☆:、.①-⑳]+$|\(?附注.*$")
_CJK = re.compile(r"[\u4e00-\u9fff]")
_EN_CUT = re.compile(
    r"[,;:]?\s*(?:\(?(?:u\.?s\.?)?\$|no par|par value"
    r"|(?:net of|less):?(?: an?| the| related| accumulated)* (?:allowance|depreciation|amorti)"
    r"|including |\d[\d,]* shares|at cost\b|authori[sz]ed|issued and|stated value|net of tax|\(?notes? \d"
    r"|(?:less|net of|excluding) (?:the )?current (?:portion|maturit|instal)"
    # What changes the meaning behind a dash stays: "Cash and cash equivalents – restricted".
    r"|(?:—|–| - )(?!\s*(?:basic|diluted|assuming|restricted|beginning|end|current|non-?current|long-term|short-term"
    r"|continuing|discontinued|operating|investing|financing)))"
)
_EN_LEAD = re.compile(r"^(?:less|add|plus|of which|including|deduct)[:\s]+")
_EN_STOP = frozenset(["the", "of", "a", "an", "our", "and", "on", "by"]) - {"by"}
_EN_SPELLING = {
    "stockholders": "shareholder", "stockholder": "shareholder", "shareholders": "shareholder", "owners": "owner",
    "noncurrent": "noncurrent", "amortisation": "amortization", "taxes": "tax", "inventories": "inventory",
    "members": "shareholder", "shareowners": "shareholder", "shareowner": "shareholder",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """A row caption taken apart. `name` is what is compared with the accounts' names.

    `operation` is "add", "subtract", "of_which" or None; `gain_signed` says that a loss is printed negative.
    """

    printed: str
    name: str
    chinese: bool
    operation: str | None = None
    gain_signed: bool = False

    @property
    def complete(self) -> bool:
        """Whether every bracket of the caption is closed."""
        text = half_width(self.printed)
        return text.count("(") == text.count(")")


@lru_cache(maxsize=16384)
def read_label(printed: str) -> Label:
    """Take a caption apart (statements.md §2, label matching)."""
    text = half_width(printed).strip()
    if not _CJK.search(text):
        return _english(printed, text)
    packed = simplified("".join(text.split())).replace("帐", "账").replace("其它", "其他")
    operation = None
    while True:
        bare = _NUMBERING.sub("", packed)
        marked = _MARKED.match(bare)
        if marked:
            word = marked.group(1) or "其中"
            operation = {"加": "add", "减": "subtract", "其中": "of_which"}[word]
            bare = bare[marked.end() :]
        if bare == packed:
            break
        packed = bare
    signed = bool(_GAIN_SIGNED.search(bare)) and not bare.startswith("财务费用")
    return Label(printed, _chinese_name(bare), True, operation, signed)


def _chinese_name(text: str) -> str:
    name = _without_brackets(text)
    name = _ZH_TAIL.sub("", name)
    name = name.replace("及", "和").replace("所支付", "支付").replace("所收到", "收到").replace("所收回", "收回")
    return name.replace("收到的其他", "收到其他").replace("支付的其他", "支付其他")


def _english(printed: str, text: str) -> Label:
    lowered = " ".join(folded(text).split())
    lead = _EN_LEAD.match(lowered)
    operation = None
    if lead:
        operation = {"l": "subtract", "d": "subtract", "o": "of_which", "i": "of_which"}.get(lead.group()[0], "add")
        lowered = lowered[lead.end() :]
    return Label(printed, english_name(lowered), False, operation)


def english_name(text: str) -> str:
    """An English caption as singular words without brackets, footnotes, par values and small words."""
    lowered = _without_brackets(folded(text).replace("non-", "non").replace("non ", "non"))
    cut = _EN_CUT.search(lowered, 4)
    if cut:
        lowered = lowered[: cut.start()]
    words = re.findall(r"[a-z]+", lowered.replace("&", " and ").replace("'s", "").replace("s'", "s"))
    kept = [_singular(word) for word in words if word not in _EN_STOP]
    if len(kept) > 1 and kept[-1] == "net":
        kept.pop()
    return " ".join(kept)


def _singular(word: str) -> str:
    if word in _EN_SPELLING:
        return _EN_SPELLING[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_brackets(text: str) -> str:
    before = ""
    while before != text:
        before, text = text, _BRACKETS.sub("", text)
    return _OPEN_BRACKET.sub("", text).strip()
