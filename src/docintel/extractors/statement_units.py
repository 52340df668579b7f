"""In which unit and currency numbers are printed: read from the words nearest to them, never guessed.

Order of trust (statements.md §7.1): row caption, column header, head of the table, lines above it, page, document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from docintel.language.views import folded, half_width, simplified

_ZH_UNITS = {
    "十亿元": 9, "亿元": 8, "千万元": 7, "百万元": 6, "百万": 6, "万元": 4, "千元": 3, "元": 0, "仟元": 3, "佰万元": 6,
}  # fmt: skip
_ZH_CURRENCY = {
    "人民币": "CNY", "港": "HKD", "美": "USD", "欧": "EUR", "日": "JPY", "英镑": "GBP", "新加坡": "SGD", "澳": "AUD",
}  # fmt: skip
_ZH_WORDS = {
    "港币": "HKD", "港元": "HKD", "美元": "USD", "美金": "USD", "欧元": "EUR", "日元": "JPY",
    "英镑": "GBP", "人民币": "CNY",
}  # fmt: skip
_ZH_CODE = re.compile(r"人民币|港币|港元|美元|美金|欧元|日元|英镑")
_SCALE = r"(?:十亿|百万|佰万|千万|亿|万|千|仟)"
_ZH_STATED = re.compile(
    r"(?:货币|金额|计量|数量)?单位(?:均)?(?:[:为是]|均为|:为)*\s*(?:\(?币种[:]?\s*)?(?:人民币|港币|美元|欧元|日元)?"
    rf"[/、,]?\s*\(?(?P<unit>{_SCALE}?(?:人民币|港|美|欧|日|新加坡|澳)?元|(?:人民币)?百万)"
)
_ZH_BARE = re.compile(
    r"^[(]?(?:(?:除.{1,14}外)?[,]?(?:均?以|金额)?[为:]?)?(?:人民币|港币|美元|欧元|日元)?"
    rf"(?P<unit>{_SCALE}?(?:港|美|欧|日)?元|百万)(?:/股)?[)]?(?:列示|表示|计)?$"
)
#: A head of two lines read as one: 2024年12月31日 above 人民币千元.
_ZH_BELOW_PERIOD = re.compile(
    rf"(?:\d{{4}}年(?:度|\d{{1,2}}月\d{{1,2}}日)?|余额|金额|发生额)\(?人民币(?P<unit>{_SCALE}?元)\)?$"
)
_ZH_IN_BRACKETS = re.compile(
    r"\((?:除.{1,20}外[,;]?)?(?:均?以)?(?:单位[:]?)?(?:人民币|港币|美元)?"
    rf"(?P<unit>{_SCALE}?(?:港|美|欧|日)?元)(?P<share>/股)?(?:列示|表示|计)?\)"
)
_ZH_DEFAULT = re.compile(
    r"(?:除.{0,6}(?:特别|另有|特殊|另外).{0,6}外|财务附注中报表|本报告|本附注)[^。;]{0,20}?"
    r"(?:单位(?:均)?(?:为|是|:)+|均?以)(?:人民币|:)?(?P<unit>(?:十亿|百万|千万|亿|万|千)?元)(?:$|列示|表示|为单位|[。,;)])"
)
_EN_SCALE = {
    "billion": 9, "bn": 9, "million": 6, "mn": 6, "mm": 6, "thousand": 3, "hundred million": 8, "ten thousand": 4,
}  # fmt: skip
_EN_STATED = re.compile(
    r"\b(?:in|expressed in|amounts in|stated in|presented in|dollars in|figures in|shown in)\s+"
    r"(?:(?P<cur>us\$|u\.s\. dollars?|us dollars?|rmb|cny|renminbi|hk\$|hkd|eur|€|£|gbp|usd|\$|s\$|sgd|jpy|chf"
    r"|canadian dollars?|euros?)\s*)?(?:of\s+)?"
    r"(?P<scale>hundred millions?|ten thousands?|billions?|millions?|thousands?)?"
    r"(?:\s+of\s+(?P<of>u\.?s\.? dollars?|dollars?|rmb|renminbi|euros?|hong kong dollars?|yuan|pounds?|yen|usd))?"
)
#: "(Millions of dollars, except per-share amounts)", "Thousands": the scale first, with or without its currency.
_EN_LEADING = re.compile(
    r"(?:^|\()\s*(?:unaudited[;,.]?\s*)?(?P<cur>us\$|u\.s\. dollars?|hk\$|\$|€|£|rmb|usd|eur|gbp)?\s*"
    r"(?P<scale>billion|million|thousand)s"
    r"(?:\s+of\s+(?P<of>u\.?s\.? dollars?|dollars?|rmb|renminbi|euros?|hong kong dollars?|yuan|pounds?|yen))?"
    r"\s*(?:$|[),;]|except|unless|omitted)"
)
_EN_ZEROES = re.compile(
    r"(?P<cur>us\$|hk\$|rmb|\$|€|£|s\$|usd|cny|hkd|gbp|eur)?\s*'\s?000(?P<more>,000|'000)?s?\b|\(000'?s\)"
    r"|(?P<code>us\$|hk\$|s\$|\$|€|£|\b(?:rmb|usd|cny|hkd|gbp|eur))\s*000'?s?(?![\d,.])"
)
_EN_SUFFIX = re.compile(
    r"^\(?(?P<cur>us\$|hk\$|rmb|cny|usd|hkd|eur|gbp|\$|€|£)\s*(?P<scale>billion|bn|million|mn|m|thousand|k)?s?\)?$"
)
_EN_CURRENCY = {
    "us$": "USD", "u.s. dollar": "USD", "us dollar": "USD", "usd": "USD", "rmb": "CNY", "cny": "CNY",
    "renminbi": "CNY", "yuan": "CNY", "hk$": "HKD", "hkd": "HKD", "hong kong dollar": "HKD", "€": "EUR", "eur": "EUR",
    "euro": "EUR", "£": "GBP", "gbp": "GBP", "pound": "GBP", "s$": "SGD", "sgd": "SGD", "jpy": "JPY", "yen": "JPY",
    "chf": "CHF", "canadian dollar": "CAD",
}  # fmt: skip
_SHARES_SCALE = re.compile(r"shares?[^.;)]{0,40}?\b(?:in|reflected in)\s+(thousands|millions)")
_PER_SHARE_WORDS = re.compile(r"per[ -](?:\w+ )?shares?")
_EXCEPT_SHARES = re.compile(r"(?:except|other than)[^.;)]*\bshares?\b")
_EN_DEFAULT = re.compile(
    r"(?:unless otherwise|except as otherwise|except where otherwise|otherwise) (?:stated|indicated|noted|specified)"
)
_PER_SHARE = re.compile(r"元/股|每股|per (?:\w+ )?share|\beps\b", re.IGNORECASE)
_SHARE_COUNT = re.compile(
    r"weighted[ -]average|shares? (?:used|outstanding)|number of (?:ordinary |common )?shares|股数|加权平均"
)
#: What stands behind the name of a class of stock in the captions of equity; its amount is money of the statement.
_STOCK = re.compile(r"\bpar\b|\bstated (?:value|capital)\b|\bauthori[sz]ed\b|\bissued\b|\bat cost\b|\btreasury\b")


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit: its words, the power of ten it stands for, and the currency when that is said too."""

    name: str
    exponent: int
    currency: str | None = None
    shares_exponent: int | None = None

    @property
    def multiplier(self) -> Decimal:
        """What a printed number is multiplied by."""
        return Decimal(10) ** self.exponent


