"""What a reviewer should look at in a clause: the rules of models/rules/flags.toml that its own words decide."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from docintel.assets import model_table
from docintel.language.patterns import any_of
from docintel.records import ClauseKey, Flag, Slot


def flags_of(words: str, keys: list[ClauseKey], slots: list[Slot], contract: str) -> list[Flag]:
    """The flags a clause raises; `words` as `view` shows them. A rule speaks only for the clause type it belongs to."""
    wanted = {key.key for key in keys}
    values = {slot.name: slot.value for slot in slots}
    return [_flag(rule) for rule in _rules() if rule["key"] in wanted and _holds(rule, words, values, contract)]


@cache
def _rules() -> tuple[dict[str, Any], ...]:
    return tuple(model_table("rules/flags.toml")["flag"])


def _holds(rule: dict[str, Any], words: str, values: dict[str, str], contract: str) -> bool:
    if contract not in rule.get("contracts", [contract]):
        return False
    if "matches" in rule and not any_of((rule["matches"],)).search(words):
        return False
    if "unless" in rule and any_of((rule["unless"],)).search(words):
        return False
    return "slot" not in rule or _within(rule, values.get(rule["slot"]))


def _within(rule: dict[str, Any], value: str | None) -> bool:
    """Whether a filled value lies over and under the rule's lines; an unfilled one breaks no rule."""
    if value is None:
        return False
    number = _number(value)
    if number is None:
        return False
    over, under = rule.get("over"), rule.get("under")
    return (over is None or number > Decimal(over)) and (under is None or number < Decimal(under))


def _number(value: str) -> Decimal | None:
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _flag(rule: dict[str, Any]) -> Flag:
    return Flag(
        rule=rule["rule"],
        severity=rule["severity"],
        flag_class=rule["class"],
        article=rule.get("article"),
        explanation_zh=rule["zh"],
        explanation_en=rule["en"],
    )
