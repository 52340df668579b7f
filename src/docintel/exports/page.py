"""A customer on one page: grade, warnings with the words behind them, figures, correspondence, and what was not read.

As a file of its own it has no scripts and no links to anywhere, so that it can be opened, mailed and printed; the
service shows the same body inside its pages, where the words behind a number lead to the document they stand in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

from docintel.assets import model_table
from docintel.exports.assessment_notes import input_words, note_lines
from docintel.exports.charts import Mark, Series, bars, timeline
from docintel.exports.names import Name
from docintel.exports.rows import measured_count
from docintel.records import Alert, Failure, Profile, Utterance

#: How far above or below the line each cooperation intent stands (correspondence.md §3, column "score").
_HEIGHTS = {
    "CI-1": 1.0,
    "CI-2": 0.6,
    "CI-3": 0.3,
    "CI-4": 0.0,
    "CI-5": -0.2,
    "CI-6": -0.4,
    "CI-7": -0.7,
    "CI-8": -0.9,
    "CI-9": -1.0,
}
_FLOWS = (("is.revenue", "营业收入 revenue"), ("is.net_profit", "净利润 net profit"), ("cf.cfo", "经营现金流 CFO"))
_STOCKS = (
    ("bs.total_assets", "总资产 assets"),
    ("bs.total_liabilities", "总负债 liabilities"),
    ("bs.total_equity", "权益 equity"),
)
_FULL_YEAR = 12
#: A measured value from here on is a sum of money, not a ratio.
_LARGE = 1000
_HEADROOM = "cov.headroom:"
#: Absences that say where documents contradict each other, rather than what is missing.
_DISPUTES = ("versions:", "comparatives:")


@dataclass(frozen=True, slots=True)
class Source:
    """The words behind an input: document name, place in it (cell, page or characters), and the quote.

    `href` leads to the words where there is a page that shows them; a file that is mailed has none.
    """

    document: str
    place: str
    quote: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """Words that point to an indicator but are not sure enough to count until a reviewer accepts them."""

    indicator: str
    name_zh: str
    name_en: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class CustomerView:
    """Everything the page shows. `sources` maps fact ids to the words behind them.

    `nobodys` counts files that were not read or filed for anyone: their names may be another customer's business.
    """

    profile: Profile
    sources: Mapping[str, Source]
    documents: Sequence[Mapping[str, Any]] = ()
    leads: Sequence[Lead] = ()
    failures: Sequence[Failure] = ()
    nobodys: int = 0
    utterances: Sequence[Utterance] = ()


def render_page(view: CustomerView) -> str:
    """The page as the text of an HTML file that needs no other."""
    return _render("customer.html.j2", view)


def render_body(view: CustomerView) -> str:
    """What stands inside the page, as HTML text for the body of another."""
    return _render("customer_body.html.j2", view)


def page_style() -> str:
    """The style sheet that the body is drawn with."""
    return files("docintel.exports").joinpath("templates", "customer.css").read_text(encoding="utf-8")


def _render(template: str, view: CustomerView) -> str:
    # heavy: loads when a page is asked for
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("docintel.exports", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    found = view.profile.absences
    return environment.get_template(template).render(
        view=view,
        profile=view.profile,
        measured=measured_count(view.profile),
        number=_number,
        alerts=[(alert, _inputs(alert, view.sources)) for alert in view.profile.alerts],
        names=_indicator_names(),
        note_lines=note_lines,
        input_words=input_words,
        disputes=[absence for absence in found if absence.sought.startswith(_DISPUTES)],
        absences=[absence for absence in found if not absence.sought.startswith(_DISPUTES)],
        pictures=[(title, picture) for title, picture in _pictures(view) if picture],
    )


def _indicator_names() -> dict[str, Name]:
    return {row["id"]: Name(row["name_zh"], row["name_en"]) for row in model_table("indicators.toml")["indicator"]}


def _number(value: Decimal) -> str:
    """A measured value as people read it: sums and counts without needless places, ratios with four."""
    places = 0 if value == value.to_integral_value() else 2 if abs(value) >= _LARGE else 4
    return f"{value:,.{places}f}"


def _inputs(alert: Alert, sources: Mapping[str, Source]) -> list[tuple[str, str, list[Source]]]:
    rows = []
    for used in alert.assessment.inputs:
        mark = " (estimated)" if used.estimated else ""
        value = f"{used.value:,f}" if isinstance(used.value, Decimal) else used.value
        rows.append((used.key, f"{value}{mark}", [sources[fact] for fact in used.facts if fact in sources]))
    return rows


def _pictures(view: CustomerView) -> list[tuple[str, str]]:
    flows, stocks, intent = "年度经营 Yearly flows", "资产负债 Balances", "合作意愿 Cooperation intent"
    headroom = "契约余量 Covenant headroom, %"
    return [
        (flows, _chart(view.profile, _FLOWS, flows, months=_FULL_YEAR)),
        (stocks, _chart(view.profile, _STOCKS, stocks, months=None)),
        (intent, _cooperation_chart(view, intent)),
        (headroom, _headroom_chart(view.profile, headroom)),
    ]


def _chart(profile: Profile, wanted: Sequence[tuple[str, str]], title: str, *, months: int | None) -> str:
    table: dict[str, dict[date, Decimal]] = {key: {} for key, _ in wanted}
    units = set()
    # the group's figures and the parent's are two companies: those the ratios were read from are drawn
    scope = next((one.scope for one in profile.assessments if one.scope), None)
    for value in profile.values:
        if value.name in table and (value.months, value.scope) == (months, scope) and isinstance(value.value, Decimal):
            table[value.name][value.as_of] = value.value
            units.add(value.unit or "")
    days = sorted({day for found in table.values() for day in found})
    if len(units) > 1:
        return ""  # amounts of several currencies do not share an axis
    series = [Series(name, tuple(table[key].get(day) for day in days)) for key, name in wanted]
    return bars(title, [str(day) for day in days], series, unit="".join(units))


def _headroom_chart(profile: Profile, title: str) -> str:
    """Distance from each covenant's line in per cent of the line; below zero the covenant is broken."""
    measured = [one for one in profile.assessments if one.key.startswith(_HEADROOM) and one.value is not None]
    names = [one.key.removeprefix(_HEADROOM).removeprefix("fin.").replace(":", " ") for one in measured]
    values = tuple(one.value * 100 for one in measured if one.value is not None)
    return bars(title, names, [Series("余量 headroom", values)], unit="%") if values else ""


def _cooperation_chart(view: CustomerView, title: str) -> str:
    marks = [
        Mark(said.sent.date(), _HEIGHTS[said.ci], f"{said.ci} {said.evidence[0].quote}", _colour(_HEIGHTS[said.ci]))
        for said in view.utterances
        if said.sent is not None and said.ci in _HEIGHTS
    ]
    return timeline(title, marks, upper="合作", lower="对立")


def _colour(height: float) -> str:
    return "#5b8c5a" if height > 0 else "#b23b3b" if height < 0 else "#888888"
