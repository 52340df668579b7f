"""Which customers a document is about, and whose figures it holds."""

from datetime import date
from decimal import Decimal

import pytest

from docintel.records import Customer, Document, Fact, Figure, Identifier, Message, Party, Proposal, Span
from docintel.workflows.filing import find_customers, own_facts
from factories import BORROWER, document, span_of

GUARANTOR = Customer(id="C2", name="澜川控股集团有限公司", aliases=("Lanchuan Holding Group Co., Ltd.", "澜川控股"))
SUPPLIER = Customer(id="C3", name="泊岸冷链物流有限公司", uscc="91110000600037341L")
ALL = (BORROWER, GUARANTOR, SUPPLIER)


def party(where: Document, name: str, role: str | None = None, uscc: str | None = None) -> Party:
    numbers = (Identifier(scheme="uscc", value=uscc, valid=True),) if uscc else ()
    return Party.found(
        where, span_of(where.text, name), source="t@1", confidence=0.9, name=name, role=role, identifiers=numbers
    )


def figure(where: Document, digits: str) -> Figure:
    return Figure.found(
        where, span_of(where.text, digits), source="t@1", confidence=0.9, scope="unknown", statement="balance_sheet",
        label="资产总计", key="bs.total_assets", period="current", period_end=date(2025, 12, 31), value=Decimal(100),
        as_filed=digits, unit="元", currency="CNY",
    )  # fmt: skip


def customers_of(where: Document, *facts: Fact, name: str = "a.txt") -> dict[str, str]:
    return find_customers(where, facts, ALL, name=name)


def test_a_party_and_an_identifier_decide() -> None:
    where = document("借款人：澜川新能源，保证人：澜川控股集团有限公司，供应商泊岸冷链物流有限公司")
    facts = (
        party(where, "澜川新能源", "borrower", "91350100M000100Y43"),
        party(where, "澜川控股集团有限公司", "guarantor"),
        party(where, "泊岸冷链物流有限公司"),  # mentioned only
    )
    assert customers_of(where, *facts) == {
        "C1": "uscc 91350100M000100Y43",
        "C2": "guarantor 澜川控股集团有限公司",
    }


def test_a_number_with_a_wrong_check_character_decides_nothing() -> None:
    where = document("甲方甲")
    wrong = Identifier(scheme="uscc", value="91350100M000100Y43", valid=False)
    found = Party.found(
        where, Span(start=0, end=2), source="t@1", confidence=0.9, name="甲", role="borrower", identifiers=(wrong,)
    )
    assert customers_of(where, found) == {}


def test_a_namesake_with_another_number_is_not_the_customer() -> None:
    where = document("借款人：澜川新能源")
    assert customers_of(where, party(where, "澜川新能源", "borrower", "91110000600037341L")) == {
        "C3": "uscc 91110000600037341L"
    }


def test_a_folder_called_like_a_customer_decides_alone() -> None:
    where = document("借款人：澜川新能源")
    named = party(where, "澜川新能源", "borrower")
    assert customers_of(where, named, name="C3/a.txt") == {"C3": "folder C3"}
    assert customers_of(where, named, name="澜川控股集团有限公司/2025/a.txt") == {"C2": "folder 澜川控股集团有限公司"}


def test_a_mail_belongs_to_the_domain_that_wrote_or_received_it() -> None:
    where = document("款项下周支付。")
    message = Message.found(
        where, Span(start=0, end=4), source="t@1", confidence=0.9, message_id="<1>", in_reply_to=None, thread="<1>",
        date=None, sender="客户经理 <rm@bank.example>", to=("财务 <cfo@LANCHUAN.example>",),
    )  # fmt: skip
    assert customers_of(where, message) == {"C1": "mail domain lanchuan.example"}
    below = message.model_copy(update={"to": ("cfo@hk.lanchuan.example",)})
    assert customers_of(where, below) == {"C1": "mail domain hk.lanchuan.example"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今日走访澜川控股的厂房。", {"C2": "named in it: 澜川控股"}),  # a short name that tells
        ("visited Lanchuan Holding Group Co., Ltd. today", {"C2": "named in it: Lanchuan Holding Group Co., Ltd."}),
        ("澜川控股与澜川新能源均派人参加。", {}),  # two are named: nobody is guessed
        ("今日走访。", {}),
    ],
)
def test_a_name_in_the_text_decides_when_it_is_the_only_one(text: str, expected: dict[str, str]) -> None:
    assert customers_of(document(text)) == expected


def test_a_mention_never_gets_figures() -> None:
    where = document("本公司向泊岸冷链物流有限公司采购。资产总计 100")
    assert customers_of(where, party(where, "泊岸冷链物流有限公司"), figure(where, "100")) == {}


def test_figures_belong_to_whom_the_statement_names() -> None:
    where = document("编制单位：澜川新能源 担保人：澜川控股集团有限公司 资产总计 100")
    facts = [party(where, "澜川新能源", "reporting_entity"), party(where, "澜川控股集团有限公司", "guarantor"),
             figure(where, "100")]  # fmt: skip
    assert [fact.kind for fact in own_facts(BORROWER, facts, alone=False)] == ["party", "party", "figure"]
    assert [fact.kind for fact in own_facts(GUARANTOR, facts, alone=True)] == ["party", "party"]


def test_a_statement_that_names_nobody_is_of_the_only_customer_or_of_none() -> None:
    where = document("资产总计 100")
    facts = [figure(where, "100")]
    assert own_facts(BORROWER, facts, alone=True) == facts
    assert own_facts(BORROWER, facts, alone=False) == []


def test_what_is_proposed_goes_with_the_figures() -> None:
    where = document("编制单位：澜川新能源 资产总计 100")
    read = figure(where, "100")
    claim = read.model_dump(include=set(Proposal.model_fields) - {"id", "kind", "confidence"})
    proposed = Proposal(**claim, id="F-p", confidence=None, repair="correction", figure=read.id, printed=read.value,
                        as_proposed="110")  # fmt: skip
    facts = [party(where, "澜川新能源", "reporting_entity"), read, proposed]
    assert [fact.kind for fact in own_facts(BORROWER, facts, alone=False)] == ["party", "figure", "proposal"]
    assert [fact.kind for fact in own_facts(GUARANTOR, facts, alone=True)] == ["party"]
