"""What is said beside a figure that its status alone does not say, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from docintel.exports.names import Name, check_name, code_name, failed_name, status_name
from docintel.exports.spread_cells import Proposed, Sourced
from docintel.exports.wording import Wording, word_fact
from docintel.records import Figure, Proposal

#: The extractor's mark on a number that open identities leave in doubt (docs/interfaces.md, `checks`).
_SUSPECT = "SUSPECT"
_DOUBTED = Name("所在勾稽不平，无法判定是否由此数造成", "an identity over it fails, and this number may be why")
#: Figures of these units are no amounts of the statement's currency.
_UNITS = {
    "shares": Name("股数，非金额", "a number of shares, no amount"),
    "per share": Name("每股金额", "an amount per share"),
}


def figure_remarks(figures: Sequence[Sourced]) -> Iterator[Name]:
    """Which identities fail by how much, what is in doubt, what would mend it, and units that are no amounts."""
    yield from dict.fromkeys(_UNITS[one.figure.unit] for one in figures if one.figure.unit in _UNITS)
    checks = dict.fromkeys((check.id, check.result, check.difference) for one in figures for check in one.figure.checks)
    for name, result, difference in checks:
        if result == "fail" and name != _SUSPECT:
            yield failed_name(name, difference)
    proposals = [proposed for one in figures for proposed in one.proposals]
    yield from map(proposal_remark, proposals)
    if not proposals and any(_is_doubted(one.figure) for one in figures):
        yield _DOUBTED


def reprint_remarks(also: Iterable[Sourced]) -> Iterator[Name]:
    """Which further prints of the same value are in conflict, and through what."""
    for one in also:
        failing = dict.fromkeys(
            check.id for check in one.figure.checks if check.result == "fail" and check.id != _SUSPECT
        )
        failed = [check_name(code) for code in failing]
        if one.status == "conflict":
            place = f"{one.file}（{one.place}）"
            yield Name(
                f"{place}的同一数值勾稽不符 {'，'.join(each.zh for each in failed)}".strip(),
                f"{one.file} ({one.place}) prints it in conflict {', '.join(each.en for each in failed)}".strip(),
            )


def proposal_remark(proposed: Proposed) -> Name:
    """A proposal beside its figure: printed and proposed digits, why, and how it stands."""
    worded, asked = word_fact(proposed.proposal), code_name("repairs", proposed.proposal.repair)
    said = proposal_standing(proposed, worded)
    return Name(f"{asked.zh}：{worded.value}，{said.zh}", f"{asked.en}: {worded.value}, {said.en}")


def proposal_standing(proposed: Proposed, worded: Wording) -> Name:
    """How a proposal stands: what a person said of it, else that it waits; how many others fit; the likely slip."""
    waits = status_name("proposed")
    others = [each for each in worded.statuses if each != waits]
    statuses = [status_name(proposed.verdict) if proposed.verdict else waits, *others]
    return Name("，".join(one.zh for one in statuses), ", ".join(one.en for one in statuses))


def identity_names(proposal: Proposal) -> list[Name]:
    """The identities that a proposal would close, each with what it says."""
    return [check_name(code) for code in dict.fromkeys(check.id for check in proposal.identities)]


def companions(proposal: Proposal, known: Iterable[Proposed]) -> Name:
    """The proposals that have to be accepted with one, set by set; empty where it is enough alone."""
    if not all(proposal.together):
        # an empty set: it is enough alone
        return Name("", "")
    places = {one.proposal.id: f"{one.proposal.label} → {one.proposal.as_proposed} ({one.place})" for one in known}
    sets = [" + ".join(places.get(other, other) for other in others) for others in proposal.together]
    return Name(" 或 ".join(sets), " or ".join(sets))


def _is_doubted(figure: Figure) -> bool:
    return any(check.id == _SUSPECT for check in figure.checks)
