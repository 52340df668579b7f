"""Register numbers: check characters, labels, look-alikes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.language.identifiers import Identifier, check_lei, check_org_code, check_uscc, find_identifiers

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize(
    ("code", "valid"),
    [
        ("91350100M000100Y43", True),  # worked example of the standard
        ("91110000600037341L", True),
        ("A1110000000000000D", True),  # authority A: a letter first
        ("91350100M000100Y44", False),  # wrong check character
        ("9135010OM000100Y43", False),  # O is not in the alphabet
        ("91350100M000100Y4", False),  # too short
    ],
)
def test_check_uscc(code: str, valid: bool) -> None:
    assert check_uscc(code) is valid


@pytest.mark.parametrize(
    ("code", "valid"),
    [("M000100Y4", True), ("60003734-1", True), ("600037342", False), ("M000100Y", False)],
)
def test_check_org_code(code: str, valid: bool) -> None:
    assert check_org_code(code) is valid


@pytest.mark.parametrize(
    ("code", "valid"),
    [
        ("213800KUD8LAJWSQ9D15", True),
        ("HWUPKR0MPOU8FGXBT394", True),
        ("213800KUD8LAJWSQ9D16", False),
        ("ABC12392", False),  # some libraries forget the length
    ],
)
def test_check_lei(code: str, valid: bool) -> None:
    assert check_lei(code) is valid


@given(st.text(ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.data())
def test_a_single_wrong_character_is_always_caught(body: str, place: int, data: st.DataObject) -> None:
    code = next(body + last for last in ALPHABET if check_uscc(body + last))
    other = data.draw(st.sampled_from([c for c in ALPHABET if c != code[place]]))
    assert not check_uscc(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("统一社会信用代码：91350100M000100Y43", [("uscc", "91350100M000100Y43", True, False)]),
        ("（统一社会信用代码 9135 0100 M000 100Y 43）", [("uscc", "91350100M000100Y43", True, False)]),
        ("Unified Social Credit Code: 91350100M000100Y43", [("uscc", "91350100M000100Y43", True, False)]),
        (
            "统一社会信用代码９１３５０１００Ｍ０００１００Ｙ４３",
            [("uscc", "91350100M000100Y43", True, False)],
        ),  # full width
        ("统一社会信用代码：91350100M000100Y44", [("uscc", "91350100M000100Y44", False, False)]),  # said, not dropped
        ("统一社会信用代码：9135O100M000100Y43", [("uscc", "91350100M000100Y43", True, True)]),  # a scan's O for 0
        ("borrower (LEI 213800KUD8LAJWSQ9D15)", [("lei", "213800KUD8LAJWSQ9D15", True, False)]),
        ("LEI: 213800KUD8LAJWSQ9D99", [("lei", "213800KUD8LAJWSQ9D99", False, False)]),
        ("组织机构代码：60003734-1", [("org_code", "600037341", True, False)]),
        ("代码91350100M000100Y43。", [("uscc", "91350100M000100Y43", True, False)]),  # no label, right check
        ("身份证号110101199003071233", []),  # a resident's id is no company's number
        ("SWIFT ABCDEFGHIJKLMNOPQR12", []),
        ("流水号123456789012345678", []),
    ],
)
def test_find_identifiers(text: str, expected: list[tuple[str, str, bool, bool]]) -> None:
    found = find_identifiers(text)
    assert [(i.scheme, i.value, i.valid, i.repaired) for i in found] == expected


def test_offsets_are_those_of_the_text() -> None:
    text = "甲方：澜川，统一社会信用代码：91350100M000100Y43，LEI：213800KUD8LAJWSQ9D15。"
    assert find_identifiers(text) == [
        Identifier(text.index("9135"), text.index("，LEI"), "uscc", "91350100M000100Y43", True),
        Identifier(text.index("2138"), text.index("。"), "lei", "213800KUD8LAJWSQ9D15", True),
    ]
