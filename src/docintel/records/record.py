"""What every noun shares: frozen, closed, and compared by value."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen statement; a new opinion is a new record, never an edit."""

    model_config = ConfigDict(frozen=True, extra="forbid")
