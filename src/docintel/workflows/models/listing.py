"""The models installed as a table that a person reads in a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from docintel.workflows.models.installed import InstalledModel
from docintel.workflows.scoring.tables import table

_HEAD = ("model", "version", "size", "checksum", "SHA-256", "licence")


def lines(models: Sequence[InstalledModel]) -> Iterator[str]:
    """The table, then what is known of the text model beyond it: place, data and scores by head."""
    yield from table(_HEAD, [_row(one) for one in models])
    for one in models:
        if one.kind == "encoder":
            yield from ("", f"{one.name} at {one.place}")
            yield from (f"  {name}  {value}" for name, value in one.sha256.items())
            if one.note:
                yield f"  {one.note}"
            if one.data is not None:
                yield f"  data: {_plain(one.data)}"
            for head, scores in one.scores.items():
                yield f"  {head}: {_plain(scores)}"
    if not any(one.kind == "encoder" for one in models):
        yield from ("", "No text model is in use: the rules decide alone; `docintel doctor` says why.")


def _row(one: InstalledModel) -> tuple[str, ...]:
    first = next(iter(one.sha256.values()), "") if len(one.sha256) == 1 else ""
    size = f"{one.size / 1e6:.1f} MB" if one.size >= 100_000 else f"{one.size / 1e3:.0f} kB"
    state = {"right": "right", "wrong": "WRONG", None: "not stated"}[one.checksum]
    return one.name, one.version or "–", size, state, f"{first[:12]}…" if first else "below", one.license or "–"


def _plain(value: object) -> str:
    """Figures in a line, as `zh 0.81, en 0.79`; anything deeper as JSON."""
    if isinstance(value, dict) and not any(isinstance(one, dict | list) for one in value.values()):
        return ", ".join(f"{name} {one}" for name, one in value.items())
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
