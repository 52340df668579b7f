"""What a Word paragraph inherits from its style: heading depth, list, hidden or not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from docintel.readers.archive import local
from docintel.readers.docx_numbering import Numbering, number, value
from docintel.readers.docx_runs import is_on
from docintel.readers.limits import require

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])$", re.I)


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph's formatting, its style's and its own. `depth` is 0 for the outermost heading."""

    name: str = ""
    depth: int | None = None
    list_id: str | None = None
    list_depth: int | None = None
    hidden: bool = False
    centred: bool = False


@dataclass(slots=True)
class Styles:
    """The styles of a document with what they inherit resolved."""

    numbering: Numbering
    by_id: dict[str, Style] = field(default_factory=dict)
    default: str = ""

    @classmethod
    def of(cls, root: _Element | None, numbering: Numbering) -> Styles:
        """The styles of styles.xml; none without it."""
        styles = cls(numbering)
        elements = {value(one, "styleId"): one for one in (() if root is None else root) if local(one) == "style"}
        for style_id, element in elements.items():
            styles.by_id[style_id] = _resolved(elements, style_id, styles.by_id)
            if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true"):
                styles.default = style_id
        return styles

    @property
    def hidden(self) -> frozenset[str]:
        """Character styles that hide their words."""
        return frozenset(style_id for style_id, style in self.by_id.items() if style.hidden)

    def of_paragraph(self, paragraph: _Element) -> Style:
        """The style of a paragraph with its own properties on top."""
        properties = next((child for child in paragraph if local(child) == "pPr"), None)
        style_id = next((value(one, "val") for one in properties if local(one) == "pStyle"), None) if (
            properties is not None
        ) else None  # fmt: skip
        style = self.by_id.get(style_id or self.default, Style())
        if style_id and style.list_id is not None and style.list_depth is None:
            linked = self.numbering.list_of_style(style_id)
            style = replace(style, list_depth=linked[1] if linked else 0)
        return style if properties is None else _with_own(style, properties)


def _resolved(elements: dict[str, _Element], style_id: str, known: dict[str, Style]) -> Style:
    """A style on top of the one it is based on; a circle of styles ends where it closes."""
    chain: list[str] = []
    while style_id in elements and style_id not in known and style_id not in chain:
        chain.append(style_id)
        style_id = next((value(child, "val") for child in elements[style_id] if local(child) == "basedOn"), "")
        require(len(chain), "max_depth", "styles based on each other")
    style = known.get(style_id, Style())
    for inner in reversed(chain):
        style = _on_top(style, inner, elements[inner])
    return style


def _on_top(style: Style, style_id: str, element: _Element) -> Style:
    children = {local(child): child for child in element}
    name = value(children["name"], "val") if "name" in children else style_id
    heading = _HEADING_NAME.match(name)
    style = replace(style, name=name, depth=int(heading[1]) - 1 if heading else style.depth)
    if "rPr" in children:
        hidden = [is_on(one) for one in children["rPr"] if local(one) == "vanish"]
        style = replace(style, hidden=hidden[-1] if hidden else style.hidden)
    return _with_own(style, children["pPr"]) if "pPr" in children else style


def _with_own(style: Style, properties: _Element) -> Style:
    for child in properties:
        name = local(child)
        if name == "outlineLvl":
            depth = number(value(child, "val"), 9)
            style = replace(style, depth=depth if depth < 9 else None)
        elif name == "numPr":
            style = _with_list(style, child)
        elif name == "jc":
            style = replace(style, centred=value(child, "val") == "center")
    return style


def _with_list(style: Style, element: _Element) -> Style:
    parts = {local(child): value(child, "val") for child in element if local(child) in ("ilvl", "numId")}
    if "numId" in parts:
        style = replace(style, list_id=parts["numId"] if parts["numId"] != "0" else None)
    if "ilvl" in parts:
        style = replace(style, list_depth=number(parts["ilvl"]))
    return style
