"""`docintel models`: the text model in use, the OCR models and the rule sets, with what is known of each."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

from docintel.assets import model_file
from docintel.encoder.reading import FILES, model_folder
from docintel.errors import DocintelError, MissingAsset
from docintel.records import Record
from docintel.settings import current_settings

_OCR_WHEEL = "rapidocr"
_OCR_ORIGIN = "PP-OCRv6 (PaddlePaddle), as the RapidOCR wheel brings it"


class InstalledModel(Record):
    """One model or rule set. `checksum` compares its files with what its maker stated; None where nothing is stated."""

    kind: Literal["encoder", "ocr", "rules"]
    name: str
    version: str | None
    place: str
    size: int
    sha256: dict[str, str]
    checksum: Literal["right", "wrong"] | None
    scores: dict[str, Any]
    data: Any
    license: str | None
    note: str | None


def installed_models() -> list[InstalledModel]:
    """Every model of this installation, the text model first; one that is switched off or missing is left out."""
    return [*_encoder(), *_recognition(), *_rules()]


def _encoder() -> Iterator[InstalledModel]:
    folder = model_folder()
    if not current_settings().encoder or not folder.joinpath("model.json").is_file():
        return
    layout = described(folder)
    sums = _sums(folder)
    yield InstalledModel(
        kind="encoder",
        name=layout.get("name", "text encoder"),
        version=layout.get("trained") or layout.get("imported"),
        place=str(folder),
        size=sum(len(folder.joinpath(name).read_bytes()) for name in sums),
        sha256=sums,
        checksum=("wrong" if differing(layout, sums) else "right") if layout.get("checksums") else None,
        scores=layout.get("scores", {}),
        data=layout.get("data", layout.get("lines")),
        license=layout.get("license"),
        note=layout.get("note"),
    )


def described(folder: Traversable) -> Mapping[str, Any]:
    """What `model.json` says. Raises MissingAsset where it is none."""
    try:
        layout = json.loads(folder.joinpath("model.json").read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise MissingAsset(f"{folder}/model.json is not JSON ({error.msg}); install the model again.") from error
    if not isinstance(layout, dict):
        raise MissingAsset(f"{folder}/model.json is no table; install the model again.")
    return layout


def differing(layout: Mapping[str, Any], sums: Mapping[str, str]) -> list[str]:
    """Files that are not what `model.json` states, or are missing."""
    stated: Mapping[str, str] = layout.get("checksums", {})
    return [name for name, value in stated.items() if sums.get(name) != value]


def encoder_state() -> str:
    """That the text model is whole and reads a line, in a sentence; raises DocintelError where it is not."""
    folder = model_folder()
    missing = [name for name in FILES if not folder.joinpath(name).is_file()]
    if missing:
        raise MissingAsset(f"{folder} lacks {', '.join(missing)}; reinstall docintel or set DOCINTEL_ENCODER_PATH.")
    layout = described(folder)
    wrong = differing(layout, _sums(folder))
    if wrong:
        raise DocintelError(f"{', '.join(wrong)} in {folder} is not what model.json states; copy the model again.")
    from docintel.encoder import Line
    from docintel.encoder.reading import current_model

    model = current_model()
    if model is None or len(model.read([Line("借款人应于每季度结束后三十日内提供报表。")])) != 1:
        raise DocintelError(f"the model in {folder} reads nothing; copy it again.")
    stated = "checksums right" if layout.get("checksums") else "without checksums"
    return f"{layout.get('name', 'text encoder')} at {folder}, {stated}, reads"


def _sums(folder: Traversable) -> dict[str, str]:
    names = sorted(one.name for one in folder.iterdir() if one.is_file() and one.name != "model.json")
    return {name: _sha256(folder.joinpath(name)) for name in names}


def _recognition() -> Iterator[InstalledModel]:
    """OCR models, checked against the list of files of the wheel that brought them."""
    try:
        wheel = metadata.distribution(_OCR_WHEEL)
    except metadata.PackageNotFoundError:
        return
    for file in wheel.files or ():
        if file.suffix == ".onnx":
            path = Path(str(file.locate()))
            found = _sha256(path)
            stated = _hexadecimal(file.hash.value) if file.hash else None
            yield InstalledModel(
                kind="ocr",
                name=file.name,
                version=f"{_OCR_WHEEL} {wheel.version}",
                place=str(path),
                size=path.stat().st_size,
                sha256={file.name: found},
                checksum=None if stated is None else "right" if stated == found else "wrong",
                scores={},
                data=_OCR_ORIGIN,
                license="Apache-2.0",
                note=None,
            )


def _hexadecimal(value: str) -> str:
    """A wheel states SHA-256 in URL-safe base64 without padding."""
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)).hex()


def _rules() -> Iterator[InstalledModel]:
    from docintel import __version__

    for name in sorted(one.name for one in files("docintel_models").joinpath("rules").iterdir()):
        if name.endswith((".toml", ".txt")):
            file = model_file(f"rules/{name}")
            own = current_settings().models_path is not None and isinstance(file, Path) and _is_own(file)
            yield InstalledModel(
                kind="rules",
                name=f"rules/{name}",
                version=None if own else f"docintel {__version__}",
                place=str(file),
                size=len(file.read_bytes()),
                sha256={name: _sha256(file)},
                checksum=None,
                scores={},
                data=None,
                license=None if own else "Apache-2.0",
                note="the installation's own (DOCINTEL_MODELS_PATH)" if own else None,
            )


def _is_own(file: Path) -> bool:
    folder = current_settings().models_path
    return folder is not None and file.is_relative_to(folder)


def _sha256(file: Traversable) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
