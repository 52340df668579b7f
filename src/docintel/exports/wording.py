"""What a fact says in a person's words, Chinese and English, with its value and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from docintel.exports.names import (
    Name,
    Status,
    catalogue_names,
    code_name,
    failed_name,
    kind_name,
    plain_name,
    statement_name,
    status_name,
)
from docintel.records import (
    Amount,
    AuditorChange,
    AuditReport,
    Clause,
    Covenant,
    DatedMention,
    Fact,
    Figure,
    Message,
    Obligation,
    Party,
    Promise,
    Proposal,
    Term,
    Utterance,
)

_SIGNS = {"<=": "≤", ">=": "≥", "<": "<", ">": ">"}


@dataclass(frozen=True, slots=True)
class Wording:
    """A fact in words: what it is about in both languages, its value as text, and its statuses."""

    name: Name
    value: str
    statuses: tuple[Status, ...] = ()


def word_fact(fact: Fact) -> Wording:
    """The wording of a fact of any kind; a kind of somebody's plug-in is worded by its claim."""
    worded = _WORDINGS.get(type(fact))
    return worded(fact) if worded else Wording(kind_name(fact.kind), fact.claim)


def advice_on(fact: Proposal, verdict: str = "") -> tuple[Name, ...]:
    """What a person can do about a proposal, sentence by sentence; after a verdict what has become of it."""
    several = ["one_of_several"] if fact.alternatives else []
    together = ["together"] if all(fact.together) else []
    topics = [verdict, *together] if verdict == "accepted" else [verdict] if verdict else [fact.repair, *several]
    waiting = [] if verdict else [*together, "until_accepted"]
    return tuple(code_name("advice", topic) for topic in (*topics, *waiting))


def mapping_note(figure: Figure) -> Name | None:
    """How a row that no name maps came to its account, or the accounts it is nearest to; None where a name maps it."""
    accounts = catalogue_names("accounts.toml", "account", "key")
    near = [(accounts.get(one.key, plain_name(one.key)), one.similarity) for one in figure.candidates]
    if not near:
        return None
    zh = "；".join(f"{name.zh} {sure:.2f}" for name, sure in near)
    en = "; ".join(f"{name.en} {sure:.2f}" for name, sure in near)
    if figure.mapped_by == "similarity":
        return Name(f"按相似度归类，近似科目：{zh}", f"mapped by likeness; nearest accounts: {en}")
    return Name(f"未归类，近似科目：{zh}", f"of no account; nearest: {en}")


def _party(fact: Party) -> Wording:
    role = code_name("roles", fact.role) if fact.role else kind_name("party")
    numbers = "".join(f" · {one.scheme.upper()} {one.value}" for one in fact.identifiers)
    wrong = any(not one.valid for one in fact.identifiers)
    return Wording(role, f"{fact.name}{numbers}", _statuses(id_invalid=wrong))


def _amount(fact: Amount) -> Wording:
    low, high = _number(fact.low), _number(fact.high)
    value = _number(fact.value) if fact.value is not None else f"{low or '…'} – {high or '…'}"
    wrong = _statuses(words_and_figures=fact.conflict)
    return Wording(kind_name("amount"), f"{value} {fact.currency or '币种未知 currency unknown'}", wrong)


def _date(fact: DatedMention) -> Wording:
    shown = {"day": fact.value.isoformat(), "month": f"{fact.value:%Y-%m}", "year": f"{fact.value:%Y}"}
    doubts = _statuses(year_inferred=fact.year_inferred, ambiguous=fact.ambiguous)
    return Wording(kind_name("date"), shown[fact.precision], doubts)


def _term(fact: Term) -> Wording:
    return Wording(code_name("terms", fact.name), _measure(fact.value, fact.unit))


def _covenant(fact: Covenant) -> Wording:
    tested = code_name("frequencies", fact.test_frequency) if fact.test_frequency else Name("", "")
    words = f"{_SIGNS[fact.operator]} {_number(fact.threshold)} {tested.zh} {tested.en}"
    return Wording(
        catalogue_names("rules/covenants.toml", "metric", "metric").get(fact.metric, plain_name(fact.metric)), words
    )


def _clause(fact: Clause) -> Wording:
    types = catalogue_names("clauses.toml", "clause", "key")
    named = [types.get(one.key, plain_name(one.key)) for one in fact.keys]
    name = (
        Name("；".join(one.zh for one in named), "; ".join(one.en for one in named)) if named else kind_name("clause")
    )
    flags = tuple(
        Status(f"{label.zh}：{flag.explanation_zh}", f"{label.en}: {flag.explanation_en}", label.grade)
        for flag in fact.flags
        for label in (status_name(f"flag_{flag.severity}"),)
    )
    return Wording(name, " ".join(part for part in (fact.number, fact.heading) if part), flags)


def _obligation(fact: Obligation) -> Wording:
    due = fact.deadline
    when = "" if due is None else f" · {due.text}" + (f" → {due.due}" if due.due else "")
    value = f"{fact.bearer or '义务人未明 bearer unknown'}: {fact.cue}{when}"
    return Wording(code_name("deontics", fact.type), value, _statuses(bearer_inferred=fact.bearer_inferred))


