"""What is filed twice counts once: links are made, renewed and withdrawn, and the fold follows them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from docintel.records import Customer, FactChange, Profile, Review
from docintel.store.blobs import Blobs
from docintel.store.opening import open_store
from docintel.store.store import Store
from docintel.workflows.enrich import enrich
from docintel.workflows.folding import fold_customers
from docintel.workflows.intake import find_sources
from docintel.workflows.pages import customer_page
from docintel.workflows.rereading import withdraw_reading
from docintel.workflows.versions import link_filing
from version_texts import Drawdown, Guarantee, Loan
from version_texts_en import Facility

MACHINES = Customer(id="Q1", name="栖原精密机械有限公司")
CASTINGS = Customer(id="T1", name="Thornmere Castings Limited")
DAY = date(2026, 8, 31)
FIRST, LATER = Loan(), replace(Loan(), rate="3.60%", signed="签订日期：2026年4月2日")
COPY = str(FIRST).replace("，", ", ")


def opened_at(folder: Path) -> Store:
    """A store of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    return open_store(f"sqlite:///{folder / 'deal.db'}", Blobs.open(str(folder / "blobs")))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = opened_at(tmp_path)
    yield opened
    opened.close()


def file(
    store: Store, folder: Path, texts: dict[str, str], *, day: date = DAY, customer: Customer = MACHINES
) -> Profile:
    """File texts one after the other for a customer and fold."""
    for name, text in texts.items():
        path = folder / customer.id / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        found = enrich([customer], find_sources([str(path)]), store, as_of=day)
    return found.profiles[0]


def left_out(profile: Profile) -> list[tuple[str, str, str]]:
    return [(one.name, one.by_name, one.kind) for one in profile.superseded]


def rates(profile: Profile) -> list[str]:
    return [str(value.value) for value in profile.values if value.name == "loan.rate"]


def test_a_second_copy_doubles_nothing(store: Store, tmp_path: Path) -> None:
    alone = file(store, tmp_path, {"合同.txt": str(FIRST)})
    both = file(store, tmp_path, {"合同导出.txt": COPY})
    assert [(value.name, value.value) for value in both.values] == [(value.name, value.value) for value in alone.values]
    assert left_out(both) == [("合同导出.txt", "合同.txt", "same")]
    assert both.superseded[0].facts == len([f for f in store.facts("Q1") if f.document == both.superseded[0].document])


def test_of_two_versions_the_later_signed_counts_whichever_came_first(tmp_path: Path) -> None:
    """Both orders, Chinese and English."""
    amended = Facility(day="30 November 2026", margin="2.40 per cent. per annum", number="Facility No. AMB/2026/114")
    original = replace(Facility(), number="Facility No. AMB/2026/114")
    for customer, older, newer in ((MACHINES, FIRST, LATER), (CASTINGS, original, amended)):
        texts = [("a.txt", str(older)), ("b.txt", str(newer))]
        for at, order in enumerate(permutations(texts)):
            opened = opened_at(tmp_path / f"{customer.id}{at}.db")
            profile = file(opened, tmp_path / str(at), dict(order), day=date(2026, 12, 31), customer=customer)
            assert left_out(profile) == [("a.txt", "b.txt", "version")]
            opened.close()


def test_every_order_of_arrival_leaves_the_same_facts(tmp_path: Path) -> None:
    texts = {"原件.txt": str(FIRST), "导出.txt": COPY, "新签.txt": str(LATER), "提款.txt": str(Drawdown())}
    found = set()
    for at, order in enumerate(permutations(texts)):
        if at % 4:
            continue
        opened = opened_at(tmp_path / f"{at}.db")
        profile = file(opened, tmp_path / str(at), {name: texts[name] for name in order})
        found.add((tuple(rates(profile)), tuple(name for name, _, _ in left_out(profile))))
        assert {by for _, by, _ in left_out(profile)} == {"新签.txt"}
        opened.close()
    assert found == {(("0.036",), ("原件.txt", "导出.txt"))}


