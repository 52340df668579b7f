"""The one sentence an alert says, in Chinese and English, with its numbers."""

from __future__ import annotations

from decimal import Decimal

from docintel.assets import model_table
from docintel.credit.catalogue import LEVELS, Indicator, indicator
from docintel.credit.spoken import Language, fill, level_word, phrase, say, say_line
from docintel.credit.thresholds import Line, parse_line
from docintel.records import Assessment


def reason(row: Indicator, assessment: Assessment, language: Language) -> str:
    """Why the indicator fired: the case the catalogue words, else value and line, else the row's own sentence."""
    words = _words(row, assessment, language)
    if assessment.reason == "data_gap":
        return fill(phrase("gap", language), words)
    if rule := said(assessment, "rule"):
        return fill(getattr(row.rules[int(rule)], language), words)
    for flag, name in (("held", "held"), ("persistence", "raised")):
        if flag in assessment.flags:
            return fill(phrase(name, language), words)
    return fill(getattr(row, language) or phrase("line", language), words)


def metric_name(key: str, language: Language) -> str:
    """The name of an indicator, aggregate or account; its key where it has none."""
    found = indicator(key)
    if found is not None:
        return str(getattr(found, f"name_{language}"))
    named = {row["key"]: row[language] for row in model_table("derived.toml")["derived"].values()}
    return str(named.get(key, key))


def said(assessment: Assessment, name: str) -> str | None:
    """What the first flag of a name says ("day=2026-06-30"); None without one."""
    return next((flag.removeprefix(f"{name}=") for flag in assessment.flags if flag.startswith(f"{name}=")), None)


def _words(row: Indicator, assessment: Assessment, language: Language) -> dict[str, str]:
    words = {one.key: _share(one.value, language) for one in assessment.inputs if one.key.startswith("m.")}
    words |= {name: text for name, _, text in (flag.partition("=") for flag in assessment.flags) if text}
    words |= {"name": getattr(row, f"name_{language}"), "level": level_word(assessment.grade or 0, language)}
    for name, flag in (("items", "item"), ("names", "gap")):
        listed = [text.removeprefix(f"{flag}=") for text in assessment.flags if text.startswith(f"{flag}=")]
        words[name] = ("、" if language == "zh" else ", ").join(metric_name(text, language) for text in listed)
    line = _line(assessment)
    if assessment.value is not None:
        words["value"] = _value(row, assessment.value, language, line)
        if line is not None:
            words["side"] = _side(assessment.value, line, language)
            words["line"] = say_line(line.limit, row.unit, language)
    return words | (_covenant_words(assessment, language) if row.how == "covenant" else {})


def _value(row: Indicator, value: Decimal, language: Language, line: Line | None) -> str:
    if row.how == "deadline":
        name = "days_left" if value >= 0 else "days_over"
        return fill(phrase(name, language), {"days": f"{abs(value):f}"})
    if row.how == "reporting":
        return f"{value:f}"
    return say(value, row.unit, language, apart_from=line.limit if line else None)


def _covenant_words(assessment: Assessment, language: Language) -> dict[str, str]:
    """Metric, requirement and headroom of a covenant; inputs are the actual value and the limit, in that order."""
    actual, limit = assessment.inputs[0], assessment.inputs[1]
    measured = indicator(actual.key)
    unit = measured.unit if measured is not None else "amount"
    bound = Decimal(limit.value)
    operator = assessment.key.split(":")[2].rstrip("0123456789.-")
    room = assessment.value
    return {
        "metric": metric_name(actual.key, language),
        "value": say(Decimal(actual.value), unit, language, apart_from=bound),
        "line": fill(phrase("requires", language)[operator], {"n": say_line(bound, unit, language)}),
        "headroom": "—" if room is None else say(room, "percent", language, apart_from=Decimal(0)),
    }


def _line(assessment: Assessment) -> Line | None:
    """The line of the assessment's grade, where it is the one that was crossed."""
    if not assessment.grade:
        return None
    text = getattr(assessment.thresholds, LEVELS[assessment.grade - 1])
    return parse_line(text or "")


def _side(value: Decimal, line: Line, language: Language) -> str:
    if value == line.limit:
        return str(phrase("at", language))
    return str(phrase("above" if line.upward else "below", language))


def _share(value: Decimal | str, language: Language) -> str:
    return say(value, "percent", language) if isinstance(value, Decimal) else value
