"""Who decides what a sentence says: the rules, the text model, or both together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from docintel.errors import MissingAsset

if TYPE_CHECKING:
    from docintel.encoder import Model

Decide = Literal["rules", "model", "both"]


def deciding_model(decide: Decide) -> Model | None:
    """The model to ask; None where the rules stand alone, because they shall or because there is no model.

    Raises MissingAsset where the model shall decide alone and there is none.
    """
    if decide == "rules":
        return None
    # heavy: loads numpy
    from docintel.encoder.reading import current_model

    model = current_model()
    if model is None and decide == "model":
        raise MissingAsset("no text model is in use, so it cannot decide alone; unset DOCINTEL_ENCODER.")
    return model
