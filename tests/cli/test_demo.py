"""The main job on the shipped deal, with every socket outside loopback blocked."""

import json
from pathlib import Path

from docintel.exports.tables import read_parquet


def test_the_demo_tells_the_story_and_names_the_page(docintel, tmp_path: Path) -> None:
    done = docintel("demo", "--out", "demo")
    assert (done.returncode, done.stderr) == (0, "")
    assert "利息保障倍数(已获利息倍数)实际为1.14倍，契约要求不低于2.0倍，余量-43.0%。" in done.stdout
    assert "EBIT interest cover is 1.14 times; the contract requires at least 2.0, headroom -43.0 %." in done.stdout
    (scan,) = (line for line in done.stdout.splitlines() if "盖章确认函.pdf" in line)
    assert "2 date, 2 amount" in scan
    assert "Not read, and why\n  nothing\n" in done.stdout
    page = tmp_path / "demo" / "C0001.html"
    assert done.stdout.rstrip().splitlines()[-2] == f"Open in a browser: {page.as_uri()}   (C0001)"
    html = page.read_text(encoding="utf-8")
    assert "息税前利润仅覆盖利息1.14倍，低于严重线2.0倍。" in html
    summary = json.loads((tmp_path / "demo" / "summary.json").read_text(encoding="utf-8"))
    assert (summary["customers"], summary["grades"]["3"], summary["failure_codes"]) == (3, 1, {})
    rows = read_parquet(tmp_path / "demo" / "warnings.parquet")
    assert len(rows) == summary["warnings"]


def test_running_it_again_starts_afresh(docintel) -> None:
    first, second = docintel("demo", "--out", "demo"), docintel("demo", "--out", "demo")
    assert first.stdout == second.stdout
