"""Automatic numbers of a Word document as Word shows them: 第三条, 4.1, (a), 一、.

A contract's clause numbers are usually not typed: they live in numbering.xml and are counted here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docintel.readers.archive import local
from docintel.readers.list_numbers import counted

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLACE = re.compile(r"%([1-9])")


@dataclass(slots=True)
class Level:
    """How one level of a list is counted and shown."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None
    style: str | None = None


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has been counted."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, tuple[str, dict[int, int], dict[int, Level]]] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: _Element | None) -> Numbering:
        """The lists of numbering.xml; none without it."""
        numbering = cls()
        for element in () if root is None else root:
            if local(element) == "abstractNum":
                numbering.abstract[value(element, "abstractNumId")] = _levels(element)
            elif local(element) == "num":
                numbering._add_list(element)
        if root is not None:
            numbering._follow_style_links(root)
        return numbering

    def label(self, list_id: str, depth: int) -> tuple[str, str]:
        """The next number of a list at a depth, and what stands between it and the words; empty without one."""
        if list_id not in self.lists:
            return "", ""
        abstract, starts, overrides = self.lists[list_id]
        levels = {**self.abstract.get(abstract, {}), **overrides}
        level = levels.get(depth)
        if level is None:
            return "", ""
        counters = self._counters.setdefault(abstract, {})
        self._count(list_id, depth, levels, starts.get(depth))
        shown = _PLACE.sub(lambda found: _shown(levels, counters, int(found[1]) - 1, legal=level.legal), level.text)
        if level.format == "bullet":
            shown = shown if shown.isprintable() and not "\ue000" <= shown[:1] <= "\uf8ff" else "•"
        return shown, "" if level.suffix == "nothing" or not shown else " "

    def list_of_style(self, style: str) -> tuple[str, int] | None:
        """The list and depth that number a paragraph style through the list's own link."""
        for list_id, (abstract, _, overrides) in self.lists.items():
            for depth, level in {**self.abstract.get(abstract, {}), **overrides}.items():
                if level.style == style:
                    return list_id, depth
        return None

    def _count(self, list_id: str, depth: int, levels: dict[int, Level], restart_at: int | None) -> None:
        """Count one on; deeper levels begin anew. A list that names its own start begins anew once."""
        counters = self._counters[self.lists[list_id][0]]
        if restart_at is not None and (list_id, depth) not in self._begun:
            counters[depth] = restart_at
        else:
            counters[depth] = counters[depth] + 1 if depth in counters else levels[depth].start
        self._begun.add((list_id, depth))
        for upper in range(depth):
            counters.setdefault(upper, levels[upper].start if upper in levels else 1)
        for deeper in [one for one in counters if one > depth]:
            limit = levels[deeper].restart if deeper in levels else None
            if limit is None or depth < limit:
                del counters[deeper]

    def _add_list(self, element: _Element) -> None:
        starts: dict[int, int] = {}
        overrides: dict[int, Level] = {}
        abstract = ""
        for child in element:
            if local(child) == "abstractNumId":
                abstract = value(child, "val")
            elif local(child) == "lvlOverride":
                depth = number(value(child, "ilvl"))
                for one in child:
                    if local(one) == "startOverride":
                        starts[depth] = number(value(one, "val"), 1)
                    elif local(one) == "lvl":
                        overrides[depth] = _level(one)
        self.lists[value(element, "numId")] = (abstract, starts, overrides)

    def _follow_style_links(self, root: _Element) -> None:
        """A list that only names a list style takes the levels of the list that defines the style."""
        named: dict[str, str] = {}
        borrowed: dict[str, str] = {}
        for element in root:
            for child in element if local(element) == "abstractNum" else ():
                if local(child) == "styleLink":
                    named[value(child, "val")] = value(element, "abstractNumId")
                elif local(child) == "numStyleLink":
                    borrowed[value(element, "abstractNumId")] = value(child, "val")
        for list_id, style in borrowed.items():
            if style in named and not self.abstract.get(list_id):
                self.abstract[list_id] = self.abstract[named[style]]


def value(element: _Element, name: str) -> str:
    """An attribute by its local name, whichever edition of the standard wrote the namespace; "" without it."""
    for key, found in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(found)
    return ""


def number(text: str, default: int = 0) -> int:
    """A whole number of an attribute; the default for nonsense."""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else default


def _levels(element: _Element) -> dict[int, Level]:
    return {number(value(one, "ilvl")): _level(one) for one in element if local(one) == "lvl"}


def _level(element: _Element) -> Level:
    level = Level()
    for child in element.iter():
        name, content = local(child), value(child, "val")
        if name == "start":
            level.start = number(content, 1)
        elif name == "numFmt":
            level.format = content
        elif name == "lvlText":
            level.text = content
        elif name == "suff":
            level.suffix = content
        elif name == "isLgl":
            level.legal = content not in ("0", "false")
        elif name == "lvlRestart":
            level.restart = number(content)
        elif name == "pStyle":
            level.style = content
    return level


def _shown(levels: dict[int, Level], counters: dict[int, int], depth: int, *, legal: bool) -> str:
    level = levels.get(depth, Level())
    count = counters.get(depth, level.start)
    return counted(count, "decimal" if legal else level.format)
