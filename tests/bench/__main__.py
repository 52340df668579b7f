"""`make bench`: every measure in one run, as a table and, with --out FILE, as JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from dataclasses import asdict
from pathlib import Path

from tests.bench import (
    altered_figures,
    annual_reports,
    borrower_statements,
    cue_words,
    database,
    documents,
    encoder,
    filings,
    pdf_pages,
    recognition,
    ruled_tables,
    scanned_statements,
    start,
    statements,
    table_truth,
    text_passes,
    uploads,
)
from tests.bench.material import SHARED
from tests.bench.timing import Measured

_MEASURES = (
    start,
    statements,
    borrower_statements,
    filings,
    altered_figures,
    annual_reports,
    text_passes,
    cue_words,
    documents,
    database,
    pdf_pages,
    ruled_tables,
    table_truth,
    recognition,
    scanned_statements,
    encoder,
    uploads,
)


def main() -> None:
    options = _options()
    began = time.perf_counter()
    found: list[Measured] = []
    _write(f"{_machine()}; real documents beside the checkout: {'yes' if SHARED.is_dir() else 'no'}")
    for module in _MEASURES:
        if options.only and module.__name__.rpartition(".")[2] not in options.only:
            continue
        for measured in module.measure():
            found.append(measured)
            _write(_line(measured))
    _write(f"took {time.perf_counter() - began:.0f} s")
    if options.out:
        result = {"machine": _machine(), "figures": [asdict(measured) for measured in found]}
        options.out.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--out", type=Path, help="where to write the figures as JSON")
    parser.add_argument("--only", nargs="*", help="names of measures, such as pdf_pages")
    return parser.parse_args()


def _machine() -> str:
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}"


def _line(measured: Measured) -> str:
    figure = f"{measured.value:,.0f}" if measured.value >= 1_000 else f"{measured.value:.3g}"
    return f"{measured.measure:<48} {measured.material:<58} {figure:>12} {measured.unit:<18}{measured.note}"


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
