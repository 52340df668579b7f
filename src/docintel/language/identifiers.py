"""Register numbers of companies: found in running text, and whether their check characters hold.

Sources: GB 32100-2015 (统一社会信用代码), GB 11714 (organisation code), ISO 17442 (LEI). A passing check proves the
form, not that the company exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from docintel.language.views import half_width

Scheme = Literal["uscc", "lei", "org_code"]

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
#: 3^(i−1) mod 31 for the first seventeen characters (GB 32100-2015, 4.7).
_USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
#: Look-alikes that a scan confuses; the code's alphabet has none of I, O, S, V, Z.
_LOOK_ALIKES = {"O": "0", "I": "1", "Z": "2", "S": "5", "B": "8", "8": "B", "Q": "0", "0": "Q"}

_GAP = r"[ \u00a0\u3000-]?"
_LABELLED_USCC = re.compile(
    rf"(?:统一社会信用代码|社会信用代码|信用代码|unified social credit (?:code|identifier)|USCC|USCI)(?:证号)?"
    rf"(?:\s*(?:[:：为是]|no\.?|number))*\s*[(（]?\s*(?P<code>[0-9A-Z](?:{_GAP}[0-9A-Z]){{17}})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_BARE_USCC = re.compile(
    r"(?<![0-9A-Za-z])(?P<code>[1-9ANY][0-9A-HJ-NPQRTUWXY]\d{6}[0-9A-HJ-NPQRTUWXY]{10})(?![0-9A-Za-z])"
)
_LABELLED_LEI = re.compile(
    r"(?:\bLEI\b|legal entity identifier|法人识别编码|法人机构识别编码)"
    rf"(?:\s*(?:\(LEI\)|code|no\.?|number|[:：为是]))*\s*[(（]?\s*(?P<code>[0-9A-Z](?:{_GAP}[0-9A-Z]){{19}})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_BARE_LEI = re.compile(r"(?<![0-9A-Za-z])(?P<code>[0-9A-Z]{18}\d{2})(?![0-9A-Za-z])")
_LABELLED_ORG = re.compile(r"组织机构代码(?:证号?)?\s*[:：为是]?\s*(?P<code>[0-9A-Z]{8}-?[0-9X])(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class Identifier:
    """A register number where it stands; `repaired` when one look-alike reading alone passes every check."""

    start: int
    end: int
    scheme: Scheme
    value: str
    valid: bool
    repaired: bool = False


def check_uscc(code: str) -> bool:
    """Whether an 18-character 统一社会信用代码 has the right form and check character."""
    if len(code) != 18 or any(character not in _USCC_ALPHABET for character in code):
        return False
    total = sum(_USCC_ALPHABET.index(c) * w for c, w in zip(code[:17], _USCC_WEIGHTS, strict=True))
    return code[17] == _USCC_ALPHABET[(31 - total % 31) % 31]


def check_org_code(code: str) -> bool:
    """Whether a nine-character organisation code (with or without hyphen) has the right check character."""
    plain = code.replace("-", "")
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", plain):
        return False
    rest = 11 - sum(int(c, 36) * w for c, w in zip(plain[:8], _ORG_WEIGHTS, strict=True)) % 11
    return plain[8] == {10: "X", 11: "0"}.get(rest, str(rest))


def check_lei(code: str) -> bool:
    """Whether a 20-character LEI has the right form and check digits (ISO 7064, mod 97-10)."""
    if not re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", code):
        return False
    return int("".join(str(int(character, 36)) for character in code)) % 97 == 1


def find_identifiers(text: str) -> list[Identifier]:
    """Register numbers in reading order; a labelled one with a wrong check character is kept and said to be invalid.

    Without a label beside it a number counts only when its check holds: a resident's id has 18 digits too.
    """
    view = half_width(text)
    found: dict[int, Identifier] = {}
    for identifier in (*_labelled(view), *_bare(view)):
        if not any(other.start < identifier.end and identifier.start < other.end for other in found.values()):
            found[identifier.start] = identifier
    return [found[start] for start in sorted(found)]


def _labelled(view: str) -> Iterator[Identifier]:
    for match in _LABELLED_USCC.finditer(view):
        yield _uscc(match)
    for match in _LABELLED_LEI.finditer(view):
        code = _plain(match)
        yield Identifier(match.start("code"), match.end("code"), "lei", code, check_lei(code))
    for match in _LABELLED_ORG.finditer(view):
        code = _plain(match)
        yield Identifier(match.start("code"), match.end("code"), "org_code", code, check_org_code(code))


def _bare(view: str) -> Iterator[Identifier]:
    for match in _BARE_USCC.finditer(view):
        # one in 31 numbers passes the last check by chance, one in 341 passes both
        if check_uscc(match.group("code")) and check_org_code(match.group("code")[8:17]):
            yield Identifier(match.start(), match.end(), "uscc", match.group("code"), True)
    for match in _BARE_LEI.finditer(view):
        code = match.group("code")
        if check_lei(code) and re.search(r"[A-Z].*[A-Z]", code):
            yield Identifier(match.start(), match.end(), "lei", code, True)


def _plain(match: re.Match[str]) -> str:
    return re.sub(r"[^0-9A-Z]", "", match.group("code").upper())


def _uscc(match: re.Match[str]) -> Identifier:
    code = _plain(match)
    start, end = match.span("code")
    if check_uscc(code):
        return Identifier(start, end, "uscc", code, True)
    readings = [reading for reading in _readings(code) if check_uscc(reading) and check_org_code(reading[8:17])]
    if len(readings) == 1:
        return Identifier(start, end, "uscc", readings[0], True, repaired=True)
    return Identifier(start, end, "uscc", code, False)


def _readings(code: str) -> list[str]:
    """The code with one or two look-alikes read the other way."""
    doubtful = [at for at, character in enumerate(code) if character in _LOOK_ALIKES]
    found = set()
    for places in (*combinations(doubtful, 1), *combinations(doubtful, 2)):
        characters = list(code)
        for at in places:
            characters[at] = _LOOK_ALIKES[code[at]]
        found.add("".join(characters))
    return sorted(found)