def find_unit(text: str) -> Unit | None:
    """The unit a header, caption or line states, or None when it states none."""
    plain = simplified(half_width(text)).strip()
    return _chinese_unit("".join(plain.split())) or _english_unit(" ".join(folded(plain).split()))


def find_row_unit(label: str) -> Unit | None:
    """The unit in a row caption's brackets, such as 营业收入(万元) or "Revenue (RMB million)"."""
    packed = simplified(half_width("".join(label.split())))
    stated = _ZH_IN_BRACKETS.search(packed)
    if stated:
        return _zh(stated.group("unit"), packed)
    bracket = re.search(r"\(([^()]{2,30})\)\s*$", half_width(label))
    return _english_unit(folded(bracket.group(1)).strip()) if bracket else None


def find_default_unit(text: str) -> Unit | None:
    """The unit that a sentence declares for the whole document ("unless otherwise stated, in RMB millions")."""
    plain = simplified(half_width(text))
    stated = _ZH_DEFAULT.search("".join(plain.split()))
    if stated:
        return _zh(stated.group("unit"), stated.group())
    for line in folded(plain).split("\n"):
        if len(line) < 300 and _EN_DEFAULT.search(line):
            unit = _english_unit(line)
            if unit is not None:
                return unit
    return None


def is_per_share(caption: str) -> bool:
    """Whether a row's amounts are per share: a par value per share in the name of a class of stock is not."""
    return bool(_PER_SHARE.search(caption)) and not _STOCK.search(caption.lower())


