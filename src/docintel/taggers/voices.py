"""Who decides: rules, model or both."""

from __future__ import annotations

from typing import Literal

from docintel.encoder import Model
from docintel.encoder.reading import current_model
from docintel.errors import MissingAsset

Decide = Literal["rules", "model", "both"]


def asked_model(decide: Decide) -> Model | None:
    """The model to ask; None where rules decide alone, by choice or because the settings switch the model off."""
    if decide == "rules":
        return None
    model = current_model()
    if model is None and decide == "model":
        raise MissingAsset("no text model is in use, so it cannot decide; unset DOCINTEL_ENCODER or decide by rules.")
    return model
