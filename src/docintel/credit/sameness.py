"""Judges whether two documents of one customer are the same thing, so that nothing counts twice and nothing is hidden.

A wrong link hides facts, a missing one doubles them: where the evidence does not decide, the link is only "possible".
The wording alone never decides, because two contracts made from one form share it; what was filled in does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from docintel.credit.identity import State, compare_identity, is_noisy
from docintel.credit.rewording import Weighed, weigh
from docintel.credit.stated import contradict
from docintel.language.wording import containment, resemblance
from docintel.records import Fingerprint, LinkKind

#: A document with fewer words says too little to be told from another.
_FEWEST_WORDS = 25
#: Another share of Chinese: the two languages of one contract are two texts.
_OTHER_LANGUAGE = 0.3
#: Shares of the wording in common: the same text, read from a scan, and the least that two versions keep.
_SAME_WORDING, _SAME_SCANNED, _VERSION_WORDING, _NUMBERED_WORDING = 0.85, 0.3, 0.5, 0.3
#: Shares of what was filled in.
_SAME_VALUES, _SCANNED_VALUES = 0.8, 0.5
#: Words that only a scan shows or lacks: stamps, a page's head. Between two files one word more may be a "not".
_ADDED_SCANNED = 0.12
_NEARLY, _DRAFT_VALUES, _EXCERPT = 0.85, 0.85, 0.75
#: Doubtful readings that a contract known by its number, parties and day may have, and one that is not known so.
_DOUBTS, _DOUBTS_SHARE = 3, 0.01
_SAME_FIGURES, _SOME_FIGURES, _SIMILAR_SIZE = 0.9, 0.5, 0.4
#: Words in which a contract names its parties.
_BEGINNING = 120
_NO_CONTRACTS = ("mail", "statement", "other")
#: Evidence that tells two documents apart whatever their wording.
_NAMED = ("number", "identifiers", "fields", "title")
_WHO = (*_NAMED, "parties")
#: Evidence read out of running words, which depends on how their lines are broken.
_READ = ("parties", "amounts")

Words = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What two documents are to each other, by which evidence."""

    kind: LinkKind
    similarity: float
    decided_by: tuple[str, ...]
    ground: str


@dataclass(frozen=True, slots=True)
class _Pair:
    one: Fingerprint
    other: Fingerprint
    states: Mapping[str, State]
    wording: float
    noisy: bool

    def agreeing(self, *names: str) -> tuple[str, ...]:
        return tuple(name for name in names if self.states[name] == "agree")

    def conflicting(self, *names: str) -> bool:
        return any(self.states[name] == "conflict" for name in names)

    def doubtful(self, *names: str) -> bool:
        return any(self.states[name] == "doubt" for name in names)

    def found(self, kind: LinkKind, ground: str, *decided_by: str) -> Judgement:
        return Judgement(kind, round(self.wording, 3), decided_by, ground)


def judge(one: Fingerprint, other: Fingerprint, words: Words) -> Judgement | None:
    """What the two documents are to each other, None for two different things; the order of the two does not matter.

    `words` gives the words of a document by its id (`docintel.language.wording.words`); it is asked only for pairs that
    their fingerprints do not tell apart.
    """
    one, other = sorted((one, other), key=lambda found: found.document)
    if not _comparable(one, other):
        return None
    states, wording = compare_identity(one, other), resemblance(one.wording, other.wording)
    pair = _Pair(one, other, states, wording, is_noisy(one, other))
    if one.kind == "mail":
        return _mail(pair)
    if _are_contracts(pair):
        found = _same(pair, words)
        if found is None or (found.ground, found.kind) == ("part", "possible"):
            found = _version(pair, words) or found
        return found
    return _statement(pair) or _same(pair, words)


def _comparable(one: Fingerprint, other: Fingerprint) -> bool:
    enough = min(one.words, other.words) >= _FEWEST_WORDS
    enough = enough and "archive" not in (one.kind, other.kind)
    return enough and abs(one.han - other.han) <= _OTHER_LANGUAGE and (one.kind == "mail") == (other.kind == "mail")


