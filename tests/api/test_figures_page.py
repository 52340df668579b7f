"""Statements beside the document: in the form's order, coloured by proof, and a click on a figure finds its place."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from chromium import Chromium
from docintel.exports.spread_book import FILLS
from docintel.extractors.statement import StatementExtractor
from docintel.readers.html import HtmlReader
from docintel.records import Document, Figure, Reading, Review
from docintel.settings import current_settings
from docintel.store.blobs import Blobs
from docintel.store.opening import folder_beside, open_store
from docintel.workflows.extraction import find_facts
from docintel.workflows.intake import find_sources, read_source
from docintel_api.access import COOKIE
from docintel_api.app import create_app
from factories import BORROWER
from service_fixture import Service
from spread_statements import BALANCE_EN, BALANCE_ZH, changed, chinese, english, with_equity_zh

ROOT = Path(__file__).resolve().parents[2]
PDF, XLSX = "2026年半年度财务报表.pdf", "财务报表_2024-2025.xlsx"
READY = "document.documentElement.dataset.ready === 'yes'"
DRAWN = "[...document.querySelectorAll('.sheet img')].every((one) => one.complete && one.naturalWidth)"


def page_of(service: Service, document: Document) -> tuple[str, str]:
    """The id of the filed document, and its page with the figures."""
    filing = service.store.file(Reading(document), "C1", reason="folder")
    service.store.save_facts(filing, list(StatementExtractor().extract(document)), analysis="t@1")
    answer = service.client.get(f"/documents/{filing.id}?view=figures", headers=service.headers())
    assert answer.status_code == 200
    return filing.id, answer.text


def cells(page: str) -> list[tuple[str, str]]:
    """Proof and shown value of each figure in order."""
    return re.findall(r'<td class="fact proof-(\w+)".*?<span class="value">(.*?)</span>', page, re.DOTALL)


@pytest.mark.parametrize(
    ("document", "captions", "first", "words"),
    [
        (chinese(), ["合并资产负债表", "合并利润表", "合并现金流量表"],
         [("proved", "12,000,000.00"), ("proved", "10,000,000.00"), ("proved", "8,000,000.00")], "勾稽相符"),
        (english(), ["合并资产负债表", "合并利润表"],
         [("proved", "320,000,000"), ("proved", "300,000,000"), ("proved", "180,000,000")], "computed, not printed"),
    ],
)  # fmt: skip
def test_statements_stand_in_the_form_s_order(
    service: Service, document: Document, captions: list[str], first: list[tuple[str, str]], words: str
) -> None:
    wanted, page = page_of(service, document)
    assert re.findall(r"<caption>(.*?) <span", page) == captions
    assert cells(page)[:3] == first
    assert words in page
    assert f'href="/api/v1/documents/{wanted}/spreading.xlsx"' in page
    # every figure can be clicked
    shown = set(re.findall(r'data-fact="(F-\w+)"', page)) | set(
        re.findall(r"F-\w+", " ".join(re.findall(r'data-also="(.*?)"', page)))
    )
    assert shown == {fact.id for fact in service.store.filing_facts(service.store.filing(wanted))}


@pytest.mark.parametrize(
    ("document", "gap"),
    [
        (chinese(balance=changed(BALANCE_ZH, "流动资产合计", "2,060.00", "1,700.00")), "-100,000.00"),
        (english(balance=changed(BALANCE_EN, "Total current assets", "530", "460")), "-10,000,000"),
    ],
)
def test_a_conflict_is_coloured_and_said_with_the_difference(service: Service, document: Document, gap: str) -> None:
    page = page_of(service, document)[1]
    assert "conflict" in {proof for proof, _ in cells(page)}
    assert f"差额 difference {gap}" in page
    assert "the rows do not add up to the printed total" in page


@pytest.mark.parametrize(
    ("document", "shown", "printed", "value", "digits"),
    [
        (chinese(), "数值单位 CNY 元", "原文单位 万元", "12,000,000.00", "1,200.00 万元"),
        (english(), "values in USD US dollar", "printed in million", "320,000,000", "320 million"),
    ],
)
def test_the_unit_of_the_values_and_the_printed_unit_are_both_said(
    service: Service, document: Document, shown: str, printed: str, value: str, digits: str
) -> None:
    page = page_of(service, document)[1]
    head = re.findall(r'<th scope="col">(.*?)</th>', page, re.DOTALL)[1]
    assert (shown in head, printed in head) == (True, True)
    first = re.findall(r'<td class="fact.*?</td>', page, re.DOTALL)[0]
    assert (f'<span class="value">{value}</span>' in first, f" {digits}</span>" in first) == (True, True)


def test_a_proved_total_over_a_wrong_row_keeps_the_colour_of_its_print(service: Service) -> None:
    page = page_of(service, chinese(balance=changed(BALANCE_ZH, "货币资金", "1,290.00", "1,000.00")))[1]
    total = next(cell for cell in re.findall(r'<td class="fact.*?</td>', page, re.DOTALL) if "3,000.00" in cell)
    # the formula is other than the print: its cell is white, the printed digits and their box are blue
    assert 'class="fact proof-computed" data-proof="proved"' in total
    assert 'class="as-filed proof-proved"' in total
    assert "in conflict among them: Cash and bank balances" in total


def test_the_statements_open_where_the_first_of_them_stands(service: Service) -> None:
    long = "<p>" + "封面 Cover. " * 200 + "</p>"
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in BALANCE_EN)
    page = f"<html><body>{long * 40}<p>CONSOLIDATED BALANCE SHEETS</p><p>(In millions)</p><table>{rows}</table></body>"
    document = HtmlReader().read(page.encode(), "report.html").document
    wanted, shown = page_of(service, document)
    opened = int(re.findall(r'data-shown="(\d+)"', shown)[0])
    first = re.findall(r'<td class="fact[^>]*data-part="(\d+)"', shown)[0]
    assert (opened, opened > 1) == (int(first), True)
    # a part that is asked for is shown
    asked = service.client.get(f"/documents/{wanted}?view=figures&part=1", headers=service.headers()).text
    assert 'data-shown="1"' in asked
    assert service.client.get(f"/documents/{wanted}?view=figures&part=0", headers=service.headers()).status_code == 404


def test_without_a_unit_the_page_says_so(service: Service) -> None:
    page = page_of(service, chinese(unit=""))[1]
    assert set(cells(page)) == {("unit_unknown", "—")}
    assert "单位未知 unit unknown" in page


def test_a_rejected_figure_is_struck_out(service: Service) -> None:
    wanted, page = page_of(service, english())
    fact = re.findall(r'data-fact="(F-\w+)"', page)[0]
    service.store.add_review("C1", Review(target=fact, verdict="rejected", reviewer="审核员甲", day=date(2026, 4, 1)))
    again = service.client.get(f"/documents/{wanted}?view=figures", headers=service.headers()).text
    assert cells(again)[0] == ("rejected", "—")


@pytest.mark.parametrize(
    ("document", "printed", "advice"),
    [
        (chinese(balance=changed(BALANCE_ZH, "货币资金", "1,290.00", "1,000.00")), "1,290.00 → 1,200.00 万元（I-BS4）",
         "打开原件核对该数字及所列勾稽中的各行"),
        (english(balance=changed(BALANCE_EN, "Cash and cash equivalents", "230", "300")), "230 → 320 million（I-BS4）",
         "Other corrections would do as well and the identities cannot tell"),
    ],
)  # fmt: skip
def test_a_proposal_stands_beside_its_figure_and_is_listed_with_what_to_do(
    service: Service, document: Document, printed: str, advice: str
) -> None:
    wanted, page = page_of(service, document)
    proposals = [fact for fact in service.store.filing_facts(service.store.filing(wanted)) if fact.kind == "proposal"]
    section = page[page.index('<section class="proposals"') : page.index("</section>", page.index("proposals"))]
    assert sorted(re.findall(r'data-fact="(F-\w+)"', section)) == sorted(one.id for one in proposals)
    assert advice in section
    # the figure keeps its printed value, and the proposal is said with it
    conflicts = re.findall(r'<td class="fact proof-conflict".*?</td>', page, re.DOTALL)
    assert len([cell for cell in conflicts if printed in cell]) == 1


def test_changes_in_equity_are_shown_as_filed(service: Service) -> None:
    wanted, page = page_of(service, with_equity_zh())
    table = page[page.index('<table class="spread filed">') :]
    assert "照录原文，不加总" in table
    assert cells(table)[-1] == ("proved", "14,000,000.00")
    ids = {fact.id for fact in service.store.filing_facts(service.store.filing(wanted))}
    assert set(re.findall(r'data-fact="(F-\w+)"', page)) == ids


def test_a_document_without_figures_has_no_such_view(service: Service) -> None:
    wanted = service.upload(("合同.txt", "借款金额人民币1亿元。\nThe loan is RMB 100 million.".encode())).json()[
        "documents"
    ][0]["id"]
    service.read(wanted)
    page = service.client.get(f"/documents/{wanted}?view=figures", headers=service.headers())
    assert (page.status_code, "spreading.xlsx" in page.text, 'data-view="facts"' in page.text) == (200, False, True)


def test_the_page_has_the_colours_of_the_workbook() -> None:
    style = (ROOT / "api/docintel_api/static/desk.css").read_text(encoding="utf-8")
    for status, colour in FILLS.items():
        found = re.search(rf"\.proof-{status}\b[^{{]*\{{ background: (#\w+)", style)
        assert found is not None, status
        assert found.group(1) == colour.lower()


class Desk:
    """The running service with the half-year report and the workbook of the sample deal, figures only."""

    def __init__(self, folder: Path, deal: Path) -> None:
        url = f"sqlite:///{folder / 'desk.db'}"
        with closing(open_store(url, Blobs.open(str(folder_beside(url))))) as store:
            store.save_customer(BORROWER)
            for source in find_sources(str(deal / "statements" / name) for name in (PDF, XLSX)):
                for read in read_source(source):
                    assert read.reading is not None
                    store.blobs.put(read.original)
                    filing = store.file(read.reading, BORROWER.id, reason="folder")
                    store.save_facts(filing, find_facts(read.reading.document, "figures"), analysis="t@1")
            self.ids = {filing.name: filing.id for filing in store.filings()}
            self.facts = {filing.name: store.filing_facts(filing) for filing in store.filings()}
            self.token = store.keys.add("沈予")[1]
        self.server = uvicorn.Server(
            uvicorn.Config(create_app(), host="127.0.0.1", port=0, log_level="error", access_log=False)
        )
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        end = time.monotonic() + 60
        while not self.server.started and time.monotonic() < end:
            time.sleep(0.05)
        self.root = f"http://127.0.0.1:{self.server.servers[0].sockets[0].getsockname()[1]}"

    def figure(self, name: str, key: str, period: str = "current") -> str:
        """The id of the figure of an account."""
        return next(
            fact.id for fact in self.facts[name]
            if isinstance(fact, Figure) and (fact.key, fact.period) == (key, period) and fact.statement != "notes_table"
        )  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, sample_deal: Path) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("figures")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOCINTEL_DATABASE_URL", f"sqlite:///{folder / 'desk.db'}")
        current_settings.cache_clear()
        running = Desk(folder, sample_deal)
        yield running
        running.server.should_exit = True
        running.thread.join(20)
    current_settings.cache_clear()


@pytest.fixture
def browser(desk: Desk, tmp_path: Path) -> Iterator[Chromium]:
    with Chromium(tmp_path) as opened:
        opened.ask("Network.setCookie", name=COOKIE, value=desk.token, url=desk.root, httpOnly=True)
        yield opened


def chosen(browser: Chromium) -> dict[str, Any]:
    found: dict[str, Any] = browser.evaluate("""(() => {
        const place = document.querySelector('.paper .chosen:not(.beside)');
        return {
            fact: document.querySelector('.pick[aria-pressed="true"]')?.closest('.fact').dataset.fact,
            facts: place?.dataset.facts, part: document.querySelector('.part').dataset.part,
            words: place?.textContent.trim(), proof: place?.classList.contains('proof-proved') ?? null,
            address: location.search + location.hash,
        };
    })()""")
    return found


@pytest.mark.slow
def test_a_click_on_a_figure_turns_to_its_page_and_marks_its_place(desk: Desk, browser: Chromium) -> None:
    browser.open(f"{desk.root}/documents/{desk.ids[PDF]}?view=figures", until=READY)
    fact = desk.figure(PDF, "is.net_profit")
    browser.click(f'td[data-fact="{fact}"] .pick')
    browser.wait(f"document.querySelector('.paper rect.chosen:not(.beside)')?.dataset.facts === '{fact}'", seconds=60)
    seen = chosen(browser)
    part = next(part for part in range(1, 6) if f"part={part}" in seen["address"])
    assert (seen["fact"], seen["facts"], seen["part"], seen["proof"]) == (fact, fact, str(part), True)
    assert seen["address"] == f"?view=figures&part={part}#{fact}"
    assert part > 1
    # and back: a click on another box finds its figure among the statements
    other = desk.figure(PDF, "is.income_tax")
    browser.click(f'rect[data-facts="{other}"]:not(.beside)')
    browser.wait(f"document.querySelector('.pick[aria-pressed=\"true\"]').closest('.fact').dataset.fact === '{other}'")
    assert browser.complaints() == []


@pytest.mark.slow
def test_a_figure_of_a_workbook_marks_its_cell_and_the_views_lead_to_each_other(desk: Desk, browser: Chromium) -> None:
    browser.open(f"{desk.root}/documents/{desk.ids[XLSX]}?view=figures", until=READY)
    fact = desk.figure(XLSX, "is.revenue")
    browser.click(f'td[data-fact="{fact}"] .pick')
    browser.wait("document.querySelector('.paper mark.chosen:not(.beside)')", seconds=60)
    seen = chosen(browser)
    figure = next(one for one in desk.facts[XLSX] if one.id == fact)
    assert (seen["fact"], seen["words"]) == (fact, figure.evidence[0].quote)
    browser.click('a[data-view="facts"]')
    browser.wait(f"{READY} && document.querySelector('li.fact')")
    assert (
        browser.evaluate("location.search") == f"?view=facts&part={seen['part']}"
        or browser.evaluate("location.search") == f"?part={seen['part']}"
    )


@pytest.mark.slow
def test_words_have_the_colour_of_proof_and_a_click_shows_the_figure_itself(desk: Desk, browser: Chromium) -> None:
    browser.open(f"{desk.root}/documents/{desk.ids[XLSX]}?view=figures", until=READY)
    fact = desk.figure(XLSX, "bs.total_liabilities_and_equity")
    browser.click(f'td[data-fact="{fact}"] .pick')
    place = f".paper mark[data-first~='{fact}']"
    browser.wait(f'document.querySelector("{place}.chosen")')
    seen = browser.evaluate(f"""(() => {{
        const one = document.querySelector("{place}"), box = one.getBoundingClientRect();
        const paper = document.getElementById("paper").getBoundingClientRect();
        const cell = document.querySelector('td[data-fact="{fact}"]');
        return [one.classList.contains("proof-proved"), getComputedStyle(one).backgroundColor,
            getComputedStyle(cell).backgroundColor, getComputedStyle(cell.querySelector(".pick")).backgroundColor,
            box.top >= paper.top && box.bottom <= paper.bottom];
    }})()""")
    # the selected cell and the selected words keep the blue of their proof
    assert seen == [True, "rgb(187, 221, 245)", "rgb(187, 221, 245)", "rgba(0, 0, 0, 0)", True]
    assert browser.complaints() == []


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_the_figures_fit_the_screen(desk: Desk, browser: Chromium, width: int, height: int) -> None:
    browser.resize(width, height)
    browser.open(f"{desk.root}/documents/{desk.ids[PDF]}?view=figures", until=READY)
    assert browser.evaluate("document.documentElement.scrollWidth") <= width
