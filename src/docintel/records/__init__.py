"""The eight nouns: Document, Fact, Signal, Profile, Alert, Review, and the Span and Evidence that tie them."""

from docintel.records.audit import AccessKey, AuditAction, AuditEntry, LegalHold
from docintel.records.auditors import AuditorChange, AuditReport
from docintel.records.backup import BackupManifest, BackupMember
from docintel.records.claims import (
    Amount,
    Clause,
    ClauseKey,
    Covenant,
    DatedMention,
    Deadline,
    DeadlineKind,
    Flag,
    Identifier,
    Obligation,
    Party,
    Slot,
    Term,
)
from docintel.records.correspondence import AspectTone, Event, Message, Promise, Utterance
from docintel.records.document import Block, Cell, Change, Document, MessageHeader, Page, Part, Table, document_id
from docintel.records.erasure import Erasure
from docintel.records.fact import Evidence, Fact
from docintel.records.facts import AnyFact, fact_adapter
from docintel.records.filing import Failure, Filing, filing_id
from docintel.records.layout import Box, Layout, Place
from docintel.records.profile import (
    Alert,
    Assessment,
    Bond,
    Customer,
    DatedClaim,
    Input,
    OrphanedReview,
    Profile,
    Review,
    Thresholds,
)
from docintel.records.reading import Attachment, PageReader, Reading
from docintel.records.record import Record
from docintel.records.rereading import FactChange, FormerReading, LostFact, Rereading
from docintel.records.signal import Absence, Signal, Value
from docintel.records.span import Span
from docintel.records.statement import Candidate, Check, Figure, OpenIdentity, Proposal
from docintel.records.trace import Trace
from docintel.records.upload import Upload, UploadState
from docintel.records.version import DocumentLink, FiledCopy, Fingerprint, LinkKind, NamedParty, Order, Superseded

__all__ = [
    "Absence",
    "AccessKey",
    "Alert",
    "Amount",
    "AnyFact",
    "AspectTone",
    "Assessment",
    "Attachment",
    "AuditAction",
    "AuditEntry",
    "AuditReport",
    "AuditorChange",
    "BackupManifest",
    "BackupMember",
    "Block",
    "Bond",
    "Box",
    "Candidate",
    "Cell",
    "Change",
    "Check",
    "Clause",
    "ClauseKey",
    "Covenant",
    "Customer",
    "DatedClaim",
    "DatedMention",
    "Deadline",
    "DeadlineKind",
    "Document",
    "DocumentLink",
    "Erasure",
    "Event",
    "Evidence",
    "Fact",
    "FactChange",
    "Failure",
    "Figure",
    "FiledCopy",
    "Filing",
    "Fingerprint",
    "Flag",
    "FormerReading",
    "Identifier",
    "Input",
    "Layout",
    "LegalHold",
    "LinkKind",
    "LostFact",
    "Message",
    "MessageHeader",
    "NamedParty",
    "Obligation",
    "OpenIdentity",
    "Order",
    "OrphanedReview",
    "Page",
    "PageReader",
    "Part",
    "Party",
    "Place",
    "Profile",
    "Promise",
    "Proposal",
    "Reading",
    "Record",
    "Rereading",
    "Review",
    "Signal",
    "Slot",
    "Span",
    "Superseded",
    "Table",
    "Term",
    "Thresholds",
    "Trace",
    "Upload",
    "UploadState",
    "Utterance",
    "Value",
    "document_id",
    "fact_adapter",
    "filing_id",
]
