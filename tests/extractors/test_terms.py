import pytest

from contracts import LOAN_ZH, contract
from docintel.extractors.terms import terms


def found(text: str, kind: str = "loan") -> set[tuple[str, str, str | None]]:
    return {(term.name, term.value, term.unit) for term in terms(contract(text), kind)}


def test_terms_of_a_chinese_loan() -> None:
    assert found(LOAN_ZH) == {
        ("contract.number", "砚行流贷（2026）017号", None),
        ("contract.signing_date", "2026-03-02", None),
        ("loan.principal", "50000000", "CNY"),
        ("loan.rate", "0.0435", "fraction"),
        ("loan.default_rate_uplift", "0.6", "fraction"),
        ("loan.tenor", "P36M", None),
        ("loan.maturity_date", "2029-03-09", None),
        ("contract.governing_law", "中华人民共和国", None),
    }


def test_a_floating_rate_is_base_and_spread() -> None:
    text = "借款合同\n2.1 借款利率为提款日一年期LPR加50个基点。"
    assert found(text) == {("loan.rate_base", "一年期LPR", None), ("loan.rate_spread", "50", "basis_points")}


def test_two_values_of_one_term_stay_visible() -> None:
    text = "借款合同\n1.1 借款金额为人民币100万元。\n1.2 借款金额为人民币200万元。"
    assert found(text) == {("loan.principal", "1000000", "CNY"), ("loan.principal", "2000000", "CNY")}


def test_a_form_left_blank_has_no_terms() -> None:
    form = "借款合同\n编号：____\n1.1 借款金额为人民币____万元。\n1.2 年利率为____%，期限为____年，至____年__月__日。"
    assert found(form) == set()


def test_a_number_half_filled_in_and_a_range_are_no_terms() -> None:
    text = "借款合同\n合同编号：科技合字（１９　　）第　　号\n7.1 逾期的贷款，自逾期之日起加收20%－50%的罚息。"
    assert found(text) == set()


def test_the_date_of_another_agreement_is_not_this_ones() -> None:
    text = (
        "SERVICE AGREEMENT\nThey had entered into a Selling Agreement, effective as of December 1, 2002, and "
        "a guarantee under that certain Note Purchase Agreement dated as of May 15, 2002. "
        "THIS AGREEMENT is made as of 4 May 2026 between Harrow Vale Foods Limited and Cinderlake Bank PLC."
    )
    assert found(text) == {("contract.signing_date", "2026-05-04", None)}


def test_words_that_only_look_like_a_term() -> None:
    # "no" opens "notwithstanding"; a minimum drawing is not the principal; 2 % above a base is no fixed rate
    text = (
        "LOAN AGREEMENT\n1.1 The parties to this agreement notwithstanding 5 days. "
        "Each Loan shall be in a minimum amount of $500,000. "
        "Overdue sums bear interest at a rate of 2% above the Base Rate."
    )
    assert found(text) == set()


def test_a_lease_has_no_loan_terms() -> None:
    assert found("租赁合同\n1.1 借款金额为人民币100万元。", "lease") == set()


def test_the_cap_on_delay_damages_is_not_the_cap_on_performance_damages() -> None:
    text = (
        "EPC CONTRACT\n8.1 Delay damages of 0.2% of the Contract Price for each day of delay, "
        "subject to a maximum of ten per cent (10%) of the Contract Price.\n"
        "9.1 Performance liquidated damages are payable up to eight per cent (8%) of the Contract Price."
    )
    assert found(text, "epc") == {("epc.ld_rate", "0.002", "fraction"), ("epc.ld_cap", "0.1", "fraction")}


@pytest.mark.parametrize(
    "words",
    [
        # dates of other papers
        "This letter replaces the existing Letter Agreement dated May 15, 2002 between the Bank and the Borrower.",
        "The Bank acts as agent under the Gila Ridge Credit Agreement dated as of May 15, 2002.",
        "A Commitment Letter from Lender to Borrower dated May 15, 2002 is attached.",
        "A certificate of trust dated as of May 15, 2002 was filed.",
        'The parties have an agreement called "Cooperation in Content and Branding" dated May 15, 2002.',
        'They entered into that certain License Agreement dated May 15, 2002 (the "Original Agreement").',
        "THIS AMENDMENT TO THE CREDIT AGREEMENT dated as of May 15, 2002 (as amended) is made by the parties.",
        "Section 1 of the Credit Agreement is further amended, effective as of May 15, 2002, as follows.",
        "甲乙双方于2002年5月15日签订的《流动资金借款合同》继续有效。",
        "原合同签订日期：2002年5月15日。",
        "The terms are set forth in a Credit Agreement dated as of May 15, 2002 among the lenders named therein.",
        '"Depository Agreement" shall mean the Depository Agreement, Contract No. MA-13555.',
        # sums and days of other debts
        "The Company may reduce the Commitments from time to time by an aggregate amount of $25,000,000.",
        "Letters of credit under the facility may be issued in an aggregate amount of up to $5,000,000.",
        '"Existing Notes Maturity Date" means May 15, 2012.',
        "根据乙方与他行签订的《借款合同》，他行向乙方提供人民币100万元贷款。",
        "乙方其他借款金额为人民币100万元。",
        '"Note B" means that certain Loan Note in the original aggregate principal amount of $10,000,000.',
        # no choice of law
        "合营公司受中国法律的管辖和保护。",
        "Patents will be governed by the patent laws of the relevant jurisdiction.",
        "投资者的权益受中国法律保护。",
        "甲方是一家依据中国法律设立并有效存续、受其章程约束的公司。",
        "甲方按照中华人民共和国法律规定缴纳税款并解释其用途。",
        "The Trust is a statutory trust under Delaware law.",
    ],
)
def test_what_is_said_of_something_else_is_no_term(words: str) -> None:
    assert found("借款合同 LOAN AGREEMENT\n1.1 " + words) == set()


@pytest.mark.parametrize(
    ("words", "term"),
    [
        (
            'AMENDMENT NO. 2 TO CREDIT AGREEMENT, dated as of February 24, 2004 (this "Amendment").',
            ("contract.signing_date", "2004-02-24"),
        ),
        (
            "AMENDED AND RESTATED LOAN AGREEMENT dated as of February 24, 2004 between the parties.",
            ("contract.signing_date", "2004-02-24"),
        ),
        ('"Maturity Date" means May 15, 2012.', ("loan.maturity_date", "2012-05-15")),
        (
            "a credit facility for loans and letters of credit up to a maximum principal amount of $10,000,000.",
            ("loan.principal", "10000000"),
        ),
        ("本合同适用中国法律，受其管辖。", ("contract.governing_law", "中国")),
        ("本合同受中国法律管辖并依其解释。", ("contract.governing_law", "中国")),
        ("本合同的订立、效力和解释均适用中华人民共和国法律法规的规定。", ("contract.governing_law", "中华人民共和国")),
        (
            "This Agreement shall be construed in accordance with the laws of the District of Columbia.",
            ("contract.governing_law", "District of Columbia"),
        ),
        (
            "This Agreement is governed by the laws of the Province of British Columbia.",
            ("contract.governing_law", "Province of British Columbia"),
        ),
        ("This Agreement shall be interpreted under Illinois law.", ("contract.governing_law", "Illinois")),
    ],
)
def test_what_is_said_of_this_contract_is_a_term(words: str, term: tuple[str, str]) -> None:
    assert {(name, value) for name, value, _ in found("借款合同 LOAN AGREEMENT\n1.1 " + words)} == {term}