def _are_contracts(pair: _Pair) -> bool:
    """Whether both are contracts of one kind; a draft without signatures may not show its kind."""
    kinds = {pair.one.kind, pair.other.kind}
    contracts = kinds - set(_NO_CONTRACTS)
    return len(contracts) == 1 and (kinds <= {*contracts, "other"})


def _mail(pair: _Pair) -> Judgement | None:
    """The same mail exported twice; a longer thread that quotes it is another document."""
    one, other = pair.one, pair.other
    if set(one.messages) != set(other.messages) or pair.wording < _SAME_WORDING:
        return None
    return pair.found("same", "mail", "messages", "text")


def _same(pair: _Pair, words: Words) -> Judgement | None:
    """The same content again: nothing filled in otherwise, nothing worded otherwise."""
    if pair.conflicting(*_NAMED, "signed", "period") or pair.one.amending != pair.other.amending:
        return None
    if pair.conflicting(*_READ) and not pair.noisy:
        return None
    # of a scan with pages that could not be read, what was read must stand in the other
    share = containment if pair.one.unread or pair.other.unread else resemblance
    if share(pair.one.wording, pair.other.wording) < (_SAME_SCANNED if pair.noisy else _SAME_WORDING):
        return None
    if pair.one.values and pair.other.values:
        values = share(pair.one.values, pair.other.values)
    else:
        values = float(pair.one.values == pair.other.values or bool(pair.one.unread or pair.other.unread))
    if values < (_SCANNED_VALUES if pair.noisy else _SAME_VALUES):
        return None
    weighed = weigh(words(pair.one.document), words(pair.other.document), noisy=pair.noisy)
    # sums and names broken by a scan's lines are read otherwise though every word is the same
    unlike = weighed.real or (pair.conflicting(*_READ) and (weighed.figures or weighed.letters or weighed.passages))
    return None if unlike else _same_text(pair, weighed)


def _same_text(pair: _Pair, weighed: Weighed) -> Judgement | None:
    length = min(pair.one.words, pair.other.words)
    known = len(pair.agreeing("number", "parties", "identifiers", "fields", "signed", "amounts"))
    decided_by = ("text", *pair.agreeing("number", "parties", "identifiers", "fields", "signed", "amounts", "period"))
    if weighed.passages or weighed.added > (length * _ADDED_SCANNED if pair.noisy else 0):
        partly = (pair.one.unread or pair.other.unread) and not weighed.figures and known >= 2
        nearly = containment(pair.one.wording, pair.other.wording) >= _NEARLY
        return pair.found("same" if partly else "possible", "part", *decided_by) if nearly else None
    allowed = max(_DOUBTS, int(length * _DOUBTS_SHARE)) if known >= 3 else 0
    if pair.doubtful(*_WHO, "amounts") or weighed.figures or len(weighed.letters) > allowed:
        return pair.found("possible", "misread", *decided_by)
    return pair.found("same", "scan" if pair.noisy else "text", *decided_by)


def _version(pair: _Pair, words: Words) -> Judgement | None:
    """Another text of one contract: its number, its parties and its day say so, and not its wording."""
    if pair.one.amending != pair.other.amending or pair.conflicting(*_WHO):
        return None
    if pair.one.amending:
        # an amendment carries the number of the contract it amends
        signed = pair.agreeing("signed") and pair.wording >= _NEARLY and not pair.conflicting("amounts")
        return pair.found("possible", "amendments", "title", "signed") if signed else None
    if _is_excerpt(pair):
        known = pair.agreeing("number", "parties", "identifiers", "signed")
        return pair.found("possible", "part", *known) if known else None
    if pair.states["number"] == "agree" and pair.wording >= _NUMBERED_WORDING:
        who = pair.agreeing("parties", "identifiers", "fields")
        if who and not pair.doubtful(*_WHO):
            return pair.found("version", "number", "number", *who)
        return pair.found("possible", "number_only", "number")
    return _unnumbered(pair, words) if pair.wording >= _VERSION_WORDING else None


