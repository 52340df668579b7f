"""Changes to the XML inside an Office file that keep it well-formed: most changed bytes would end at the parser."""

from __future__ import annotations

import random
from copy import deepcopy

from lxml import etree

from fuzz.seeds import PART_MARK

#: Values at the edges of what attributes and cells hold.
NASTY = ("", "0", "-1", "1", "9", "999999999", "99999999999999999999", "1E+999", "NaN", "true", "x", "A1", "XFD1048576",
         "B2:A1", "第%1%9", "贷款", "\u0301\u202e", " ", "%", "[h]:mm", "2026-13-45T99:99:99Z", "s", "str", "shared",
         "begin", "separate", "end", "restart", "continue", "0,00.0#;[Red]-?/?")  # fmt: skip


def mutate_parts(data: bytes, seed: int) -> bytes:
    """One part of the data changed in one to four places; the data as it is where that part is no XML."""
    chance = random.Random(seed)
    found = data.split(PART_MARK)
    at = chance.randrange(len(found))
    try:
        root = etree.fromstring(found[at], etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return data
    for _ in range(chance.randrange(1, 5)):
        _change(root, chance)
    found[at] = etree.tostring(root, encoding="utf-8")
    return PART_MARK.join(found)


def _change(root: etree._Element, chance: random.Random) -> None:
    """Move, double, wrap or drop one element, or give it another text or attribute value."""
    elements = list(root.iter("*"))
    one, other = chance.choice(elements), chance.choice(elements)
    how = chance.randrange(7)
    if how == 0 and one.attrib:
        one.set(chance.choice(sorted(map(str, one.attrib))), chance.choice(NASTY))
    elif how == 1:
        one.text = chance.choice(NASTY)
    elif how == 2 and one is not root:
        other.append(deepcopy(one))
    elif how == 3 and one is not root and one.getparent() is not None:
        one.getparent().remove(one)  # type: ignore[union-attr]
    elif how == 4:
        one.tag = other.tag
    elif how == 5 and other.attrib:
        name = chance.choice(sorted(map(str, other.attrib)))
        one.set(name, str(other.get(name)))
    elif how == 6 and one is not root:
        one.insert(0, etree.SubElement(one, other.tag))
