"""A count written as lists write it: 3 as iii, C, 三, 叁, ③."""

from __future__ import annotations

from collections.abc import Iterable

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ONES = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
             "twelve": "twelfth"}  # fmt: skip
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def counted(count: int, style: str) -> str:
    """A count in one of Word's number formats; in Arabic digits where the format is not known."""
    if style == "none":
        return ""
    # Word's letters and Roman numerals end at 780 and 32,767; a count of a billion would be a text of its own.
    if count < 1 or count > 32_767 or (count > 780 and style.endswith("Letter")):
        return str(count)
    if style in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if style == "lowerLetter" else letters.upper()
    if style in ("lowerRoman", "upperRoman"):
        roman = _roman(count)
        return roman.lower() if style == "lowerRoman" else roman
    if style in _HAN_STYLES:
        return _han(count, *_HAN_STYLES[style])
    if style == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(count))
    if style in _CYCLES:
        return _CYCLES[style][(count - 1) % len(_CYCLES[style])]
    return _decorated(count, style)


def _decorated(count: int, style: str) -> str:
    if style == "decimalZero":
        return f"{count:02d}"
    if style == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and count <= 20:
        return chr(ord("①") + count - 1)
    if style == "decimalEnclosedParen" and count <= 20:
        return f"({count})"
    if style == "ordinal":
        ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
        return f"{count}{ending}"
    if style in ("cardinalText", "ordinalText") and count < 100:
        return _in_words(count, ordinal=style == "ordinalText")
    if style == "hex":
        return f"{count:X}"
    return str(count)


def _in_words(count: int, *, ordinal: bool) -> str:
    """One, Two … Twenty-one; First, Second … Twenty-first."""
    tens, ones = divmod(count, 10) if count > 19 else (0, count)
    words = [word for word in (_TENS[tens], _ONES[ones]) if word]
    if ordinal:
        last = words[-1]
        words[-1] = _ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else f"{last}th")
    return "-".join(words).capitalize()


_HAN_STYLES = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
         "japaneseCounting", "koreanCounting"),
        ("零一二三四五六七八九", ("", "十", "百", "千")),
    ),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional"), (_LEGAL_DIGITS, ("", "拾", "佰", "仟"))),
}  # fmt: skip
_CYCLES = {"ideographTraditional": _STEMS, "ideographZodiac": _BRANCHES}


def _roman(count: int) -> str:
    written = ""
    for worth, sign in _ROMAN:
        written += sign * (count // worth)
        count %= worth
    return written


def _han(count: int, digits: str, places: Iterable[str]) -> str:
    """10 is 十, 21 is 二十一, 105 is 一百零五; formal digits write 壹拾."""
    if count > 9999:
        return str(count)
    signs = list(places)
    written, gap = "", False
    for at, digit in enumerate(str(count)):
        place = len(str(count)) - at - 1
        if digit == "0":
            gap = bool(written)
            continue
        written += ("零" if gap else "") + digits[int(digit)] + signs[place]
        gap = False
    return written[1:] if written.startswith("一十") else written