def _figure(fact: Figure) -> Wording:
    name = _row_name(fact)
    shown = _number(fact.value) if fact.value is not None else "—"
    failing = dict.fromkeys((check.id, check.difference) for check in fact.checks if check.result == "fail")
    failed = tuple(Status(*failed_name(*each), "wrong") for each in failing)
    filed = f"（{fact.as_filed} {fact.unit or ''}）"
    note = mapping_note(fact)
    mapped = (Status(*note, "doubt"),) if note else ()
    return Wording(name, f"{shown} {fact.currency or ''}{filed}", (status_name(fact.status), *failed, *mapped))


def _proposal(fact: Proposal) -> Wording:
    row, asked = _row_name(fact), code_name("repairs", fact.repair)
    name = Name(f"{asked.zh}：{row.zh}", f"{asked.en}: {row.en}")
    failing = ", ".join(dict.fromkeys(check.id for check in fact.identities))
    value = f"{fact.as_filed or '—'} → {fact.as_proposed} {fact.unit or ''}（{failing}）"
    cause = (_named_status("causes", fact.cause),) if fact.cause else ()
    return Wording(name, value, (*_statuses(proposed=True, one_of_several=fact.alternatives > 0), *cause))


def _audit_report(fact: AuditReport) -> Wording:
    kind = code_name("engagements", fact.engagement)
    opinion = code_name("opinions", fact.opinion or "unknown")
    parts = (f"{opinion.zh} {opinion.en}", fact.firm, f"{fact.period_end}" if fact.period_end else None)
    said = _statuses(going_concern=fact.going_concern is True, emphasis=fact.emphasis is True)
    unread = _statuses(report_not_read=fact.opinion is None or None in (fact.going_concern, fact.emphasis))
    return Wording(kind, " · ".join(part for part in parts if part), (*said, *unread))


def _auditor_change(fact: AuditorChange) -> Wording:
    how = code_name("departures", fact.departure)
    firms = f"{fact.former or '—'} → {fact.successor or '—'}"
    return Wording(how, firms + (f" · {fact.day}" if fact.day else ""))


def _row_name(fact: Figure | Proposal) -> Name:
    account = catalogue_names("accounts.toml", "account", "key").get(
        fact.key or "", Name("未归类科目", "row of no account")
    )
    statement = statement_name(fact.statement, fact.scope)
    end = fact.period_end or fact.period
    own = (fact.note, fact.label, fact.column_label) if isinstance(fact, Figure) else (fact.label,)
    printed = (fact.entity, *own)
    filed_as = " | ".join(part for part in printed if part)
    return Name(
        f"{filed_as} → {account.zh} · {statement.zh} · {end}",
        f"{account.en} · {statement.en} · {end}" + (f" · {fact.months} months" if fact.months else ""),
    )


def _message(fact: Message) -> Wording:
    sent = "日期未知 undated" if fact.date is None else f"{fact.date:%Y-%m-%d %H:%M}"
    return Wording(kind_name("message"), f"{sent} · {fact.sender} → {', '.join(fact.to)} · {fact.subject}")


def _utterance(fact: Utterance) -> Wording:
    name = code_name("intents", fact.ci) if fact.ci else Name("礼节性语句", "courtesy")
    events = [f"{one.code} {' '.join(_event(one.code, one.modality))}" for one in fact.events]
    value = " · ".join(
        [
            *([fact.ci] if fact.ci else []),
            *events,
            f"语气 tone {fact.sentiment:+d}" if fact.sentiment else "语气 tone 0",
        ]
    )
    return Wording(name, value, _statuses(context_needed=fact.context_needed))


def _promise(fact: Promise) -> Wording:
    amount = "金额未明 no amount" if fact.amount is None else f"{_number(fact.amount)} {fact.currency or ''}"
    due = fact.due or "日期未明 no date"
    return Wording(kind_name("promise"), f"{amount.strip()} · {due}", (status_name(fact.status),))


def _event(code: str, modality: str) -> Name:
    event, how = code_name("events", code), code_name("modalities", modality)
    return Name(f"{event.zh}（{how.zh}）" if how.zh else event.zh, f"{event.en} ({how.en})" if how.en else event.en)


def _measure(value: str, unit: str | None) -> str:
    """A term's value as people write it: a fraction in per cent, a sum grouped by thousands, anything else as it is."""
    if unit is None:
        return value
    try:
        number = Decimal(value)
    except ArithmeticError:
        return f"{value} {unit}"
    if unit == "fraction":
        return f"{(number * 100).normalize():f} %"
    return f"{_number(number)} {unit.replace('_', ' ')}"


def _number(value: Decimal | None) -> str:
    """Digits grouped by thousands, as many as were read."""
    return "" if value is None else f"{value:,f}"


def _statuses(**holds: bool) -> tuple[Status, ...]:
    return tuple(status_name(name) for name, held in holds.items() if held)


def _named_status(table: str, code: str) -> Status:
    return Status(*code_name(table, code), "doubt")


_WORDINGS: dict[type[Fact], Callable[[Any], Wording]] = {
    Party: _party,
    Amount: _amount,
    DatedMention: _date,
    Term: _term,
    Covenant: _covenant,
    Clause: _clause,
    Obligation: _obligation,
    Figure: _figure,
    Message: _message,
    Utterance: _utterance,
    Promise: _promise,
    Proposal: _proposal,
    AuditReport: _audit_report,
    AuditorChange: _auditor_change,
}
