"""Two more kinds of US filings, written after the mending that the first ten led to and before their first read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.bench import us_power_devices
from tests.bench.us_filing import Sheet, UsFiling
from tests.bench.us_lines import Period
from tests.bench.us_pages import Head


def later_filings() -> Iterator[UsFiling]:
    """A power company's annual report, a quarterly report of a year of 52 or 53 weeks."""
    yield _power()
    yield _devices()


def _power() -> UsFiling:
    days, first = [date(2024, 12, 31), date(2023, 12, 31), date(2022, 12, 31)], date(2021, 12, 31)
    flows = [Period(day, since, 12) for day, since in zip(days, [*days[1:], first], strict=True)]
    cash = dict(zip(days[:2], [1070, 748], strict=True))
    total = dict(zip([*days, first], [1101, 921, 2037, 1829], strict=True))
    company, texts = "Norhaven Power Company and Subsidiary Companies", us_power_devices
    over: list[Head] = [("", [("2024", 1), ("2023", 1), ("2022", 1)]), ("", [("(in millions)", 3)])]
    at = "At December 31, 2024 and 2023"
    ended = "For the Years Ended December 31, 2024, 2023, and 2022"
    return UsFiling(
        "Norhaven Power 10-K.htm", company, "spaced", 6, cash, total,
        [
            Sheet("income_statement", ("CONSOLIDATED STATEMENTS OF INCOME", ended, company), over, flows,
                  texts.POWER_INCOME),
            Sheet("cash_flow", ("CONSOLIDATED STATEMENTS OF CASH FLOWS", ended, company), over, flows,
                  texts.POWER_CASH),
            Sheet("balance_sheet", ("CONSOLIDATED BALANCE SHEETS", at, company),
                  [("Assets", [("2024", 1), ("2023", 1)]), ("", [("(in millions)", 2)])],
                  [Period(day) for day in days[:2]], texts.POWER_BALANCE, broken_at=31),
        ],
    )  # fmt: skip


def _devices() -> UsFiling:
    end, prior = date(2025, 10, 24), date(2024, 10, 25)
    begins = (date(2025, 4, 25), date(2024, 4, 26))
    halves = [Period(end, begins[0], 6), Period(prior, begins[1], 6)]
    quarters = [Period(end, None, 3), Period(prior, None, 3), *halves]
    cash = {end: 1280, begins[0]: 2218, prior: 1395, begins[1]: 1284}
    company, texts = "Harlen Devices plc", us_power_devices
    printed = [("October 24, 2025", 1), ("October 25, 2024", 1)]
    three_six: list[Head] = [
        ("", [("Three months ended", 2), ("Six months ended", 2)]),
        ("(in millions, except per share data)", [*printed, *printed]),
    ]
    return UsFiling(
        "Harlen Devices 10-Q.htm", company, "tagged", 6, cash, {},
        [
            Sheet("income_statement", (company, "Consolidated Statements of Income", "(Unaudited)"), three_six,
                  quarters, texts.DEVICES_INCOME),
            Sheet("balance_sheet", (company, "Consolidated Balance Sheets", "(Unaudited)"),
                  [("(in millions)", [("October 24, 2025", 1), ("April 25, 2025", 1)])],
                  [Period(end), Period(begins[0])], texts.DEVICES_BALANCE),
            Sheet("cash_flow", (company, "Consolidated Statements of Cash Flows", "(Unaudited)"),
                  [("", [("Six months ended", 2)]), ("(in millions)", printed)], halves, texts.DEVICES_CASH),
        ],
        quarterly=True,
    )  # fmt: skip
