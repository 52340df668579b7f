"""The manual says what is so: every setting, the files it names, the sentences it quotes."""

import re
from pathlib import Path

import pytest

from docintel.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
MANUAL = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
#: As the table writes sizes.
UNITS = {"MiB": 1024**2, "GiB": 1024**3}


def defaults() -> dict[str, str]:
    """The settings table: name and default as written."""
    rows = re.findall(r"^\| `DOCINTEL_(\w+)` \| (.*?) \| (.+) \|$", MANUAL, re.MULTILINE)
    return {name.lower(): default for name, default, _ in rows}


def _written(value: object) -> set[str]:
    """How a default may stand in the table."""
    if value is None:
        return {"none"}
    if isinstance(value, bool):
        return {f"`{str(value).lower()}`"}
    if isinstance(value, int | float):
        sizes = {f"{value // size} {unit}" for unit, size in UNITS.items() if value % size == 0 and value >= size}
        return {f"{value:g}", str(value), str(int(value)), *sizes}
    return {f"`{value}`", "empty"} if value else {"empty"}


def test_every_setting_is_in_the_table_and_no_other() -> None:
    known = set(Settings.model_fields)
    assert known - set(defaults()) == set()
    assert set(defaults()) - known == set()


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_the_default_in_the_table_is_the_default(name: str) -> None:
    assert defaults()[name] in _written(Settings.model_fields[name].default)


def test_no_setting_is_named_anywhere_that_does_not_exist() -> None:
    known = {f"DOCINTEL_{name}".upper() for name in Settings.model_fields}
    for place in ("docs/operations.md", "deploy/docintel.env", "deploy/Containerfile", "deploy/systemd/blob-key.conf"):
        assert set(re.findall(r"DOCINTEL_[A-Z_]+", (ROOT / place).read_text(encoding="utf-8"))) - known == set()


def test_every_command_it_names_is_a_command() -> None:
    from typer.main import get_command

    from docintel.cli.main import app

    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    named = set(re.findall(r"docintel(?:-admin)? ([a-z]+)(?=[ `,;)]|$)", "\n".join(_code()), re.MULTILINE))
    assert named - known == set()
    assert {"serve", "work", "upgrade", "doctor", "backup", "restore"} <= named


def test_the_sentences_it_quotes_are_said() -> None:
    """What an operator finds in the log leads to the row that explains it."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    for sentence in (
        "the database stands at revision",
        "made by a newer docintel than this one",
        "the audit trail was changed: entry",
        "the database cannot be opened",
        "the originals are encrypted; set DOCINTEL_BLOB_KEY_FILE",
        "cannot be opened with this key",
        "was changed or damaged on disk",
    ):
        assert sentence in MANUAL
        assert sentence in sources


def test_the_files_it_copies_are_in_the_bundle() -> None:
    from deploy.bundle import _FILES

    for name in ("docintel.env", "docintel-admin", "nginx.conf", "Caddyfile"):
        assert name in MANUAL
        assert name in _FILES.values()
    for name in re.findall(r"systemd/([\w.@-]+)", MANUAL):
        assert (ROOT / "deploy/systemd" / name).is_file() or name in ("system", "journald.conf")


def test_the_proxies_stream_both_ways() -> None:
    nginx = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    for directive in ("proxy_request_buffering off;", "proxy_buffering off;", "proxy_read_timeout 3600s;"):
        assert f"        {directive}\n" in nginx
    assert "proxy_pass http://127.0.0.1:8000;" in nginx
    caddy = (ROOT / "deploy/Caddyfile").read_text(encoding="utf-8")
    assert "\treverse_proxy 127.0.0.1:8000 {\n" in caddy
    assert "\t\tflush_interval -1\n" in caddy


def _code() -> list[str]:
    """What stands in code blocks and between backticks."""
    blocks = re.findall(r"```(?:sh)?\n(.*?)```", MANUAL, re.DOTALL)
    return [*blocks, *re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", MANUAL, flags=re.DOTALL))]
