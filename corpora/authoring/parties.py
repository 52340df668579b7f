"""Who plays in the sample deal: invented companies and people with identifiers whose check characters are right.

No such company, bank, city or person exists. The region code 329900 and the LEI prefix 9999 are not assigned,
and every mail domain ends in the reserved name .example.
"""

from __future__ import annotations

from dataclasses import dataclass

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def organisation_code(first_eight: str) -> str:
    """The nine-character organisation code (GB 11714-1997) for its first eight characters."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(int(char, 36) * weight for char, weight in zip(first_eight, weights, strict=True)) % 11
    return first_eight + {10: "X", 11: "0"}.get(rest, str(rest))


def credit_code(first_eight: str, head: str = "91329900") -> str:
    """The unified social credit code (GB 32100-2015): authority, class, region, organisation code, check."""
    body = head + organisation_code(first_eight)
    total = sum(USCC_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return body + USCC_ALPHABET[(31 - total % 31) % 31]


def legal_entity_identifier(eighteen: str) -> str:
    """An LEI (ISO 17442) with its two check digits (ISO 7064, mod 97-10)."""
    number = int("".join(str(int(char, 36)) for char in eighteen + "00"))
    return f"{eighteen}{98 - number % 97:02d}"


@dataclass(frozen=True)
class Company:
    """A party of the deal."""

    role: str
    name: str
    name_en: str
    domain: str
    uscc: str | None = None
    lei: str | None = None


BORROWER = Company(
    "borrower",
    "澜川砚石储能科技股份有限公司",
    "Lanchuan Yanshi Energy Storage Technology Co., Ltd.",
    "yanshi-storage.example",
    credit_code("MA0YX7K1"),
    legal_entity_identifier("999900YANSHI000001"),
)
GUARANTOR = Company(
    "guarantor",
    "澜川砚石控股集团有限公司",
    "Lanchuan Yanshi Holding Group Co., Ltd.",
    "yanshi-group.example",
    credit_code("MA0YX2H8"),
    legal_entity_identifier("999900YANSHI000002"),
)
LENDER = Company(
    "lender",
    "东汀银行股份有限公司澜川分行",
    "Eastshoal Bank Co., Ltd., Lanchuan Branch",
    "eastshoal.example",
    credit_code("MA0ET5B3"),
)
CONTRACTOR = Company(
    "contractor",
    "凯石湾工艺工程有限公司",
    "Kestrelmoor Process Engineering Pte. Ltd.",
    "kestrelmoor.example",
    None,
    legal_entity_identifier("999900KSTRLMOOR001"),
)
OFFTAKER = Company(
    "offtaker",
    "盐沼电网服务公司",
    "Saltmarsh Grid Services B.V.",
    "saltmarsh-grid.example",
    None,
    legal_entity_identifier("999900SALTMARSH001"),
)
BYSTANDER = Company(
    "customer",
    "澜川泊岸冷链物流有限公司",
    "Lanchuan Boan Cold Chain Logistics Co., Ltd.",
    "boan-coldchain.example",
    credit_code("MA0BA4C6"),
)
