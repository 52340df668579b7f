"""Finds the shipped tables and rules, right in a checkout and in a wheel."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from docintel.errors import InputError, MissingAsset
from docintel.settings import current_settings


def model_file(name: str) -> Traversable:
    """One file of `models/`: the installation's override if it has one, else the shipped one.

    `name` is relative with forward slashes, such as "indicators.toml" or "rules/intent.toml".
    """
    override = current_settings().models_path
    if override is not None and not override.is_dir():
        # falling back to the shipped lines would grade by another lender's than was asked for
        raise InputError(f"DOCINTEL_MODELS_PATH names {override}, which is no folder; mend or unset it.")
    if override is not None and (override / name).is_file():
        return Path(override / name)
    shipped = files("docintel_models").joinpath(name)
    if not shipped.is_file():
        raise MissingAsset(
            f"models/{name} is missing; reinstall docintel or set DOCINTEL_MODELS_PATH to a folder with it."
        )
    return shipped


def corpus_file(name: str) -> Traversable:
    """One file or folder of `corpora/`, such as "sample_deal"."""
    found = files("docintel_corpora").joinpath(name)
    if not (found.is_file() or found.is_dir()):
        raise MissingAsset(f"corpora/{name} is missing; reinstall docintel.")
    return found


@cache
def model_table(name: str) -> dict[str, Any]:
    """A TOML table of `models/`, parsed once per process; treat it as read-only. Raises InputError for a broken one."""
    try:
        return tomllib.loads(model_file(name).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{model_file(name)} is not valid TOML ({error}); mend it.") from error
