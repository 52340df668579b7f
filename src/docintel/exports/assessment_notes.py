"""Why an indicator has no value, and what was assumed for the one it has, in words instead of codes and formulas.

The codes are those of `Assessment.reason` and `.flags`; their sentences stand in models/labels.toml ([notes],
[inputs]). A code without a sentence is shown as it is.
"""

from __future__ import annotations

import re
from functools import cache

from docintel.assets import model_table
from docintel.exports.names import Name, catalogue_names, check_name, code_name, plain_name
from docintel.records import Assessment

_KEY = re.compile(r"\b(?:bs|is|cf|cfs|note|d|m|check)\.[a-z0-9_]+")
#: A formula that names functions is no sentence: its accounts are named instead, so many of them.
_FUNCTION = re.compile(r"\b[a-z_]+\(")
_NAMED = 3
#: What the form prints before and behind a row's name, and no sentence needs.
_PRINTED = re.compile(r"^(?:其中|减|加)[:：]|^of which |[(（][^()（）]*填列[)）]$")
#: Flags that say how the page's own sentences were put together, not what they rest on.
_INTERNAL = ("rule=",)


def note_lines(assessment: Assessment) -> list[Name]:
    """What to say beside an indicator, the reason first; rows taken as nil are named in one sentence."""
    codes = [*([assessment.reason] if assessment.reason else []), *assessment.flags]
    nil = [code for code in codes if code.startswith("nil:")]
    said = [note_words(code) for code in codes if code not in nil and not code.startswith(_INTERNAL)]
    if nil:
        keys = dict.fromkeys(key for code in nil for key in _KEY.findall(code))
        said.append(_filled("nil", _listed(list(keys), all_of_them=True)))
    return list(dict.fromkeys(said))


def note_words(code: str) -> Name:
    """One code in words: "missing:bs.inventories" is 缺少：存货, no value was read: Inventories."""
    known = code_name("notes", code)
    if known != plain_name(code):
        return known
    kind, _, what = code.partition(":")
    if not what or kind not in model_table("labels.toml")["notes"]:
        return plain_name(code)
    if kind == "partial":
        return _filled(kind, note_words(what))
    return _filled(kind, check_name(what) if kind == "hard_fail" else input_words(what))


def input_words(what: str) -> Name:
    """An account, aggregate, clause or other input by its name; a formula with its accounts named."""
    if _KEY.fullmatch(what):
        return _name(what)
    if what.startswith("clause:"):
        return catalogue_names("clauses.toml", "clause", "key").get(what.removeprefix("clause:"), plain_name(what))
    keys = list(dict.fromkeys(_KEY.findall(what)))
    if keys and _FUNCTION.search(what):
        return _listed(keys)
    if keys:
        return Name(_KEY.sub(lambda key: _name(key[0]).zh, what), _KEY.sub(lambda key: _name(key[0]).en, what))
    own = code_name("inputs", what)
    return own if own != plain_name(what) else code_name("terms", what)


def _listed(keys: list[str], *, all_of_them: bool = False) -> Name:
    shown = [_name(key) for key in (keys if all_of_them else keys[:_NAMED])]
    more = len(keys) - len(shown)
    zh, en = "、".join(one.zh for one in shown), ", ".join(one.en for one in shown)
    return Name(f"{zh}等 {len(keys)} 项", f"{en} and {more} more") if more else Name(zh, en)


def _filled(kind: str, what: Name) -> Name:
    said = code_name("notes", kind)
    return Name(said.zh.format(what=what.zh), said.en.format(what=what.en))


def _name(key: str) -> Name:
    found = _names().get(key, plain_name(key))
    return Name(_PRINTED.sub("", found.zh), _PRINTED.sub("", found.en))


@cache
def _names() -> dict[str, Name]:
    derived = {row["key"]: Name(row["zh"], row["en"]) for row in model_table("derived.toml")["derived"].values()}
    checks = {code: Name(row["zh"], row["en"]) for code, row in model_table("labels.toml")["inputs"].items()}
    return {**catalogue_names("accounts.toml", "account", "key"), **derived, **checks}
