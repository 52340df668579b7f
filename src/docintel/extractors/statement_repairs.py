"""Which printed numbers are to blame where identities fail, and what each would have to be.

Only the numbers of the smallest sets that close everything stay in doubt; the others of a failed identity are as the
identities that hold prove them. Where no small set closes everything, all of them stay in doubt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from docintel.extractors.statement_agreement import is_contradicted
from docintel.extractors.statement_entries import Entry
from docintel.extractors.statement_sums import Identity
from docintel.extractors.statement_suspects import Equation, Finding, find_suspects
from docintel.records.statement import Check

#: Rounding leaves a difference in more than one of so many sums.
_ONE_OFF_IN = 10
#: Roundings of the summands leave the needed number so many steps of play at most.
_MOST_PLAY = 40
#: A number named by the smallest sets; the difference is what it would have to change by.
SUSPECT = "SUSPECT"


@dataclass(frozen=True, slots=True)
class Repair:
    """One number of one of the smallest sets: what it would have to be, with which others, and what it would close.

    `together` are the other changes of each set it stands in, `sets` how many sets there are. `nearby` are the other
    values that would do as well because the print is rounded, the nearest first.
    """

    entry: Entry
    value: Decimal
    identities: tuple[Identity, ...]
    together: tuple[tuple[tuple[Entry, Decimal], ...], ...]
    sets: int
    nearby: tuple[Decimal, ...] = ()


def settle(identities: Sequence[Identity]) -> list[Repair]:
    """Write the outcome of all identities on the numbers they ran over; returns what would mend those that fail."""
    run = _Localised(identities)
    for identity in run.identities:
        _write(identity, run)
    for entry, check in run.vouched():
        entry.checks.append(check)
        entry.proved = True
    for entry, check in run.doubts():
        entry.checks.append(check)
    return run.repairs()


class _Localised:
    """The identities of a document as equations between entries, and what their open ones tell."""

    def __init__(self, identities: Iterable[Identity]) -> None:
        self._entries: dict[int, Entry] = {}
        self._identities: dict[int, Identity] = {}
        self._equations: list[Equation] = []
        known = [each for each in identities if _is_comparable(each)]
        self._exact = _are_exact(known)
        self.identities = [self._judged(each) for each in known]
        for identity in self.identities:
            if identity.binding:
                self._equations.append(self._equation(identity))
        self._over: dict[int, list[Equation]] = defaultdict(list)
        for equation in self._equations:
            for number in equation.weights:
                self._over[number].append(equation)
        self._findings = find_suspects(self._equations)
        self._of = {id(self._identities[id(each)]): finding for finding in self._findings for each in finding.equations}
        self._missing = [each for each in self.identities if not each.binding and not each.told]

    def _judged(self, identity: Identity) -> Identity:
        """The verdict in view of the document's other sums: where they close to the digit, no small gap is excused."""
        excused = identity.result != "fail" and not identity.closes and not identity.at_least
        if self._exact and excused and identity.binding and identity.hard and _is_of_one_step(identity):
            return replace(identity, result="fail")
        return identity

    def _equation(self, identity: Identity) -> Equation:
        weights: dict[int, int] = {}
        for entry, weight in identity.terms:
            self._entries[id(entry)] = entry
            weights[id(entry)] = weights.get(id(entry), 0) + weight
        standing = {number: weight for number, weight in weights.items() if weight}
        slack = identity.grain if self._exact and _is_of_one_step(identity) else identity.rounding
        step = min((entry.step for entry, _ in identity.terms if not entry.blank), default=Decimal(0))
        equation = Equation(standing, identity.difference, slack, identity.hard, identity.at_least, step)
        self._identities[id(equation)] = identity
        return equation

    def clears(self, identity: Identity, entry: Entry) -> bool:
        """Whether an identity fails for other numbers than this one."""
        finding = self._of.get(id(identity))
        return finding is not None and is_telling(finding) and id(entry) not in finding.suspects

    def vouched(self) -> list[tuple[Entry, Check]]:
        """What two identities prove together that fail by the same number: their difference holds without it."""
        found = []
        for finding in self._findings:
            suspects = finding.suspects
            run = [self._identities[id(each)] for each in finding.equations if not each.at_least]
            if len(finding.sets) == len(suspects) == 1 and len(run) > 1:
                for at, identity in enumerate(run):
                    name = f"{identity.id}/{run[at - 1].id}"
                    check = Check(id=name, result="pass", difference=Decimal(0))
                    others = [entry for entry in identity.entries if id(entry) not in suspects]
                    agree = abs(_wrong_by(identity, suspects) - _wrong_by(run[at - 1], suspects)) <= identity.grain
                    found += [(entry, check) for entry in others if agree and identity.id.startswith("I-")]
        return found

    def doubts(self) -> list[tuple[Entry, Check]]:
        """A check for every number that open identities leave in doubt: a conflict where only one set closes them."""
        found: dict[int, Check] = {}
        for finding in self._findings:
            result = "fail" if len(finding.sets) == 1 else "cannot_tell"
            for changes in finding.sets:
                for number, change in changes.items():
                    found.setdefault(number, Check(id=SUSPECT, result=result, difference=change))
            if not is_telling(finding):
                for number in (each for equation in finding.equations for each in equation.weights):
                    found.setdefault(number, Check(id=SUSPECT, result="cannot_tell"))
        return [(self._entries[number], check) for number, check in found.items()]

    def repairs(self) -> list[Repair]:
        """What would mend the open identities, and the numbers missing from others, one for every number and value."""
        return [*(repair for finding in self._findings for repair in self._repairs(finding)), *self._residuals()]

    def _residuals(self) -> list[Repair]:
        ways: dict[int, dict[Decimal, list[Identity]]] = {}
        for identity in self._missing:
            entry, weight = identity.terms[-1]
            self._entries[id(entry)] = entry
            ways.setdefault(id(entry), {}).setdefault(-identity.difference / weight, []).append(identity)
        return [
            Repair(self._entries[number], value, tuple(run), ((),), len(values))
            for number, values in ways.items()
            for value, run in values.items()
        ]

    def _repairs(self, finding: Finding) -> list[Repair]:
        ways: dict[tuple[int, Decimal], list[tuple[tuple[Entry, Decimal], ...]]] = {}
        for changes in finding.sets:
            wanted = [(self._entries[number], self._entries[number].value + by) for number, by in changes.items()]
            for entry, value in (each for each in wanted if not each[0].aside):
                others = tuple(each for each in wanted if each[0] is not entry)
                ways.setdefault((id(entry), value), []).append(others)
        run = [self._identities[id(each)] for each in finding.equations]
        return [
            Repair(
                self._entries[number], value, tuple(_over(run, number)), tuple(together), len(finding.sets),
                self._nearby(number, value) if together == [()] else (),
            )
            for (number, value), together in ways.items()
        ]  # fmt: skip

    def _nearby(self, number: int, value: Decimal) -> tuple[Decimal, ...]:
        """The values beside the needed one that leave closed all it closes, in steps of the print."""
        printed = self._entries[number].value
        closed = [each for each in self._over[number] if not each.is_open({number: value - printed})]
        step = min((each.step for each in closed), default=Decimal(0))
        slack = min((each.slack for each in closed if not each.at_least), default=Decimal(0))
        reach = min(int(2 * slack / step), _MOST_PLAY) if step else 0
        values = (value + play * step for play in sorted(range(-reach, reach + 1), key=abs) if play)
        return tuple(near for near in values if not any(each.is_open({number: near - printed}) for each in closed))


