"""Ten invented US filings of very different kinds, held out: written before the reader saw any, with their gold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from tests.bench import us_oil_airline, us_property_food, us_retail_cars, us_software_drugs, us_telecom_defence
from tests.bench.us_filing import Sheet, UsFiling
from tests.bench.us_lines import Period
from tests.bench.us_pages import Head


def us_filings() -> Iterator[UsFiling]:
    """The ten filings."""
    yield _retailer()
    yield _carmaker()
    yield _software()
    yield _drugs()
    yield _oil()
    yield _airline()
    yield _trust()
    yield _food()
    yield _telecom()
    yield _defence()


def _spread(*texts: str, wide: int = 1) -> list[tuple[str, int]]:
    return [(text, wide) for text in texts]


def _years(days: Sequence[date], begin: date | None = None) -> list[Period]:
    """Periods of twelve months, each beginning where the next stops; `begin` closes the last."""
    return [Period(day, since, 12) for day, since in zip(days, [*days[1:], begin], strict=True)]


def _half(end: date, prior: date, begins: Sequence[date], months: int = 6) -> tuple[list[Period], list[Period]]:
    """The columns of a second quarter: three and six months of this year and last; and the six months alone."""
    flows = [Period(end, begins[0], months), Period(prior, begins[1], months)]
    size = Decimal("1.96")
    three = [Period(end, None, 3), Period(prior, None, 3)]
    return [*three, *(Period(each.end, each.begin, months, size) for each in flows)], [
        Period(each.end, each.begin, months, Decimal(1)) for each in flows
    ]


def _retailer() -> UsFiling:
    days = [date(2025, 2, 1), date(2024, 2, 3), date(2023, 1, 28)]
    first = date(2022, 1, 29)
    cash = dict(zip([*days, first], [2417, 3760, 2757, 2343], strict=True))
    printed = ("February 1, 2025", "February 3, 2024", "January 28, 2023")
    years: list[Head] = [("", [("Fiscal Year Ended", 3)]), ("in millions, except per share data", _spread(*printed))]
    company = "HALVERN STORES, INC."
    return UsFiling(
        "Halvern Stores 10-K.htm", company, "tagged", 6, cash, {},
        [
            Sheet("balance_sheet", (company, "CONSOLIDATED BALANCE SHEETS"),
                  [("in millions, except per share data", _spread(*printed[:2]))],
                  [Period(day) for day in days[:2]], us_retail_cars.RETAIL_BALANCE),
            Sheet("income_statement", (company, "CONSOLIDATED STATEMENTS OF EARNINGS"), years,
                  _years(days, first), us_retail_cars.RETAIL_INCOME),
            Sheet("income_statement", (company, "CONSOLIDATED STATEMENTS OF COMPREHENSIVE INCOME"),
                  [("", [("Fiscal Year Ended", 3)]), ("in millions", _spread(*printed))],
                  _years(days, first), us_retail_cars.RETAIL_COMPREHENSIVE),
            Sheet("cash_flow", (company, "CONSOLIDATED STATEMENTS OF CASH FLOWS"),
                  [("", [("Fiscal Year Ended", 3)]), ("in millions", _spread(*printed))],
                  _years(days, first), us_retail_cars.RETAIL_CASH, broken_at=17),
        ],
    )  # fmt: skip


def _carmaker() -> UsFiling:
    days = [date(2022, 12, 31), date(2023, 12, 31), date(2024, 12, 31)]
    begins = [date(2021, 12, 31), *days[:2]]
    flows = [Period(day, since, 12) for day, since in zip(days, begins, strict=True)]
    cash = dict(zip(days, [25134, 24862, 22935], strict=True))
    total = dict(zip([begins[0], *days], [20737, 25340, 25110, 23190], strict=True))
    company = "BRENNOCK MOTOR COMPANY AND SUBSIDIARIES"
    over: list[Head] = [("", [("For the years ended December 31,", 3)]), ("", _spread("2022", "2023", "2024"))]
    return UsFiling(
        "Brennock Motor 10-K.htm", company, "spaced", 6, cash, total,
        [
            Sheet("income_statement", (company, "CONSOLIDATED INCOME STATEMENTS",
                                       "(in millions, except per share amounts)"),
                  over, flows, us_retail_cars.CARS_INCOME),
            Sheet("balance_sheet", (company, "CONSOLIDATED BALANCE SHEETS", "(in millions)"),
                  [("", _spread("December 31, 2023", "December 31, 2024"))],
                  [Period(day) for day in days[1:]], us_retail_cars.CARS_BALANCE),
            Sheet("cash_flow", (company, "CONSOLIDATED STATEMENTS OF CASH FLOWS", "(in millions)"),
                  over, flows, us_retail_cars.CARS_CASH),
        ],
    )  # fmt: skip


def _software() -> UsFiling:
    days = [date(2025, 6, 30), date(2024, 6, 30), date(2023, 6, 30)]
    first = date(2022, 6, 30)
    cash = dict(zip([*days, first], [18315, 34704, 13931, 14224], strict=True))
    years = [("(In millions)", []), ("Year Ended June 30,", _spread("2025", "2024", "2023"))]
    shares = [("(In millions, except per share amounts)", []), years[1]]
    flows = _years(days, first)
    texts = us_software_drugs
    return UsFiling(
        "Quillmere Software 10-K.htm", "QUILLMERE SOFTWARE CORPORATION", "spaced", 6, cash, {},
        [
            Sheet("income_statement", ("", "INCOME STATEMENTS"), shares, flows, texts.SOFTWARE_INCOME),
            Sheet("income_statement", ("", "COMPREHENSIVE INCOME STATEMENTS"), years, flows,
                  texts.SOFTWARE_COMPREHENSIVE),
            Sheet("balance_sheet", ("", "BALANCE SHEETS"),
                  [("(In millions)", []), ("June 30,", _spread("2025", "2024"))],
                  [Period(day) for day in days[:2]], texts.SOFTWARE_BALANCE),
            Sheet("cash_flow", ("", "CASH FLOWS STATEMENTS"), years, flows, texts.SOFTWARE_CASH),
        ],
    )  # fmt: skip


def _drugs() -> UsFiling:
    end, prior, year_ends = date(2025, 6, 30), date(2024, 6, 30), (date(2024, 12, 31), date(2023, 12, 31))
    quarters, halves = _half(end, prior, year_ends)
    cash = {end: 8006, year_ends[0]: 13242}
    total = {end: 8087, year_ends[0]: 13318, prior: 11390, year_ends[1]: 6909}
    company = "CALLOWAY & RHYS, INC. AND SUBSIDIARIES".replace("&", "&amp;")
    titled = ("INTERIM CONDENSED CONSOLIDATED STATEMENT OF ", "(Unaudited, $ in millions except per share amounts)")
    over: list[Head] = [
        ("", [("Three Months Ended June 30,", 2), ("Six Months Ended June 30,", 2)]),
        ("", _spread("2025", "2024", "2025", "2024")),
    ]
    texts = us_software_drugs
    return UsFiling(
        "Calloway Rhys 10-Q.htm", company, "tagged", 6, cash, total,
        [
            Sheet("income_statement", (company, titled[0] + "INCOME", titled[1]), over, quarters, texts.DRUGS_INCOME),
            Sheet("income_statement", (company, titled[0] + "COMPREHENSIVE INCOME", "(Unaudited, $ in millions)"),
                  over, quarters, texts.DRUGS_COMPREHENSIVE),
            Sheet("balance_sheet", (company, "CONDENSED CONSOLIDATED BALANCE SHEET",
                                    "(Unaudited, $ in millions except per share amounts)"),
                  [("", _spread("June 30, 2025", "December 31, 2024"))],
                  [Period(end), Period(year_ends[0])], texts.DRUGS_BALANCE),
            Sheet("cash_flow", (company, titled[0] + "CASH FLOWS", "(Unaudited, $ in millions)"),
                  [("", [("Six Months Ended June 30,", 2)]), ("", _spread("2025", "2024"))],
                  halves, texts.DRUGS_CASH),
        ],
        quarterly=True,
    )  # fmt: skip


def _oil() -> UsFiling:
    days, first = [date(2024, 12, 31), date(2023, 12, 31), date(2022, 12, 31)], date(2021, 12, 31)
    cash = dict(zip(days[:2], [23029, 31539], strict=True))
    total = dict(zip([*days, first], [23187, 31568, 29665, 6802], strict=True))
    flows, texts = _years(days, first), us_oil_airline
    over: list[Head] = [("(millions of dollars)*", _spread("2024", "2023", "2022"))]
    return UsFiling(
        "Terravane Energy 10-K.htm", "TERRAVANE ENERGY CORPORATION", "tagged", 6, cash, total,
        [
            Sheet("income_statement", ("", "CONSOLIDATED STATEMENT OF INCOME"), over, flows, texts.OIL_INCOME,
                  notes=True),
            Sheet("balance_sheet", ("", "CONSOLIDATED BALANCE SHEET"),
                  [("(millions of dollars)*", _spread("Dec. 31, 2024", "Dec. 31, 2023"))],
                  [Period(day) for day in days[:2]], texts.OIL_BALANCE, notes=True),
            Sheet("cash_flow", ("", "CONSOLIDATED STATEMENT OF CASH FLOWS"), over, flows, texts.OIL_CASH, notes=True,
                  broken_at=16),
        ],
    )  # fmt: skip


def _airline() -> UsFiling:
    end, prior, year_ends = date(2025, 6, 30), date(2024, 6, 30), (date(2024, 12, 31), date(2023, 12, 31))
    quarters, halves = _half(end, prior, year_ends)
    cash = {end: 3331, year_ends[0]: 3069}
    total = {end: 3702, year_ends[0]: 3421, prior: 4460, year_ends[1]: 3395}
    company, texts = "SKYLARK AIR LINES, INC.", us_oil_airline
    return UsFiling(
        "Skylark Air Lines 10-Q.htm", company, "tagged", 6, cash, total,
        [
            Sheet("balance_sheet", (company, "Consolidated Balance Sheets", "(Unaudited)"),
                  [("(in millions, except share data)", _spread("June 30, 2025", "December 31, 2024"))],
                  [Period(end), Period(year_ends[0])], texts.AIRLINE_BALANCE),
            Sheet("income_statement",
                  (company, "Condensed Consolidated Statements of Operations and Comprehensive Income", "(Unaudited)"),
                  [("", [("Three Months Ended June 30,", 2), ("Six Months Ended June 30,", 2)]),
                   ("(in millions, except per share data)", _spread("2025", "2024", "2025", "2024"))],
                  quarters, texts.AIRLINE_INCOME),
            Sheet("cash_flow", (company, "Condensed Consolidated Statements of Cash Flows", "(Unaudited)"),
                  [("", [("Six Months Ended June 30,", 2)]), ("(in millions)", _spread("2025", "2024"))],
                  halves, texts.AIRLINE_CASH),
        ],
        quarterly=True,
    )  # fmt: skip


def _trust() -> UsFiling:
    days, first = [date(2024, 12, 31), date(2023, 12, 31), date(2022, 12, 31)], date(2021, 12, 31)
    cash = dict(zip(days[:2], [144962, 132923], strict=True))
    total = dict(zip([*days, first], [205112, 192032, 126556, 133115], strict=True))
    flows, texts, company = _years(days, first), us_property_food, "Meridew Income Properties, Inc. and Subsidiaries"
    over: list[Head] = [("", [("Years ended December 31,", 3)]), ("", _spread("2024", "2023", "2022"))]
    return UsFiling(
        "Meridew Income 10-K.htm", company, "spaced", 3, cash, total,
        [
            Sheet("balance_sheet", (company, "Consolidated Balance Sheets",
                                    "(In thousands, except per share and share count data)"),
                  [("", [("December 31,", 2)]), ("", _spread("2024", "2023"))],
                  [Period(day) for day in days[:2]], texts.TRUST_BALANCE),
            Sheet("income_statement", (company, "Consolidated Statements of Income and Comprehensive Income",
                                       "(In thousands, except per share data)"),
                  over, flows, texts.TRUST_INCOME + texts.TRUST_COMPREHENSIVE),
            Sheet("cash_flow", (company, "Consolidated Statements of Cash Flows", "(In thousands)"),
                  over, flows, texts.TRUST_CASH, broken_at=14, retitled=False),
        ],
    )  # fmt: skip


def _food() -> UsFiling:
    end, prior, year_ends = date(2025, 6, 30), date(2024, 6, 30), (date(2024, 12, 31), date(2023, 12, 31))
    quarters, halves = _half(end, prior, year_ends)
    cash = {end: 680, year_ends[0]: 616}
    total = {end: 932, year_ends[0]: 807, prior: 671, year_ends[1]: 724}
    company, texts = "PEPPERWICK BRANDS, INC. AND SUBSIDIARIES", us_property_food
    over: list[Head] = [
        ("", [("Quarter ended", 2), ("Year to date", 2)]),
        ("", _spread("6/30/2025", "6/30/2024", "6/30/2025", "6/30/2024")),
    ]
    return UsFiling(
        "Pepperwick Brands 10-Q.htm", company, "tagged", 6, cash, total,
        [
            Sheet("income_statement", ("CONDENSED CONSOLIDATED STATEMENTS OF INCOME (UNAUDITED)", company,
                                       "(in millions, except per share data)"), over, quarters, texts.FOOD_INCOME),
            Sheet("income_statement", ("CONDENSED CONSOLIDATED STATEMENTS OF COMPREHENSIVE INCOME (UNAUDITED)",
                                       company, "(in millions)"), over, quarters, texts.FOOD_COMPREHENSIVE),
            Sheet("cash_flow", ("CONDENSED CONSOLIDATED STATEMENTS OF CASH FLOWS (UNAUDITED)", company,
                                "(in millions)"),
                  [("", [("Year to date", 2)]), ("", _spread("6/30/2025", "6/30/2024"))], halves, texts.FOOD_CASH),
            Sheet("balance_sheet", ("CONDENSED CONSOLIDATED BALANCE SHEETS", company, "(in millions)"),
                  [("", _spread("(Unaudited) 6/30/2025", "12/31/2024"))],
                  [Period(end), Period(year_ends[0])], texts.FOOD_BALANCE),
        ],
        quarterly=True,
    )  # fmt: skip


def _telecom() -> UsFiling:
    days, first = [date(2024, 12, 31), date(2023, 12, 31), date(2022, 12, 31)], date(2021, 12, 31)
    cash = dict(zip(days[:2], [4194, 2065], strict=True))
    total = dict(zip([*days, first], [4635, 3497, 4111, 4161], strict=True))
    flows, texts = _years(days, first), us_telecom_defence
    company = "Verant Communications Inc. and Subsidiaries"
    years = _spread("2024", "2023", "2022")
    return UsFiling(
        "Verant Communications 10-K.htm", company, "plain", 6, cash, total,
        [
            Sheet("income_statement", (f"Consolidated Statements of Income {company}",),
                  [("", [("(dollars in millions, except per share amounts)", 3)]), ("Years Ended December 31,", years)],
                  flows, texts.TELECOM_INCOME),
            Sheet("balance_sheet", (f"Consolidated Balance Sheets {company}",),
                  [("", [("(dollars in millions, except per share amounts)", 2)]), ("At December 31,", years[:2])],
                  [Period(day) for day in days[:2]], texts.TELECOM_BALANCE),
            Sheet("cash_flow", (f"Consolidated Statements of Cash Flows {company}",),
                  [("", [("(dollars in millions)", 3)]), ("Years Ended December 31,", years)], flows,
                  texts.TELECOM_CASH),
        ],
    )  # fmt: skip


def _defence() -> UsFiling:
    days, first = [date(2024, 12, 31), date(2023, 12, 31), date(2022, 12, 31)], date(2021, 12, 31)
    cash = dict(zip([*days, first], [2483, 1442, 2547, 3604], strict=True))
    flows, texts, company = _years(days, first), us_telecom_defence, "Aldgate Aerospace Corporation"
    over: list[Head] = [("", [("Years Ended December 31,", 3)]), ("", _spread("2024", "2023", "2022"))]
    return UsFiling(
        "Aldgate Aerospace 10-K.htm", company, "tagged", 6, cash, {},
        [
            Sheet("income_statement", (company, "Consolidated Statements of Earnings",
                                       "(in millions, except per share data)"), over, flows, texts.DEFENCE_INCOME),
            Sheet("income_statement", (company, "Consolidated Statements of Comprehensive Income", "(in millions)"),
                  over, flows, texts.DEFENCE_COMPREHENSIVE),
            Sheet("balance_sheet", (company, "Consolidated Balance Sheets", "(in millions, except par value)"),
                  [("", [("December 31,", 2)]), ("", _spread("2024", "2023"))],
                  [Period(day) for day in days[:2]], texts.DEFENCE_BALANCE),
            Sheet("cash_flow", (company, "Consolidated Statements of Cash Flows", "(in millions)"), over, flows,
                  texts.DEFENCE_CASH),
        ],
    )  # fmt: skip
