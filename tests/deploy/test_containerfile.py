"""The container file, read by the rules that linters of such files apply; no engine builds it here."""

import json
import re
import shlex
from pathlib import Path

from deploy.bundle import _FILES

ROOT = Path(__file__).resolve().parents[2]


def instructions() -> list[tuple[str, str]]:
    """Each instruction with its text, continued lines joined, comments out."""
    text = (ROOT / "deploy/Containerfile").read_text(encoding="utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    joined = re.sub(r"\\\n\s*", "", lines).splitlines()
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in joined if line.strip()]


def last_stage() -> list[tuple[str, str]]:
    found = instructions()
    starts = [number for number, (name, _) in enumerate(found) if name == "FROM"]
    assert len(starts) == 2
    return found[starts[-1] :]


def test_both_stages_stand_on_the_same_pinned_base_and_no_host_is_named() -> None:
    bases = [text.split()[0] for name, text in instructions() if name == "FROM"]
    assert len(set(bases)) == 1
    assert re.fullmatch(r"python:3\.\d+\.\d+-slim-\w+", bases[0])


def test_only_the_bundle_goes_in_and_only_what_was_installed_comes_out() -> None:
    copies = [text for name, text in instructions() if name == "COPY"]
    assert copies == [". .", "--from=install /opt/docintel /opt/docintel"]
    # what the first stage runs lies in the bundle
    runs = [json.loads(text) for name, text in instructions() if name == "RUN" and text.startswith("[")]
    assert runs == [["./install.sh", "/opt/docintel"]]
    assert "install.sh" in _FILES.values()
    assert all((ROOT / here).is_file() for here in _FILES)


def test_nothing_is_fetched_and_nothing_secret_is_baked_in() -> None:
    text = (ROOT / "deploy/Containerfile").read_text(encoding="utf-8")
    assert (
        re.findall(r"apt-get|curl|wget|pip install|ADD |http(?!://127\.0\.0\.1)\S*://|SECRET|TOKEN|PASSWORD", text)
        == []
    )


def test_it_runs_as_nobody_else_and_keeps_its_data_in_a_volume() -> None:
    stage = dict(last_stage())
    assert stage["USER"] == "10001:10001"
    assert json.loads(stage["VOLUME"]) == ["/data"]
    assert stage["WORKDIR"] == "/data"
    assert "DOCINTEL_DATABASE_URL=sqlite:////data/docintel.db" in shlex.split(stage["ENV"])
    # the user is set after what needs root, and nothing is run as root afterwards
    names = [name for name, _ in last_stage()]
    assert names.index("USER") > max(number for number, name in enumerate(names) if name == "RUN")


def test_readiness_is_its_health_and_it_serves() -> None:
    stage = dict(last_stage())
    options, command = stage["HEALTHCHECK"].split("CMD ")
    assert options.split() == ["--interval=30s", "--timeout=10s", "--start-period=60s", "--retries=3"]
    assert "http://127.0.0.1:8000/readyz" in json.loads(command)[2]
    compile(json.loads(command)[2], "healthcheck", "exec")
    assert [*json.loads(stage["ENTRYPOINT"]), *json.loads(stage["CMD"])] == [
        "docintel", "serve", "--host", "0.0.0.0", "--port", "8000", "--workers", "2",
    ]  # fmt: skip
    assert stage["EXPOSE"] == "8000"
