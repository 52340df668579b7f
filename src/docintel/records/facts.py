"""Every kind of fact as one type, told apart by `kind`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter

from docintel.records.auditors import AuditorChange, AuditReport
from docintel.records.claims import Amount, Clause, Covenant, DatedMention, Obligation, Party, Term
from docintel.records.correspondence import Message, Promise, Utterance
from docintel.records.statement import Figure, Proposal

AnyFact = Annotated[
    Amount
    | AuditReport
    | AuditorChange
    | Clause
    | Covenant
    | DatedMention
    | Figure
    | Message
    | Obligation
    | Party
    | Promise
    | Proposal
    | Term
    | Utterance,
    Field(discriminator="kind"),
]

#: Reads a fact back from its JSON.
fact_adapter: TypeAdapter[AnyFact] = TypeAdapter(AnyFact)