def test_a_version_signed_after_the_day_of_the_fold_replaces_nothing_yet(store: Store, tmp_path: Path) -> None:
    file(store, tmp_path, {"a.txt": str(FIRST), "b.txt": str(LATER)})
    (before,) = fold_customers([MACHINES], store, date(2026, 3, 20))
    assert (left_out(before), rates(before)) == ([], ["0.0395"])


def test_two_guarantees_made_from_one_form_both_count(store: Store, tmp_path: Path) -> None:
    forms = {
        "保1.txt": str(Guarantee()),
        "保2.txt": str(Guarantee(number="合同编号：澜银保2026第0031-2号", guarantor="保证人：云杉特钢制品有限公司")),
    }
    profile = file(store, tmp_path, forms)
    assert (left_out(profile), profile.possible_links, store.links.of("Q1")) == ([], (), [])
    guarantors = {value.value for value in profile.values if value.name == "party:guarantor"}
    assert guarantors == {"栖原控股集团有限公司", "云杉特钢制品有限公司"}


def test_links_go_with_a_filing_and_come_back_with_it(store: Store, tmp_path: Path) -> None:
    file(store, tmp_path, {"a.txt": str(FIRST), "b.txt": str(LATER)})
    (link,) = store.links.of("Q1")
    newer = store.filing(link.newer)
    withdraw_reading(store, newer)
    assert store.links.of("Q1") == []
    assert left_out(fold_customers([MACHINES], store, DAY)[0]) == []
    assert left_out(file(store, tmp_path, {"b.txt": str(LATER)})) == [("a.txt", "b.txt", "version")]
    assert [one.id for one in store.links.of("Q1")] == [link.id]


def test_linking_twice_changes_nothing(store: Store, tmp_path: Path) -> None:
    file(store, tmp_path, {"a.txt": str(FIRST), "b.txt": str(LATER)})
    before = store.links.of("Q1")
    assert [link_filing(store, filing) for filing in store.filings("Q1")] == [before, before]
    assert store.links.of("Q1") == before


