"""Shows a stored value as Excel shows it: 1234.5 under #,##0.00 is 1,234.50.

Two deliberate differences, both so that no digit is hidden or misread: General never falls back to powers of ten for
large numbers, and the built-in short date, whose order depends on the reader's country, is written year first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

_BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"$"#,##0;("$"#,##0)', 6: '"$"#,##0;("$"#,##0)',
    7: '"$"#,##0.00;("$"#,##0.00)', 8: '"$"#,##0.00;("$"#,##0.00)', 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"',
    29: 'm"月"d"日"', 30: "yyyy-mm-dd", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"', 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)", 41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "$"* #,##0_ ;_ "$"* -#,##0_ ;_ "$"* "-"_ ;_ @_ ', 43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "$"* #,##0.00_ ;_ "$"* -#,##0.00_ ;_ "$"* "-"??_ ;_ @_ ', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<pad>_.|\*.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|(?P<elapsed>\[[hms]+\])'
    r"|(?P<bracket>\[[^\]]*\])|(?P<ampm>AM/PM|A/P|上午/下午)|(?P<general>General|G/通用格式)"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|a{3,4})|(?P<exponent>[eE][+-])|(?P<digits>[0#?][0#?,]*)|(?P<sign>.)",
    re.S,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_GENERAL_DIGITS = 10


def built_in_format(number: int) -> str:
    """The format code of a number that Excel knows by heart; General for others."""
    return _BUILT_IN.get(number, "General")


def is_date_format(code: str) -> bool:
    """Whether a format shows days or times: then the stored value is a serial number and no figure."""
    return any(kind in ("date", "elapsed", "ampm") for kind, _ in _tokens(_sections(code)[0]))


def show_number(value: Decimal, code: str, *, since_1904: bool = False) -> str:
    """The value as its format shows it."""
    if code == "General":
        return show_general(value)
    section, value = _section_for(value, code)
    if any(kind in ("date", "elapsed", "ampm") for kind, _ in _tokens(section)):
        return _show_date(value, section, since_1904=since_1904)
    return _show_decimal(value, section)


def show_general(value: Decimal) -> str:
    """A number without format: ten digits, but never fewer than all before the point and two behind it."""
    whole = len(str(abs(int(value))))
    if value and abs(value) < Decimal("1e-9"):
        return f"{value:.5E}"
    places = max(2, _GENERAL_DIGITS - whole)
    text = f"{_rounded(value, places):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _section_for(value: Decimal, code: str) -> tuple[str, Decimal]:
    """Positive; negative; zero: the part of the format that applies, and the value it shows."""
    sections = _sections(code)
    for section in sections:
        if (found := _CONDITION.search(section)) and _holds(value, found[1], Decimal(found[2])):
            return section, abs(value) if len(sections) > 1 and "-" not in section else value
    if value < 0 and len(sections) > 1:
        return sections[1], abs(value)
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _holds(value: Decimal, sign: str, bound: Decimal) -> bool:
    checks = {"<": value < bound, ">": value > bound, "=": value == bound, "<=": value <= bound, ">=": value >= bound}
    return checks.get(sign, value != bound)


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[str, ...]:
    """A format cut at its semicolons, those in quotes aside."""
    parts = re.findall(r'(?:"[^"]*"?|\\.|\[[^\]]*\]|[^;"\\\[]|\[)+|(?<=;)(?=;|$)|^(?=;)', code, re.S)
    return tuple(parts) or ("General",)


@lru_cache(maxsize=512)
def _tokens(section: str) -> tuple[tuple[str, str], ...]:
    return tuple((found.lastgroup or "sign", found[found.lastgroup or 0]) for found in _TOKEN.finditer(section))


def _show_decimal(value: Decimal, section: str) -> str:
    tokens = _tokens(section)
    if any(kind == "exponent" for kind, _ in tokens):
        places = len(re.sub(r"[^0#?]", "", section.upper().partition("E")[0].partition(".")[2]))
        return re.sub(r"E([+-])(\d)$", r"E\g<1>0\2", f"{value:.{places}E}")
    if "/" in section and any(kind == "digits" for kind, _ in tokens):
        return show_general(value)
    scale = sum(text == "%" for kind, text in tokens if kind == "sign")
    shown = value.scaleb(2 * scale)
    number = iter(_digits(shown, tokens))
    written = [next(number, "") if kind == "digits" or (kind, text) == ("sign", ".") else _literal(kind, text, shown)
               for kind, text in tokens]  # fmt: skip
    text = "".join(written).strip()
    return f"-{text}" if value < 0 and re.search(r"[1-9]", text) and not text.startswith("-") else text


def _literal(kind: str, text: str, value: Decimal) -> str:
    if kind == "general" or (kind == "sign" and text == "@"):
        return show_general(abs(value))
    return text if kind in ("quoted", "escaped", "currency", "sign") else ""


def _digits(value: Decimal, tokens: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """The figure in the pieces the format places: whole part, point, decimals.

    A literal may stand inside the figure: 0!.0,"万" shows 1,234,567 as 123.5万.
    """
    point_at = next((at for at, token in enumerate(tokens) if token == ("sign", ".")), len(tokens))
    whole = [text for kind, text in tokens[:point_at] if kind == "digits"]
    fraction = [text for kind, text in tokens[point_at:] if kind == "digits"]
    tail = (fraction or whole or [""])[-1] if fraction or not whole else whole[-1]
    thousands = len(tail) - len(tail.rstrip(","))
    if fraction and whole:
        thousands += len(whole[-1]) - len(whole[-1].rstrip(","))
    decimals = re.sub(r"[^0#?]", "", "".join(fraction))
    text = f"{_rounded(abs(value).scaleb(-3 * thousands), len(decimals)):f}"
    left, _, right = text.partition(".")
    yield from _whole_pieces(left, whole)
    kept = len(decimals.rstrip("#?"))
    right = right[:kept] + right[kept:].rstrip("0")
    if point_at < len(tokens):
        yield "." if right or decimals.strip("#?") else ""
    for text in fraction:
        width = len(re.sub(r"[^0#?]", "", text))
        yield right[:width]
        right = right[width:]


def _whole_pieces(left: str, patterns: list[str]) -> Iterator[str]:
    """The whole part over its places, filled from the right; what is left over stands in the first."""
    places = "".join(patterns)
    left = left.zfill(places.count("0")) if places.count("0") else left.lstrip("0")
    if len(patterns) == 1:
        yield f"{int(left):,}".zfill(len(left)) if "," in places.rstrip(",") and left else left
        return
    widths = [len(re.sub(r"[^0#?]", "", text)) for text in patterns]
    for at in range(len(patterns)):
        rest = sum(widths[at + 1 :])
        cut = max(len(left) - rest, 0)
        yield left[:cut]
        left = left[cut:]


def _rounded(value: Decimal, places: int) -> Decimal:
    try:
        return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    except InvalidOperation:
        return value


def _show_date(value: Decimal, section: str, *, since_1904: bool) -> str:
    moment = serial_date(value, since_1904=since_1904)
    if moment is None:
        return show_general(value)
    tokens = _tokens(section)
    twelve_hours = any(kind == "ampm" for kind, _ in tokens)
    written: list[str] = []
    previous = ""
    for at, (kind, text) in enumerate(tokens):
        following = next((one.lower() for how, one in tokens[at + 1 :] if how == "date"), "")
        if kind == "date":
            minutes = text[0] in "mM" and (previous[:1] == "h" or following[:1] == "s")
            written.append(_date_part("minutes" if minutes else text.lower(), len(text), moment, twelve=twelve_hours))
            previous = text.lower()
        elif kind == "elapsed":
            written.append(str(int(value * {"h": 24, "m": 1440, "s": 86400}[text[1]])))
            previous = text[1]
        elif kind == "ampm":
            written.append((("上午", "下午") if "午" in text else ("AM", "PM"))[moment.hour >= 12])
        else:
            written.append(
                text if kind in ("quoted", "escaped", "currency") or (kind == "sign" and text not in "@;") else ""
            )
    return "".join(written).strip()


def _date_part(text: str, width: int, moment: datetime, *, twelve: bool) -> str:
    weekday = moment.weekday()
    hour = (moment.hour - 1) % 12 + 1 if twelve else moment.hour
    long = {"m": _MONTHS[moment.month - 1], "d": _DAYS[weekday], "a": "一二三四五六日"[weekday]}
    if text[0] == "y":
        return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
    if text[0] == "a":
        return ("星期" if width == 4 else "") + long["a"]
    if width >= 3 and text[0] in long:
        return long[text[0]][: {3: 3, 5: 1}.get(width)]
    number = {"minutes": moment.minute, "m": moment.month, "d": moment.day, "h": hour, "s": moment.second}
    return str(number[text if text == "minutes" else text[0]]).zfill(min(width, 2))


def serial_date(value: Decimal, *, since_1904: bool = False) -> datetime | None:
    """The moment a serial number stands for; None outside the years 1900 to 9999."""
    if not 0 <= value < 2_958_466:
        return None
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
    # Excel believes in 29 February 1900: days before it are one off.
    days = value + 1 if not since_1904 and value < 60 else value
    return start + timedelta(seconds=round(float(days * 86400)))
