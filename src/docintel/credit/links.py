"""Says in both languages why two documents are linked, and which of them is the newer."""

from __future__ import annotations

from docintel.assets import model_table
from docintel.credit.sameness import Judgement, Words, judge
from docintel.credit.supersession import newer_of
from docintel.records import DocumentLink, FiledCopy, Order


def link(customer: str, one: FiledCopy, other: FiledCopy, words: Words) -> DocumentLink | None:
    """The link of two filed copies, None for two different things; `words` as `judge` asks for them."""
    found = judge(one.fingerprint, other.fingerprint, words)
    if found is None:
        return None
    newer, older, order = newer_of(one, other)
    zh, en = _reasons(found, order)
    return DocumentLink(
        customer=customer,
        newer=newer.filing,
        older=older.filing,
        newer_name=newer.name,
        older_name=older.name,
        kind=found.kind,
        order=order,
        similarity=found.similarity,
        decided_by=found.decided_by,
        reason_zh=zh,
        reason_en=en,
    )


def _reasons(found: Judgement, order: Order) -> tuple[str, str]:
    table = model_table("rules/versions.toml")
    names = [table["evidence"][name] for name in found.decided_by]
    zh = table["grounds"][found.ground]["zh"].format(evidence="、".join(name[0] for name in names))
    en = table["grounds"][found.ground]["en"].format(evidence=", ".join(name[1] for name in names))
    if found.kind != "version":
        return f"{zh}。", f"{en}."
    return f"{zh}；{table['order'][order][0]}。", f"{en}; {table['order'][order][1]}."