def _is_excerpt(pair: _Pair) -> bool:
    """Whether one holds a part of the other's words and no later day: it must not stand in the place of the whole."""
    shorter, longer = sorted((pair.one.words, pair.other.words))
    if shorter >= _EXCERPT * longer or pair.states["signed"] == "conflict":
        return False
    return containment(pair.one.wording, pair.other.wording) >= _NEARLY


def _unnumbered(pair: _Pair, words: Words) -> Judgement | None:
    who = pair.agreeing("parties", "identifiers")
    titled = pair.states["title"] == "agree" or pair.one.kind == pair.other.kind
    if not titled or pair.doubtful("number") or not (who or _restates(pair)):
        return None
    title, amounts, signed = pair.agreeing("title"), pair.states["amounts"], pair.states["signed"]
    sure = bool(who) and not pair.doubtful(*_WHO)
    if _restates(pair):
        # on the day it names the same parent may have signed the same form with a sister company
        return pair.found("version" if sure else "possible", "restated", *who, *title, "restated")
    if amounts == "conflict":
        return None
    if signed == "agree" and amounts in ("agree", "unknown") and sure:
        alike = _begin_alike(pair, words)
        kind: LinkKind = "version" if alike else "possible"
        return pair.found(kind, "signed" if alike else "same_day", *who, *title, "signed", *pair.agreeing("amounts"))
    if _is_draft(pair) and amounts == "agree" and sure:
        return pair.found("version", "draft", *who, *title, "amounts", "blanks")
    near = pair.wording >= _NEARLY and amounts in ("agree", "doubt") and signed != "conflict"
    return pair.found("possible", "undated", *who, *title, *pair.agreeing("amounts", "signed")) if near else None


def _begin_alike(pair: _Pair, words: Words) -> bool:
    """Whether both name the same parties in the words they begin with: not every name is found as one.

    A bank and a guarantor sign the same form on one day with two borrowers.
    """
    first, second = (words(found.document)[:_BEGINNING] for found in (pair.one, pair.other))
    return not weigh(first, second, noisy=pair.noisy).real


def _restates(pair: _Pair) -> bool:
    """Whether one is amended and restated and names the day of the other in its opening."""
    for new, old in ((pair.one, pair.other), (pair.other, pair.one)):
        if new.restating and old.signed is not None and new.signed is not None and new.signed > old.signed:
            return old.signed in new.dates
    return False


def _is_draft(pair: _Pair) -> bool:
    """Whether one is undated, has blanks the other has not, and states nothing that the other does not state."""
    for draft, signed in ((pair.one, pair.other), (pair.other, pair.one)):
        if draft.signed is None and draft.blanks > signed.blanks and not draft.numbers:
            stated = set(draft.amounts) <= set(signed.amounts) and set(draft.dates) <= set(signed.dates)
            return stated and containment(draft.values, signed.values) >= _DRAFT_VALUES
    return False


def _statement(pair: _Pair) -> Judgement | None:
    """Statements of the same days and scope: the same figures are the same statement, others a person must look at.

    One figure that differs is enough: the file that was altered is not left out silently, nor is the original.
    """
    if pair.states["period"] != "agree" or pair.conflicting("number", "identifiers", "fields"):
        return None
    sizes = sorted((pair.one.words, pair.other.words))
    figures = resemblance(pair.one.figures, pair.other.figures)
    if sizes[0] < _SIMILAR_SIZE * sizes[1] or figures < _SOME_FIGURES:
        return None
    differing = contradict(pair.one.rows, pair.other.rows)
    if figures >= _SAME_FIGURES and not differing and not pair.doubtful("number", "identifiers", "fields"):
        return pair.found("same", "figures", "figures", "period")
    return pair.found("possible", "some_figures", "figures", "period")
