"""Reads a contract's form: who takes part, the sums and dates, the agreed terms and the financial covenants.

Mails and statements are read for the names, sums and dates in them; terms and covenants stand in contracts only.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from docintel.extractors.covenants import covenants
from docintel.extractors.mentions import amounts, dates
from docintel.extractors.parties import parties
from docintel.extractors.terms import terms
from docintel.language.contract_types import contract_type
from docintel.records import Document, Fact


class ContractExtractor:
    """Party, Amount, DatedMention, Term and Covenant facts of a document."""

    name = "contract"
    version = 1

    def extract(self, document: Document) -> Iterator[Fact]:
        """Every fact in reading order; headers and footers are never content, a blank in a form yields nothing."""
        kind = contract_type(document)
        found: Iterator[Fact] = chain(parties(document, kind), amounts(document), dates(document))
        agreed: Iterator[Fact] = chain(terms(document, kind), covenants(document)) if kind else iter(())
        yield from sorted(chain(found, agreed), key=lambda fact: (fact.span.start, fact.span.end, fact.kind, fact.id))
