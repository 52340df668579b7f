"""What codes are called in Chinese and English, and how grave a status is.

Names are data (models/labels.toml and the catalogues of accounts, clauses and covenants); a code without a name is
shown as it is.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from docintel.assets import model_table

_LABELS = "labels.toml"
#: Codes of identities begin like this (docs/guide.md lists them).
_IDENTITY = "I-"


class Name(NamedTuple):
    """One thing in both languages."""

    zh: str
    en: str


class Status(NamedTuple):
    """What is to be thought of a fact: `grade` is "ok", "doubt" or "wrong"."""

    zh: str
    en: str
    grade: str


def in_both(*said: Name | Status) -> str:
    """What is said in one line, Chinese before English; once where both are the same."""
    zh, en = "；".join(one.zh for one in said), "; ".join(one.en for one in said)
    return zh if zh == en else f"{zh} / {en}"


def code_name(table: str, code: str) -> Name:
    """What a code is called by a table of models/labels.toml, such as "scopes"."""
    row = model_table(_LABELS)[table].get(code)
    return Name(row["zh"], row["en"]) if row else plain_name(code)


def check_name(code: str) -> Name:
    """What a check of a figure says, an identity after its code; two that fail by one number stand with "/" between."""
    said = [(one, code_name("checks", one)) for one in code.split("/")]
    zh = [f"{one}（{name.zh}）" if _is_named_identity(one, name) else name.zh for one, name in said]
    en = [f"{one} ({name.en})" if _is_named_identity(one, name) else name.en for one, name in said]
    return Name(" / ".join(zh), " / ".join(en))


def failed_name(code: str, difference: Decimal | None = None) -> Name:
    """What to say of a check that fails, by how much an identity does not close."""
    said = check_name(code)
    if code.startswith(_IDENTITY) or said == plain_name(code):
        gap = "" if difference is None else f" {difference:,f}"
        return Name(f"{said.zh} 不平{gap}", f"{said.en} fails{gap}")
    # other checks are named for what is wrong when they fail
    return said


def status_name(code: str) -> Status:
    """What a status is called, and how grave it is."""
    row = model_table(_LABELS)["statuses"].get(code, {"zh": code, "en": code, "grade": "doubt"})
    return Status(row["zh"], row["en"], row["grade"])


def statement_name(statement: str, scope: str, entity: str | None = None) -> Name:
    """What a statement of a scope is called, and whose it is where a file holds those of several companies."""
    whose, what = code_name("scopes", scope), code_name("statements", statement)
    of = f" · {entity}" if entity else ""
    return Name(f"{whose.zh}{what.zh}{of}", f"{whose.en} {what.en}{of}")


def kind_name(kind: str) -> Name:
    """What a kind of fact is called."""
    return code_name("kinds", kind)


def plain_name(code: str) -> Name:
    """The code itself, in both languages."""
    return Name(code, code)


@cache
def catalogue_names(file: str, table: str, key: str) -> dict[str, Name]:
    """The first names of everything in a table of a file under models/, by the column `key`."""
    return {row[key]: Name(_first(row["zh"]), _first(row["en"])) for row in model_table(file)[table]}


def _is_named_identity(code: str, name: Name) -> bool:
    return code.startswith(_IDENTITY) and name != plain_name(code)


def _first(names: str | list[str]) -> str:
    return names if isinstance(names, str) else next(iter(names), "")