def test_what_was_filed_before_there_were_links_is_linked_at_its_next_fold(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("docintel.workflows.enrich.link_filing", lambda *_: [])
        patched.setattr("docintel.workflows.folding.link_unlinked", lambda *_: None)
        assert left_out(file(store, tmp_path, {"a.txt": str(FIRST), "b.txt": str(LATER)})) == []
    assert left_out(fold_customers([MACHINES], store, DAY)[0]) == [("a.txt", "b.txt", "version")]


def review(target: str, verdict: str) -> Review:
    return Review.model_validate({"target": target, "verdict": verdict, "reviewer": "审核员甲", "day": DAY})


def test_a_person_undoes_a_wrong_link_and_settles_a_possible_one(store: Store, tmp_path: Path) -> None:
    excerpt = str(FIRST)[: str(FIRST).index("第六条")]
    profile = file(store, tmp_path, {"全文.txt": str(FIRST), "摘录.txt": excerpt, "新签.txt": str(LATER)})
    assert left_out(profile) == [("全文.txt", "新签.txt", "version"), ("摘录.txt", "新签.txt", "version")]
    links = {(one.newer_name, one.older_name): one.id for one in store.links.of("Q1")}
    store.add_review("Q1", review(links["新签.txt", "全文.txt"], "rejected"))
    store.add_review("Q1", review(links["新签.txt", "摘录.txt"], "rejected"))
    (undone,) = fold_customers([MACHINES], store, DAY)
    assert (left_out(undone), [one.kind for one in undone.possible_links]) == ([], ["possible"])
    store.add_review("Q1", review(undone.possible_links[0].id, "accepted"))
    (settled,) = fold_customers([MACHINES], store, DAY)
    assert [(kind) for _, _, kind in left_out(settled)] == ["version"]
    assert (settled.possible_links, settled.orphaned_reviews) == ((), ())


def test_the_page_leads_from_each_document_to_the_other(store: Store, tmp_path: Path) -> None:
    profile = file(store, tmp_path, {"a.txt": str(FIRST), "b.txt": str(LATER)})
    page, (one,) = customer_page("Q1", store), profile.superseded
    assert f'<a href="#{one.by}">b.txt</a>' in page
    assert f'代替 in place of <a href="#{one.filing}">a.txt</a>' in page
    assert f'<tr id="{one.by}">' in page
    assert "同一合同的不同文本（依据：编号、当事人、填写栏）；按签订日期先后。" in page


def test_reviews_of_a_superseded_document_wait_for_nothing(store: Store, tmp_path: Path) -> None:
    file(store, tmp_path, {"a.txt": str(FIRST)})
    rate = next(fact for fact in store.facts("Q1", kinds=("term",)) if getattr(fact, "name", "") == "loan.rate")
    store.add_review("Q1", review(rate.id, "accepted"))
    profile = file(store, tmp_path, {"b.txt": str(LATER)})
    changes: list[FactChange] = list(store.changes("Q1").values())
    assert (profile.orphaned_reviews, changes) == ((), [])


STATEMENT_ZH = """资产负债表
编制单位：栖原精密机械有限公司  2025年12月31日  单位：元

| 项目 | 期末余额 | 期初余额 |
| --- | --- | --- |
| 流动资产： | | |
| 货币资金 | 1,200.00 | 1,100.00 |
| 应收账款 | 2,300.00 | 2,050.00 |
| 预付款项 | 310.00 | 280.00 |
| 存货 | 5,159.00 | 2,605.00 |
| 流动资产合计 | 8,969.00 | 6,035.00 |
| 非流动资产： | | |
| 固定资产 | 4,000.00 | 3,900.00 |
| 非流动资产合计 | 4,000.00 | 3,900.00 |
| 资产总计 | 12,969.00 | 9,935.00 |
"""
STATEMENT_EN = """CONSOLIDATED BALANCE SHEETS
Thornmere Castings Limited
(In thousands)

| | December 31, 2025 | December 31, 2024 |
| --- | --- | --- |
| Current assets: | | |
| Cash and cash equivalents | 1,200 | 1,100 |
| Accounts receivable | 2,300 | 2,050 |
| Prepaid expenses | 310 | 280 |
| Inventories | 5,159 | 2,605 |
| Total current assets | 8,969 | 6,035 |
| Property, plant and equipment | 4,000 | 3,900 |
| Total assets | 12,969 | 9,935 |
"""


@pytest.mark.parametrize(
    ("customer", "text", "amount"),
    [(MACHINES, STATEMENT_ZH, "5159.00"), (CASTINGS, STATEMENT_EN, "5159000")],
    ids=["zh", "en"],
)
@pytest.mark.parametrize("altered_first", [True, False])
def test_an_altered_statement_neither_replaces_the_original_nor_hides(
    tmp_path: Path, customer: Customer, text: str, amount: str, altered_first: bool
) -> None:
    """The tester's filing: one inventory of 5,159 raised to 5,519, its own sums failing."""
    files = {"original.md": text, "altered.md": text.replace("5,159", "5,519")}
    order = dict(sorted(files.items(), reverse=not altered_first))
    opened = opened_at(tmp_path / "deal")
    profile = file(opened, tmp_path, order, customer=customer)
    assert left_out(profile) == []
    assert [one.kind for one in profile.possible_links] == ["possible"]
    (told,) = [one for one in profile.absences if one.sought.startswith("versions:")]
    assert (told.as_of, len(told.documents)) == (date(2025, 12, 31), 2)
    assert "original.md" in told.explanation_zh
    assert "altered.md" in told.explanation_en
    used = [value for value in profile.values if value.name == "bs.inventories" and value.as_of.year == 2025]
    assert [str(value.value) for value in used] == [amount]
    page = customer_page(customer.id, opened)
    assert "文件之间不一致 Documents that disagree" in page
    assert "5,519" in page
    opened.close()
