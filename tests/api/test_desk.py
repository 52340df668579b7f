"""The pages in a real Chromium, on the sample deal: click a fact and see its box, click a box and see its fact."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import uvicorn
from PIL import Image

from chromium import Chromium
from docintel.records import Amount, Customer, Reading
from docintel.settings import current_settings
from docintel.store.blobs import Blobs
from docintel.store.opening import folder_beside, open_store
from docintel.workflows.customers import read_customers
from docintel.workflows.enrich import enrich
from docintel.workflows.intake import find_sources
from docintel_api.access import COOKIE
from docintel_api.app import create_app
from factories import boxed, document, span_of

pytestmark = pytest.mark.slow

FILES = (
    "01_借款合同.pdf", "scans/盖章确认函.pdf", "statements/财务报表_2024-2025.xlsx", "mails/zh_05_2026-07-03.eml",
    "statements/2026年半年度财务报表.pdf",
)  # fmt: skip
READY = "document.documentElement.dataset.ready === 'yes'"
BROKEN = (
    "document.querySelector('.sheet.broken') && document.querySelector('.no-picture').textContent.includes('sha256')"
)
DRAWN = "[...document.querySelectorAll('.sheet img')].every((one) => one.complete && one.naturalWidth)"
HOSTILE = (
    "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> javascript:alert(1)"
)
#: Ink is darker than this on every channel; the paper of the scan is brighter.
INK = 120


class Service:
    """The running service with a deal in it."""

    def __init__(self, folder: Path, deal: Path) -> None:
        self.url = f"sqlite:///{folder / 'desk.db'}"
        with closing(open_store(self.url, Blobs.open(str(folder_beside(self.url))))) as store:
            sources = find_sources(str(deal / name) for name in FILES)
            enrich(read_customers(deal / "customers.csv"), sources, store, as_of=date(2026, 7, 31))
            store.save_customer(Customer(id="H1", name="<script>document.title='owned'</script>"))
            shelf = document(f"付款 6,000,000 元。\n{HOSTILE}", name=f"{HOSTILE}.txt")
            spans = span_of(shelf.text, "6,000,000 元"), span_of(shelf.text, HOSTILE)
            facts = [
                Amount.found(shelf, span, source="t@1", confidence=None, value=6_000_000, currency="CNY", as_filed="x")
                for span in spans
            ]
            filing = store.file(Reading(shelf), "H1", reason=HOSTILE)
            store.save_facts(filing, facts, analysis="t@1")
            self.hostile = filing.id
            # filed before originals were kept
            old = boxed("本金6,000,000元", name="旧合同.pdf", media_type="application/pdf")
            sum_ = Amount.found(
                old.document, span_of(old.document.text, "6,000,000元"), source="t@1", confidence=1, value=6_000_000,
                currency="CNY", as_filed="6,000,000元",
            )  # fmt: skip
            store.save_facts(store.file(old, "H1", reason="x"), [sum_], analysis="t@1")
            self.ids = {filing.name.rpartition("/")[2]: filing.id for filing in store.filings()}
            self.facts = {filing.name.rpartition("/")[2]: store.filing_facts(filing) for filing in store.filings()}
            self.token = store.keys.add("沈予")[1]
        config = uvicorn.Config(create_app(), host="127.0.0.1", port=0, log_level="error", access_log=False)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        end = time.monotonic() + 30
        while not self.server.started and time.monotonic() < end:
            time.sleep(0.05)
        port = self.server.servers[0].sockets[0].getsockname()[1]
        self.root = f"http://127.0.0.1:{port}"

    def fact(self, name: str, quote: str, kind: str) -> str:
        """The id of the fact of a kind whose first words are these."""
        found = [one for one in self.facts[name] if one.kind == kind and one.evidence[0].quote.strip() == quote]
        return found[0].id


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, sample_deal: Path) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOCINTEL_DATABASE_URL", f"sqlite:///{folder / 'desk.db'}")
        current_settings.cache_clear()
        running = Service(folder, sample_deal)
        yield running
        running.server.should_exit = True
        running.thread.join(20)
    current_settings.cache_clear()


@pytest.fixture
def browser(service: Service, tmp_path: Path) -> Iterator[Chromium]:
    with Chromium(tmp_path) as opened:
        opened.ask("Network.setCookie", name=COOKIE, value=service.token, url=service.root, httpOnly=True)
        yield opened


def desk(browser: Chromium, service: Service, name: str, tail: str = "") -> None:
    browser.open(f"{service.root}/documents/{service.ids[name]}{tail}", until=f"{READY} && {DRAWN}")


def chosen(browser: Chromium) -> dict[str, Any]:
    """What is marked: the fact in the list, the part shown, and the first box or mark with its place on the screen."""
    found: dict[str, Any] = browser.evaluate("""(() => {
        const item = document.querySelector('.pick[aria-pressed="true"]');
        const place = document.querySelector('.paper .chosen:not(.beside)');
        const box = place?.getBoundingClientRect();
        const sheet = document.querySelector('.sheet')?.getBoundingClientRect();
        return {
            fact: item?.closest('li').dataset.fact ?? null,
            part: document.querySelector('.part').dataset.part,
            option: document.getElementById('turn').value,
            facts: place?.dataset.facts ?? null,
            box: box && [box.left, box.top, box.right, box.bottom],
            sheet: sheet && [sheet.left, sheet.top, sheet.width, sheet.height],
            address: location.search + location.hash,
        };
    })()""")
    return found


def pick(browser: Chromium, fact: str) -> None:
    browser.click(f'li[data-fact="{fact}"] .pick')
    browser.wait(f"""document.querySelector('li[data-fact="{fact}"] .pick').getAttribute('aria-pressed') === 'true'
        && document.querySelector('.paper .chosen') && {DRAWN}""")


def test_a_click_on_a_fact_turns_to_its_page_and_marks_the_words(service: Service, browser: Chromium) -> None:
    desk(browser, service, "01_借款合同.pdf")
    words = "资产负债率不高于70%"
    fact = service.fact("01_借款合同.pdf", words, "covenant")
    pick(browser, fact)
    seen = chosen(browser)
    assert (seen["fact"], seen["facts"], seen["part"], seen["option"]) == (fact, fact, "9", "9")
    assert seen["address"] == f"?part=9#{fact}"
    left, top, right, bottom = pdf_place("01_借款合同.pdf", 9, words)
    x, y, width, height = seen["sheet"]
    shown = seen["box"]
    # the place that PDFium itself gives for the words, to two pixels
    expected = [x + left * width, y + top * height, x + right * width, y + bottom * height]
    assert [round(abs(one - other)) <= 2 for one, other in zip(shown, expected, strict=True)] == [True] * 4
    assert ink_under(browser, shown) > 0.08


def test_a_click_on_a_box_finds_the_fact_and_again_what_lies_under_it(service: Service, browser: Chromium) -> None:
    name = "01_借款合同.pdf"
    desk(browser, service, name, "?part=9")
    covenant = service.fact(name, "流动比率不低于1.20", "covenant")
    browser.click(f'rect[data-facts="{covenant}"]')
    browser.wait("document.querySelector('.pick[aria-pressed=\"true\"]')")
    seen = chosen(browser)
    assert (seen["fact"], seen["part"]) == (covenant, "9")
    item = browser.evaluate(f"""(() => {{
        const box = document.querySelector('li[data-fact="{covenant}"]').getBoundingClientRect();
        const list = document.getElementById('facts').getBoundingClientRect();
        return box.top >= list.top && box.bottom <= list.bottom;
    }})()""")
    assert item is True
    # the clause 12.1 lies under it: a second click on the same words chooses that, a third the covenant again
    left, top, right, bottom = seen["box"]
    browser.click_at((left + right) / 2, (top + bottom) / 2)
    browser.wait(f"document.querySelector('.pick[aria-pressed=\"true\"]').closest('li').dataset.fact !== '{covenant}'")
    clause = next(one for one in service.facts[name] if one.id == chosen(browser)["fact"])
    assert (clause.kind, clause.evidence[0].quote[:4]) == ("clause", "12.1")
    browser.click_at((left + right) / 2, (top + bottom) / 2)
    browser.wait(f"document.querySelector('.pick[aria-pressed=\"true\"]').closest('li').dataset.fact === '{covenant}'")


@pytest.mark.parametrize("zoom", [0, 2])
def test_boxes_on_the_scan_lie_on_the_words_at_any_zoom(service: Service, browser: Chromium, zoom: int) -> None:
    desk(browser, service, "盖章确认函.pdf")
    for _ in range(zoom):
        browser.click("#larger")
    fact = service.fact("盖章确认函.pdf", "人民币177,000,000.00元", "amount")
    pick(browser, fact)
    seen = chosen(browser)
    assert seen["fact"] == fact
    # a larger picture has more dots
    assert browser.evaluate("document.querySelector('.sheet img').naturalWidth") == (1819 if zoom else 910)
    left, top, right, bottom = seen["box"]
    inside = ink_under(browser, seen["box"])
    blank = ink_under(browser, [left, bottom + 1, right, bottom + (bottom - top) * 0.25])
    assert (inside > 0.03, blank < inside / 4) == (True, True), (inside, blank)
    assert "第 1 页由文字识别（OCR）读出" in browser.evaluate("document.querySelector('.troubles').textContent")


def test_a_figure_shows_its_label_and_period_beside_it(service: Service, browser: Chromium) -> None:
    name = "2026年半年度财务报表.pdf"
    desk(browser, service, name)
    fact = service.fact(name, "29,147,000.00", "figure")
    browser.click(f'rect[data-facts="{fact}"]:not(.beside)')
    browser.wait("document.querySelector('.pick[aria-pressed=\"true\"]')")
    assert chosen(browser)["fact"] == fact
    beside = browser.evaluate("[...document.querySelectorAll('.paper rect.beside.chosen')].length")
    assert beside == 3  # the row's label, the column's day, the unit


@pytest.mark.parametrize(
    ("name", "words", "kind", "part"),
    [("财务报表_2024-2025.xlsx", "80,109.15", "figure", "2"), ("zh_05_2026-07-03.eml", "600万元", "amount", "1")],
)
def test_formats_without_pages_mark_the_words(
    service: Service, browser: Chromium, name: str, words: str, kind: str, part: str
) -> None:
    desk(browser, service, name)
    fact = service.fact(name, words, kind)
    pick(browser, fact)
    seen = chosen(browser)
    assert (seen["fact"], seen["part"]) == (fact, part)
    assert browser.evaluate("document.querySelector('mark.chosen:not(.beside)').textContent") == words
    if part == "2":
        assert browser.evaluate("document.querySelector('mark.chosen:not(.beside)').closest('td').title") == "利润表!D7"
    browser.press("Escape")
    browser.wait("!document.querySelector('.chosen')")
    browser.click(f'mark[data-facts~="{fact}"]:not(.beside)')
    browser.wait("document.querySelector('.pick[aria-pressed=\"true\"]')")
    assert chosen(browser)["fact"] == fact


def test_a_link_to_a_fact_opens_at_its_words(service: Service, browser: Chromium) -> None:
    name = "01_借款合同.pdf"
    fact = service.fact(name, "资产负债率不高于70%", "covenant")
    desk(browser, service, name, f"#{fact}")
    browser.wait(f"document.querySelector('.paper .chosen') && {DRAWN}")
    seen = chosen(browser)
    assert (seen["fact"], seen["part"]) == (fact, "9")
    assert 0 < seen["box"][1] < 800


def test_keys_turn_pages_and_walk_the_facts_and_kinds_can_be_hidden(service: Service, browser: Chromium) -> None:
    desk(browser, service, "01_借款合同.pdf")
    browser.press("ArrowRight")
    browser.wait("document.querySelector('.part').dataset.part === '2'")
    browser.press("ArrowDown")
    browser.wait("document.querySelector('.paper .chosen')")
    assert chosen(browser)["part"] == "2"  # the first fact of the page that is shown
    browser.click('.kinds input[value="clause"]')
    shown = browser.evaluate("""[...document.querySelectorAll('.paper rect:not(.off), li.fact:not(.off)')]
        .filter((one) => (one.dataset.kinds ?? one.dataset.kind) === 'clause').length""")
    assert shown == 0
    assert browser.evaluate("document.querySelectorAll('.paper rect.off').length") > 0


def test_a_page_without_an_image_says_why_and_shows_its_words(service: Service, browser: Chromium) -> None:
    browser.open(f"{service.root}/documents/{service.ids['旧合同.pdf']}", until=f"{READY} && {BROKEN}")
    said = browser.evaluate("document.querySelector('.no-picture').textContent")
    assert said.startswith(
        "没有页面图像，以下为读出的文字。 There is no image of this page; these are its words as read. "
    )
    assert "sha256:" in said  # what the service says: the original was not kept
    fact = service.fact("旧合同.pdf", "6,000,000元", "amount")
    browser.click(f'mark[data-facts~="{fact}"]')
    browser.wait("document.querySelector('.pick[aria-pressed=\"true\"]')")
    assert chosen(browser)["fact"] == fact


def test_a_hostile_document_is_words_and_the_policy_has_nothing_to_stop(service: Service, browser: Chromium) -> None:
    for path in (f"/documents/{service.hostile}", "/customers/H1", "/customers/H1/documents", "/"):
        browser.open(service.root + path)
        time.sleep(0.3)
        assert browser.evaluate("document.title") != "owned"
        assert browser.evaluate("document.querySelectorAll('img:not([src^=\"/api/\"]), script:not([src])').length") == 0
    browser.open(f"{service.root}/documents/{service.hostile}", until=READY)
    assert HOSTILE in browser.evaluate("document.querySelector('.paper').textContent")
    assert browser.complaints() == []


def test_a_person_signs_in_and_a_file_is_sent_and_listed(service: Service, tmp_path: Path) -> None:
    with Chromium(tmp_path) as browser:
        browser.open(f"{service.root}/customers/C0003/documents")
        assert browser.evaluate("location.pathname") == "/login"
        browser.evaluate(f"document.getElementById('token').value = {json.dumps(service.token)}")
        browser.click(".narrow button")
        browser.wait("location.pathname === '/customers/C0003/documents' && document.readyState === 'complete'")
        assert browser.evaluate("!document.getElementById('none').hidden") is True
        sent = tmp_path / "来函.txt"
        sent.write_text("我司将于7月10日前付清600万元。", encoding="utf-8")
        empty = tmp_path / "空.txt"
        empty.touch()
        root = browser.ask("DOM.getDocument")["root"]["nodeId"]
        files = browser.ask("DOM.querySelector", nodeId=root, selector="#files")["nodeId"]
        browser.ask("DOM.setFileInputFiles", nodeId=files, files=[str(sent), str(empty)])
        browser.wait("document.querySelector('#documents tbody tr[data-state=\"accepted\"]')")
        assert browser.evaluate("document.querySelector('#documents tbody a').textContent") == "来函.txt"
        assert browser.evaluate("document.getElementById('none').hidden") is True
        told = browser.wait("document.querySelectorAll('#sending .say').length === 2"
                            " && document.getElementById('sending').textContent")  # fmt: skip
        assert "✓ 已接收 accepted" in told
        assert "✕ 空.txt is empty" in told
        assert "1 being read" in browser.evaluate("document.getElementById('live').textContent")
        browser.click(".account button")
        browser.wait("location.pathname === '/login'")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_pages_fit_the_screen(service: Service, browser: Chromium, width: int, height: int) -> None:
    browser.resize(width, height)
    for path in ("/", "/customers/C0001", "/customers/C0001/documents", f"/documents/{service.ids['01_借款合同.pdf']}"):
        browser.open(service.root + path)
        assert browser.evaluate("document.documentElement.scrollWidth") <= width, path


def ink_under(browser: Chromium, box: list[float]) -> float:
    """The part of a place of the screen that is dark once the boxes are taken off."""
    browser.evaluate("document.querySelectorAll('.boxes').forEach((one) => { one.style.visibility = 'hidden'; })")
    data = browser.ask("Page.captureScreenshot", format="png")["data"]
    browser.evaluate("document.querySelectorAll('.boxes').forEach((one) => { one.style.visibility = ''; })")
    picture = Image.open(BytesIO(base64.b64decode(data))).convert("RGB")
    left, top, right, bottom = (round(edge) for edge in box)
    dots = np.asarray(picture)[top:bottom, left:right].max(axis=2)
    return float((dots < INK).mean())


def pdf_place(name: str, number: int, words: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of words on a page of the sample deal as PDFium finds them, as parts of the page."""
    import pypdfium2

    deal = Path(__file__).resolve().parents[2] / "corpora" / "sample_deal"
    with closing(pypdfium2.PdfDocument(deal / name)) as pdf:
        page = pdf[number - 1]
        text = page.get_textpage()
        start, count = text.search(words).get_next()
        boxes = [text.get_charbox(at, loose=True) for at in range(start, start + count)]
        width, height = page.get_size()
    return (
        min(box[0] for box in boxes) / width,
        1 - max(box[3] for box in boxes) / height,
        max(box[2] for box in boxes) / width,
        1 - min(box[1] for box in boxes) / height,
    )
