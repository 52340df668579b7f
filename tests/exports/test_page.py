"""The customer page: what is shown is what was found, and nothing a document says can act in the browser."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from docintel.exports.page import CustomerView, Lead, Source, render_page
from docintel.records import Absence, Assessment, Failure, OrphanedReview, Review, Thresholds, Utterance, Value
from factories import alert, boxed, profile, span_of

TEXT = "资金有点紧<script>alert(1)</script>"


def view() -> CustomerView:
    reading = boxed(TEXT)
    said = Utterance.found(
        reading.document, span_of(TEXT, TEXT), source="t@1", confidence=0.7, message_id="<1>", ci="CI-6",
        sent=datetime(2026, 3, 1, tzinfo=UTC),
    )  # fmt: skip
    yearly = [
        Value(
            customer="C1", name=name, value=Decimal(amount), unit="CNY", as_of=date(2025, 12, 31), months=12, facts=()
        )
        for name, amount in (("is.revenue", "888670100"), ("cf.cfo", "-36925500"))
    ]
    headroom = Assessment(
        indicator="C-05", key="cov.headroom:fin.current_ratio:>=1.20", period_end=date(2026, 6, 30),
        value=Decimal("-0.0258"), grade=3,
        thresholds=Thresholds(watch=None, alert=None, critical="< 0", source="contract"),
    )  # fmt: skip
    source = Source("信.eml", "characters 0–5", TEXT)
    return CustomerView(
        profile=profile(date(2026, 7, 31), alert(grade=3, facts=("F-1",)), values=yearly, assessments=(headroom,)),
        sources={"F-1": source},
        documents=[
            {
                "filing": "D-1",
                "name": "信.eml",
                "reason": "mail domain",
                "facts": 3,
                "notes": ["hidden sheet"],
                "superseded_by": [("D-2", "信（全文）.eml")],
                "supersedes": [],
            }
        ],
        leads=[Lead("B-02", "重组/展期暗示", "Restructuring hint", (source,))],
        failures=[Failure(name="scan.pdf", code="no_text", message="it is a scan.", customer_id="C1")],
        nobodys=2,
        utterances=[said],
    )


def test_the_page_holds_the_words_behind_each_number() -> None:
    page = render_page(view())
    assert '<b>1<span class="soft"> / 1</span></b>' in page  # the ground the grade stands on
    assert "资产负债率81.25%。" in page
    assert '<td class="number">8,125,000.00</td>' in page
    assert page.count("资金有点紧&lt;script&gt;alert(1)&lt;/script&gt;") == 3  # behind the alert, the lead, the mark
    assert "<script" not in page
    assert "it is a scan." in page
    assert "2 more file(s) could not be read or belong to no customer for sure" in page
    assert "is.revenue" not in re.sub(r"<title>.*?</title>", "", page)


def test_pictures_show_the_figures_exactly() -> None:
    page = render_page(view())
    assert "营业收入 revenue 2025-12-31: 888,670,100 CNY" in page
    assert "经营现金流 CFO 2025-12-31: -36,925,500 CNY" in page
    assert "余量 headroom current_ratio &gt;=1.20: -2.5800 %" in page


def test_the_group_is_drawn_and_not_its_parent_over_it() -> None:
    shown = view().profile
    group = [value.model_copy(update={"scope": "consolidated"}) for value in shown.values]
    parent = [value.model_copy(update={"scope": "parent", "value": Decimal(5)}) for value in shown.values]
    ratio = shown.assessments[0].model_copy(update={"scope": "consolidated"})
    both = shown.model_copy(update={"values": (*group, *parent), "assessments": (ratio,)})
    page = render_page(CustomerView(profile=both, sources={}))
    assert "营业收入 revenue 2025-12-31: 888,670,100 CNY" in page
    assert "revenue 2025-12-31: 5 CNY" not in page


def test_amounts_of_two_currencies_share_no_axis() -> None:
    shown = view()
    mixed = [
        value.model_copy(update={"unit": unit})
        for value, unit in zip(shown.profile.values, ("CNY", "USD"), strict=True)
    ]
    page = render_page(CustomerView(profile=shown.profile.model_copy(update={"values": tuple(mixed)}), sources={}))
    assert "888,670,100" not in page


def test_a_verdict_that_waits_for_a_new_look_is_on_the_page_with_what_was_and_is_read() -> None:
    said = Review(target="F-1", verdict="accepted", reviewer="审核员<甲>", day=date(2026, 4, 1), reason="ok")
    waiting = OrphanedReview(
        id=said.id, review=said, kind="figure", what="balance_sheet 资产总计", doc="报表.pdf", old_value="2000",
        old_quote="2,000.00", new_value="2800", new_quote="2,800.00",
    )  # fmt: skip
    kept = waiting.model_copy(update={"new_value": None, "new_quote": None, "attached": True})
    page = render_page(CustomerView(profile=profile(date(2026, 7, 31), orphaned_reviews=(waiting, kept)), sources={}))
    assert "look again</span><b>2</b>" in page
    assert "accepted · 审核员&lt;甲&gt; · 2026-04-01" in page
    assert "2000<div><q>2,000.00</q></div>" in page
    assert "2800<div><q>2,800.00</q></div>" in page
    assert page.count("未读到 not found") == page.count("仍有效 still in force") == 1
    assert "look again" not in render_page(view())


@pytest.mark.slow
def test_a_real_browser_shows_it(tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    path = tmp_path / "page.html"
    path.write_text(render_page(view()), encoding="utf-8")
    picture = tmp_path / "page.png"
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", f"--user-data-dir={tmp_path / 'profile'}"]  # fmt: skip
    dom = subprocess.run([browser, *flags, "--dump-dom", path.as_uri()], capture_output=True, text=True, timeout=120,
                         check=True).stdout  # fmt: skip
    assert dom.count("<svg") == 3
    assert "alert(1)&lt;/script&gt;" in dom
    subprocess.run([browser, *flags, "--window-size=390,844", f"--screenshot={picture}", path.as_uri()],
                   capture_output=True, timeout=120, check=True)  # fmt: skip
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_customer_without_documents_gets_no_clean_bill() -> None:
    page = render_page(CustomerView(profile=profile(date(2026, 7, 31), grade=None, score=None), sources={}))
    assert "— 未评 not measured" in page
    assert "Nothing could be measured; this does not mean that nothing is wrong." in page
    assert "No warning fires" not in page


def test_documents_that_disagree_are_said_apart_from_what_is_missing() -> None:
    shown = view()
    dispute = Absence(
        customer="C1", sought="versions:consolidated", result="not_found_uncertain", as_of=date(2025, 12, 31),
        documents=("a", "b"), pages_read=2, quality=1.0, severity="H",
        explanation_zh="存货 5,159（原件.pdf） ≠ 5,519（altered.pdf）", explanation_en="Inventories 5,159 ≠ 5,519",
    )  # fmt: skip
    gap = dispute.model_copy(
        update={"sought": "statement:cash_flow", "explanation_zh": "没有现金流量表。", "explanation_en": "No."}
    )
    held = shown.profile.model_copy(update={"absences": (dispute, gap)})
    page = render_page(replace(shown, profile=held))
    disagreeing, _, missing = page.partition("缺失 What is missing")
    assert "文件之间不一致 Documents that disagree" in disagreeing
    assert "存货 5,159（原件.pdf） ≠ 5,519（altered.pdf）" in disagreeing
    assert "Inventories 5,159 ≠ 5,519" in disagreeing
    assert "没有现金流量表。" in missing
    assert "5,519" not in missing
    assert "Documents that disagree" not in render_page(shown)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("3554000000.0000000000", "3,554,000,000"),
        ("510626252.5100000000", "510,626,252.51"),
        ("0E-10", "0"),
        ("1.0000000000", "1"),
        ("-0.0258", "-0.0258"),
        ("0.4633334952", "0.4633"),
    ],
)
def test_a_measured_value_has_the_places_it_needs(value: str, shown: str) -> None:
    seen = view()
    (one,) = seen.profile.assessments
    held = seen.profile.model_copy(update={"assessments": (one.model_copy(update={"value": Decimal(value)}),)})
    assert f'<td class="number">{shown}</td>' in render_page(replace(seen, profile=held))