def _are_exact(identities: Iterable[Identity]) -> bool:
    """Whether the sums of a document close to the digit, so that a small difference is no rounding but a slip."""
    sums = [each for each in identities if each.hard and each.closes and not each.at_least and _is_of_one_step(each)]
    off = sum(not each.is_exact for each in sums)
    return off * _ONE_OFF_IN <= len(sums)


def _is_comparable(identity: Identity) -> bool:
    """Whether its numbers are of one measure and time, as far as the document says what they are of."""
    return len({(entry.unit is None, is_contradicted(entry)) for entry in identity.entries}) <= 1


def _is_of_one_step(identity: Identity) -> bool:
    # a dash shows no digits: it says nothing of how finely the others are printed
    return len({entry.step for entry in identity.entries if not entry.nil}) == 1


def _wrong_by(identity: Identity, suspects: set[int]) -> Decimal:
    """What the one suspect would have to change by for the identity to hold."""
    weight = sum(weight for entry, weight in identity.terms if id(entry) in suspects)
    return -identity.difference / weight


def is_telling(finding: Finding) -> bool:
    """Whether what no set names is cleared: one wrong number explains everything, or only one set does."""
    return len(finding.sets) == 1 or (bool(finding.sets) and all(len(changes) == 1 for changes in finding.sets))


def _over(identities: Iterable[Identity], number: int) -> list[Identity]:
    found = list(identities)
    return [each for each in found if any(id(entry) == number for entry, _ in each.terms)] or found


def _write(identity: Identity, run: _Localised) -> None:
    if not identity.told:
        return
    for entry in identity.entries:
        cleared = identity.result == "fail" and run.clears(identity, entry)
        result = "cannot_tell" if cleared else identity.result
        entry.checks.append(Check(id=identity.id, result=result, difference=identity.difference))
        entry.proved |= identity.proves
