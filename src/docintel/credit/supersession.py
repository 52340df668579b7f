"""Which filed copy counts: of the same content the better read one, of versions the later; the others are left out.

Only documents that are linked with each other stand in each other's place, and of what is linked one always remains:
the copies of one content are gathered first, then the gathered contents are put in one order by day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from docintel.records import DocumentLink, FiledCopy, Order, Review, Superseded

_Rank = tuple[date, int, datetime, str]


def newer_of(one: FiledCopy, other: FiledCopy) -> tuple[FiledCopy, FiledCopy, Order]:
    """The two as (newer, older) and what says so: the days of signing, blanks left in one, else only the filing."""
    days = one.fingerprint.signed, other.fingerprint.signed
    if days[0] is not None and days[1] is not None and days[0] != days[1]:
        return (one, other, "signed") if days[0] > days[1] else (other, one, "signed")
    for draft, signed in ((one, other), (other, one)):
        undated = draft.fingerprint.signed is None and signed.fingerprint.signed is not None
        if undated and draft.fingerprint.blanks > signed.fingerprint.blanks:
            return signed, draft, "blanks"
    last = max(one, other, key=lambda copy: (copy.filed, copy.filing))
    return (last, other if last is one else one, "filed")


def superseded(
    copies: Sequence[FiledCopy], links: Iterable[DocumentLink], reviews: Iterable[Review], as_of: date
) -> list[Superseded]:
    """The copies another one stands in the place of at a date, by name; a link a person rejected does nothing.

    A contract signed after the date replaces nothing yet. A possible link that a person accepted is one of versions.
    """
    known = {copy.filing: copy for copy in copies if (copy.fingerprint.signed or as_of) <= as_of}
    standing = [link for link in judged(links, reviews) if link.newer in known and link.older in known]
    group = _groups(known, [link for link in standing if link.kind == "same"])
    found = {
        lost.filing: (best, link)
        for link in standing
        if link.kind == "same"
        for best, lost in [_better_read(known[link.newer], known[link.older])]
        if best.filing == group[lost.filing]
    }
    for link, new, old in _later(known, [link for link in standing if link.kind == "version"], group):
        found.setdefault(old, (known[new], link))
    return [_left_out(known[name], found) for name in sorted(found, key=lambda one: (known[one].name, one))]


def judged(links: Iterable[DocumentLink], reviews: Iterable[Review]) -> list[DocumentLink]:
    """The links as people left them: without the rejected, and a possible one that was accepted as one of versions."""
    verdicts = {review.target: review.verdict for review in reviews}
    kept = [link for link in links if verdicts.get(link.id) != "rejected"]
    return [
        link.model_copy(update={"kind": "version"})
        if link.kind == "possible" and verdicts.get(link.id) == "accepted"
        else link
        for link in kept
    ]


def _groups(known: Mapping[str, FiledCopy], links: Sequence[DocumentLink]) -> dict[str, str]:
    """Each copy's best-read fellow among all copies of the same content."""
    members = {name: {name} for name in known}
    for link in links:
        joined = members[link.newer] | members[link.older]
        for name in joined:
            members[name] = joined
    return {name: min(found, key=lambda one: _reading(known[one])) for name, found in members.items()}


def _better_read(one: FiledCopy, other: FiledCopy) -> tuple[FiledCopy, FiledCopy]:
    best = min(one, other, key=_reading)
    return best, other if best is one else one


def _reading(copy: FiledCopy) -> tuple[int, float, float, datetime, str]:
    """Best read first: fewest unread pages, text layer before OCR, page quality, the earlier filed."""
    found = copy.fingerprint
    return found.unread, found.ocr, -found.quality, copy.filed, copy.filing


def _later(
    known: Mapping[str, FiledCopy], links: Iterable[DocumentLink], group: Mapping[str, str]
) -> Iterator[tuple[DocumentLink, str, str]]:
    """For each copy that has a later version: the link, what is later, and the copy; the latest first."""
    ranks = _ranks(known, group)
    ordered = [sorted((link.newer, link.older), key=lambda name: ranks[group[name]]) for link in links]
    pairs = list(zip(links, ordered, strict=True))
    for link, (old, new) in sorted(pairs, key=lambda pair: ranks[group[pair[1][1]]], reverse=True):
        for name, best in group.items():
            if best == group[old] and best != group[new]:
                yield link, group[new], name


def _ranks(known: Mapping[str, FiledCopy], group: Mapping[str, str]) -> dict[str, _Rank]:
    """When each content is from: the day of signing any copy shows, few blanks, then the day it was filed."""
    found: dict[str, _Rank] = {}
    for best in set(group.values()):
        copies = [known[name] for name in group if group[name] == best]
        day = max((copy.fingerprint.signed or date.min for copy in copies), default=date.min)
        blanks = -min(copy.fingerprint.blanks for copy in copies)
        found[best] = (day, blanks, min(copy.filed for copy in copies), best)
    return found


def _left_out(copy: FiledCopy, found: Mapping[str, tuple[FiledCopy, DocumentLink]]) -> Superseded:
    """What is said of a copy: the one that counts in the end, and each step that leads to it."""
    by, link = found[copy.filing]
    steps = [link]
    while by.filing in found:
        by, further = found[by.filing]
        steps.append(further)
    return Superseded(
        filing=copy.filing,
        document=copy.document,
        name=copy.name,
        by=by.filing,
        by_document=by.document,
        by_name=by.name,
        kind="same" if all(one.kind == "same" for one in steps) else "version",
        link=link.id,
        facts=0,
        reason_zh="".join(one.reason_zh for one in steps),
        reason_en=" ".join(one.reason_en for one in steps),
    )
