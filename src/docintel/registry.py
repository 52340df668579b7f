"""The visible table of what reads, extracts, tags and connects, as lazy "module:Class" names.

Importing docintel imports none of them. An installed package adds its own through the entry point
group of the same name (`docintel.readers`, `docintel.extractors`, `docintel.taggers`); those load only
when the setting `allow_plugins` says so.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, Literal

from docintel.errors import MissingAsset, NotFound
from docintel.settings import current_settings

Group = Literal["readers", "extractors", "taggers"]

BUILT_IN: dict[Group, dict[str, str]] = {
    "readers": {
        "pdf": "docintel.readers.pdf:PdfReader",
        "image": "docintel.readers.image:ImageReader",
        "docx": "docintel.readers.docx:DocxReader",
        "spreadsheet": "docintel.readers.spreadsheet:SpreadsheetReader",
        "xls": "docintel.readers.xls:XlsReader",
        "mail": "docintel.readers.mail:MailReader",
        "msg": "docintel.readers.msg:MsgReader",
        "html": "docintel.readers.html:HtmlReader",
        "archive": "docintel.readers.archive_members:ArchiveReader",
        "plain": "docintel.readers.plain:PlainReader",
    },
    "extractors": {
        "contract": "docintel.extractors.contract:ContractExtractor",
        "statement": "docintel.extractors.statement:StatementExtractor",
        "correspondence": "docintel.extractors.correspondence:CorrespondenceExtractor",
        "auditor": "docintel.extractors.auditor:AuditorExtractor",
    },
    "taggers": {
        "clause": "docintel.taggers.clause:ClauseTagger",
        "obligation": "docintel.taggers.obligation:ObligationTagger",
        "intent": "docintel.taggers.intent:IntentTagger",
    },
}


def names(group: Group) -> list[str]:
    """What is available in a group: built-ins in order, then allowed plug-ins by name."""
    return [*BUILT_IN[group], *sorted(_plugins(group))]


def load(group: Group, name: str) -> Any:
    """The class behind a name, imported now; raises NotFound with the names that exist."""
    table = {**_plugins(group), **BUILT_IN[group]}
    if name not in table:
        raise NotFound(f"no {group[:-1]} is called {name!r}; there are: {', '.join(names(group))}.")
    module, _, attribute = table[name].partition(":")
    try:
        found = import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("docintel"):
            raise
        raise MissingAsset(f"the {group[:-1]} {name!r} needs a package that is not installed: {error}.") from error
    return getattr(found, attribute)


def _plugins(group: Group) -> dict[str, str]:
    if not current_settings().allow_plugins:
        return {}
    found = entry_points(group=f"docintel.{group}")
    return {point.name: point.value for point in found if point.name not in BUILT_IN[group]}
