"""Ranks the accounts a row may be: by the words of its caption, and by the text model where one is in use.

The model is asked only where its answer can decide, about the accounts whose words are nearest, and can only lift a
likeness: it finds what is said in other words, but holds 应收 and 应付 for alike, so what the words oppose stays low.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from docintel.encoder import Embedder
from docintel.extractors.statement_accounts import Account
from docintel.extractors.statement_entries import Statement
from docintel.extractors.statement_labels import Label
from docintel.extractors.statement_likeness import likeness
from docintel.extractors.statement_rows import StatementRow
from docintel.records import Candidate
from docintel.records.statement import StatementKind

if TYPE_CHECKING:
    from docintel.encoder.calibration import Floats

#: So many accounts, the nearest by words, are compared by meaning too; with less in common than this no account is.
_COMPARED, _NOTHING_IN_COMMON = 5, 0.15
#: Below, the model cannot lift a likeness to what maps a row; above, it need not.
_OPEN = (0.65, 0.99)
#: Cosines of captions that have nothing to do with each other lie below this.
_UNLIKE = 0.7
#: How much of the mixed likeness is the words'.
_WORDS = 0.65
#: Digits kept: few enough that two CPUs agree.
_DIGITS = 2
#: Vectors of captions kept in memory, 1.5 KB each; the names of all accounts are 1,300.
_KEPT = 4_000


class LikenessMeter:
    """How like captions are to accounts; keeps the model's vectors of names and captions for the process."""

    def __init__(self, embedder: Callable[[], Embedder | None]) -> None:
        self._embedder = embedder
        self._vectors: dict[str, Floats] = {}

    def read(self, asked: Iterable[tuple[StatementRow, Sequence[Account], Statement]]) -> None:
        """Have the model read, in one go, the captions of these rows and the names they are nearest to."""
        texts: dict[str, None] = {}
        for row, accounts, statement in asked:
            near = _nearest(row.label, accounts, statement.kind)
            if near and _OPEN[0] <= near[0][0] < _OPEN[1]:
                texts |= dict.fromkeys([row.label.name, *(name for _, name, _ in near)])
        new = [text for text in texts if text not in self._vectors]
        model = self._embedder() if new else None
        if model is not None:
            if len(self._vectors) > _KEPT:
                self._vectors = {}
                new = list(texts)
            self._vectors |= model.vectors(new)

    def ranked(self, row: StatementRow, accounts: Sequence[Account], kind: StatementKind) -> list[Candidate]:
        """The accounts nearest to a row's caption, best first."""
        found = [self._candidate(row.label, *each) for each in _nearest(row.label, accounts, kind)]
        return sorted(found, key=lambda each: -each.similarity)

    def _candidate(self, label: Label, words: float, name: str, account: Account) -> Candidate:
        mine, theirs = self._vectors.get(label.name), self._vectors.get(name)
        if mine is None or theirs is None:
            return Candidate(key=account.key, similarity=round(words, _DIGITS), by="words")
        meaning = min(max((float(mine @ theirs) - _UNLIKE) / (1 - _UNLIKE), 0.0), 1.0)
        mixed = _WORDS * words + (1 - _WORDS) * meaning
        return Candidate(key=account.key, similarity=round(max(words, mixed), _DIGITS), by="words+model")


def _nearest(label: Label, accounts: Sequence[Account], kind: StatementKind) -> list[tuple[float, str, Account]]:
    """The accounts nearest by words, with the likeness and the name it is to, best first."""
    found = [(*likeness(label, account, kind), account) for account in accounts]
    near = sorted((each for each in found if each[0] >= _NOTHING_IN_COMMON), key=lambda each: -each[0])
    return near[:_COMPARED]
