import pytest

from contracts import LOAN_EN, LOAN_ZH, contract
from docintel.extractors.parties import parties, role_of
from docintel.readers.html import HtmlReader


def found(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(party.name, party.role, party.alias) for party in parties(contract(text), "loan")]


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("借款人", "borrower"),
        ("甲方", None),  # says nothing about what the party does
        ("Lender", "lender"),
        ("the Original Lender", "lender"),
        ("抵押权人", "mortgagee"),
        ("抵押人", "mortgagor"),
        ("发包人", "employer"),
        ("Tenant", "lessee"),
        ("天气", None),
    ],
)
def test_role_words(words: str, role: str | None) -> None:
    assert role_of(words) == role


def test_the_parties_block_of_a_chinese_loan() -> None:
    assert found(LOAN_ZH) == [
        ("青砚银行股份有限公司", "lender", None),
        ("汀澜轴承有限公司", "borrower", None),
        ("汀澜控股集团有限公司", "guarantor", None),
    ]


def test_the_parties_of_an_english_facility() -> None:
    assert found(LOAN_EN) == [
        ("Harrow Vale Foods Limited", "borrower", "Borrower"),
        ("Cinderlake Bank PLC", "lender", "Lender"),
    ]


def test_a_code_belongs_to_the_company_named_before_it() -> None:
    lender = next(iter(parties(contract(LOAN_ZH), "loan")))
    # GB 32100-2015 example with a right check character
    assert [(code.scheme, code.value, code.valid) for code in lender.identifiers] == [
        ("uscc", "91350100M000100Y43", True)
    ]


def test_a_code_with_a_wrong_check_character_is_kept_and_said_to_be_invalid() -> None:
    lender = next(iter(parties(contract(LOAN_ZH.replace("Y43", "Y44")), "loan")))
    assert [(code.value, code.valid) for code in lender.identifiers] == [("91350100M000100Y44", False)]


def test_a_name_in_two_languages_has_one_role() -> None:
    text = 'EPC CONTRACT\nTinglan Bearing Co., Ltd. (汀澜轴承有限公司), a company of China (the "Employer").'
    assert [(name, role) for name, role, _ in found(text)] == [
        ("Tinglan Bearing Co., Ltd.", "employer"),
        ("汀澜轴承有限公司", "employer"),
    ]


def test_a_blank_party_is_no_party() -> None:
    assert found("借款合同\n借款人：____________\n贷款人：【】\n保证人：　　　　有限公司") == []


def test_two_spellings_of_one_name_are_one_party() -> None:
    text = "报告\n汀澜轴承（集团）有限公司\n汀澜轴承(集团)有限公司再次出现。"
    assert len(found(text)) == 1


def test_the_reporting_entity_of_a_statement() -> None:
    assert found("资产负债表\n编制单位：汀澜轴承有限公司") == [("汀澜轴承有限公司", "reporting_entity", None)]


def test_a_name_does_not_take_in_the_cell_before_it() -> None:
    rows = "<tr><td>出租方</td><td>上期租赁费</td></tr><tr><td>汀澜控股（集团）有限公司</td><td>2,818.10</td></tr>"
    read = HtmlReader().read(f"<html><body><table>{rows}</table></body></html>".encode(), "notes.html").document
    assert [party.name for party in parties(read, None)] == ["汀澜控股（集团）有限公司"]


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        # as written, not as the search folds it
        ('Harrow Vale Foods Limited (the "Original Borrower")', "Original Borrower"),
        ('Tinglan Bearing, Inc. ("T.B.I.")', "T.B.I."),
        ('Tinglan Bearing, Inc. ("TBI," a company of China)', "TBI"),
        ('Tinglan Bearing, Inc. ("Tinglan   Holding")', "Tinglan Holding"),
        ('Tinglan Bearing, Inc. sold its shares (the "Purchase")', None),
        ("汀澜轴承有限公司（以下简称“汀澜轴承”）", "汀澜轴承"),
        # the next row of a report's table
        ("公司的中文名称\t汀澜轴承有限公司\n公司的中文简称\t汀澜轴承\n公司的外文名称\tTinglan", None),
        ("公司的中文名称\t汀澜轴承有限公司\n简称\t公司的外文名称", None),
        ("汀澜轴承有限公司（以下简称“本次交易”）", None),
    ],
)
def test_the_alias_of_a_company(text: str, alias: str | None) -> None:
    assert found("借款合同\n" + text)[0][2] == alias