def is_share_count(caption: str) -> bool:
    """Whether a row counts shares: the shares outstanding in the name of a class of stock do not."""
    return bool(_SHARE_COUNT.search(caption.lower())) and not _STOCK.search(caption.lower())


def with_currency(unit: Unit, currency: str | None) -> Unit:
    """The unit in a currency known from elsewhere; what the unit itself says stays."""
    return unit if unit.currency or currency is None else replace(unit, currency=currency)


def _chinese_unit(text: str) -> Unit | None:
    patterns = (_ZH_STATED.search, _ZH_BARE.match, _ZH_IN_BRACKETS.search, _ZH_BELOW_PERIOD.search)
    found = next((found for pattern in patterns if (found := pattern(text))), None)
    return _zh(found.group("unit"), text) if found else None


def _zh(word: str, around: str) -> Unit | None:
    plain = re.sub(r"人民币|港|美|欧|日|新加坡|澳", "", word) or "元"
    exponent = _ZH_UNITS.get(plain)
    if exponent is None:
        return None
    named = _ZH_CODE.search(around)
    foreign = next((code for sign, code in _ZH_CURRENCY.items() if sign in word), None)
    # 单位:元 in a statement under Chinese standards is the yuan renminbi: accounting law, art. 12.
    return Unit(plain, exponent, foreign or (_ZH_WORDS[named.group()] if named else "CNY"))


def _english_unit(text: str) -> Unit | None:
    zeroes = _EN_ZEROES.search(text)
    if zeroes:
        exponent = 6 if zeroes.group("more") else 3
        return Unit(
            "million" if exponent == 6 else "thousand", exponent, _currency(zeroes.group("cur") or zeroes.group("code"))
        )
    for stated in _EN_STATED.finditer(text):
        scale = (stated.group("scale") or "").removesuffix("s")
        if scale or stated.group("cur"):
            currency = _currency(stated.group("cur") or stated.group("of"))
            return Unit(
                scale or "unit", _EN_SCALE.get(scale, 0), currency, _shares_exponent(text, _EN_SCALE.get(scale, 0))
            )
    leading = _EN_LEADING.search(text)
    if leading:
        exponent = _EN_SCALE[leading["scale"]]
        named = _currency(leading["cur"] or leading["of"])
        return Unit(leading["scale"], exponent, named, _shares_exponent(text, exponent))
    suffix = _EN_SUFFIX.match(text)
    if suffix and (suffix.group("scale") or suffix.group("cur") != "$"):
        scale = {"m": "million", "k": "thousand"}.get(suffix.group("scale") or "", suffix.group("scale") or "unit")
        return Unit(scale, _EN_SCALE.get(scale, 0), _currency(suffix.group("cur")))
    return None


def _shares_exponent(text: str, exponent: int) -> int:
    """Share counts follow the money's scale unless the header excepts them: then whole shares, or a scale it names."""
    apart = _SHARES_SCALE.search(text)
    if apart:
        return _EN_SCALE[apart.group(1).removesuffix("s")]
    return 0 if _EXCEPT_SHARES.search(_PER_SHARE_WORDS.sub("", text)) else exponent


def _currency(word: str | None) -> str | None:
    if not word:
        return None
    return _EN_CURRENCY.get(word.removesuffix("s"), _EN_CURRENCY.get(word))
