"""What stands around the statements of a US filing and is none: cover, contents, discussion, notes, schedule I."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.bench.us_lines import Cell, Row

if TYPE_CHECKING:
    from tests.bench.us_filing import UsFiling
    from tests.bench.us_pages import Head, Page


def before(page: Page, filing: UsFiling) -> None:
    """Cover, contents and the discussion with its tables."""
    end = max(period.end for sheet in filing.sheets for period in sheet.periods)
    kind = "quarterly period" if filing.quarterly else "fiscal year"
    page.say("UNITED STATES SECURITIES AND EXCHANGE COMMISSION")
    page.say(f"FORM {'10-Q' if filing.quarterly else '10-K'}", bold=True)
    page.say(f"For the {kind} ended {_long(end)}")
    page.say(filing.company, bold=True)
    page.grid([["Large accelerated filer", "☒", "Accelerated filer", "☐"]])
    page.turn(1)
    page.say("TABLE OF CONTENTS", bold=True)
    titles = [title for sheet in filing.sheets for title in sheet.titles if "tatement" in title or "BALANCE" in title]
    page.grid([["", "Page"], *([title.replace("&amp;", "&"), str(41 + 2 * at)] for at, title in enumerate(titles))])
    page.turn(2)
    page.say("ITEM 7. MANAGEMENT&#8217;S DISCUSSION AND ANALYSIS OF FINANCIAL CONDITION AND RESULTS OF OPERATIONS")
    page.say("The table below sets out selected results (in millions, except percentages).")
    heads: list[Head] = [("", [(str(end.year), 1), (str(end.year - 1), 1), ("% Change", 1)])]
    page.table(heads, [
        _row("Net sales and revenues", "71204", "68810", "3"), _row("Cost of sales", "40118", "39207", "2"),
        _row("Operating income", "9411", "8874", "6"), _row("Net income", "6120", "5788", "6"),
        _row("Total assets", "151900", "148333", "2"),
    ])  # fmt: skip
    page.say("Cash flows were as follows (in millions):")
    page.table([("", [(str(end.year), 1), (str(end.year - 1), 1)])], [
        _row("Net cash provided by operating activities", "8101", "7702"),
        _row("Net cash used in investing activities", "-3300", "-2918"),
        _row("Net cash used in financing activities", "-4012", "-3650"),
        _row("Net increase in cash and cash equivalents", "789", "1134"),
    ])  # fmt: skip
    page.turn(38)


def after(page: Page, filing: UsFiling) -> None:
    """Notes with tables of their own and, in annual reports, the condensed statements of the registrant alone."""
    end = max(period.end for sheet in filing.sheets for period in sheet.periods)
    years: list[Head] = [("(in millions)", [(str(end.year), 1), (str(end.year - 1), 1)])]
    page.say("NOTES TO CONSOLIDATED FINANCIAL STATEMENTS", bold=True)
    page.say("NOTE 4. EARNINGS PER SHARE")
    page.table(years, [_row("Net income", "5120", "4788"), _row("Dilutive effect of awards", "7", "8")])
    page.say("NOTE 5. SEGMENT INFORMATION")
    page.table(
        [("(in millions)", [("North", 1), ("South", 1), ("Total", 1)])],
        [
            _row("Revenues", "40000", "31204", "71204"),
            _row("Operating income", "5210", "4201", "9411"),
            _row("Total assets", "80000", "71900", "151900"),
            _row("Capital expenditures", "1400", "910", "2310"),
        ],
    )
    page.say("NOTE 9. INCOME TAXES")
    page.table(years, [
        _row("Income before income taxes: United States", "5900", "5610"), _row("International", "1980", "1875"),
        _row("Total income before income taxes", "7880", "7485", total=True),
        _row("Provision for income taxes", "1760", "1697"),
    ])  # fmt: skip
    page.say("NOTE 11. CASH, CASH EQUIVALENTS AND RESTRICTED CASH")
    page.table(years, [
        _row("Cash and cash equivalents", "3310", "3021"), _row("Restricted cash", "190", "166"),
        _row("Total cash, cash equivalents and restricted cash", "3500", "3187", total=True),
    ])  # fmt: skip
    if filing.quarterly:
        return
    page.turn(96)
    page.say("SCHEDULE I &#8212; CONDENSED FINANCIAL INFORMATION OF REGISTRANT", bold=True)
    page.say("CONDENSED BALANCE SHEETS (PARENT COMPANY ONLY)", bold=True)
    page.table(years, [
        Row("Assets"), _row("Cash and cash equivalents", "120", "118"),
        _row("Investments in subsidiaries", "20410", "19802"), _row("Total assets", "20530", "19920", total=True),
        Row("Liabilities and equity"), _row("Long-term debt", "6010", "6008"),
        _row("Total stockholders' equity", "14520", "13912"),
        _row("Total liabilities and stockholders' equity", "20530", "19920", total=True),
    ])  # fmt: skip


def _row(label: str, *numbers: str, total: bool = False) -> Row:
    return Row(label, cells=tuple(Cell(Decimal(each), Decimal(each)) for each in numbers), total=total)


def _long(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
