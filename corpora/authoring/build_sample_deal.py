"""Rebuilds every file of the sample deal, byte for byte: `python corpora/authoring/build_sample_deal.py`."""

from __future__ import annotations

from pathlib import Path

from epc_contract import write_epc_contract
from golden import write_golden
from half_year_report import write_half_year_report
from loan_agreement import write_loan_agreement
from mails import write_mails
from papers import write_customers, write_notes
from scan import write_scan
from versions import write_versions
from workbook import write_workbook

DEAL = Path(__file__).parents[1] / "sample_deal"


def build_files() -> dict[str, bytes]:
    """Every file of the deal by its path inside the folder."""
    files = {
        "01_借款合同.pdf": write_loan_agreement(),
        "02_EPC_Contract.docx": write_epc_contract(),
        "statements/财务报表_2024-2025.xlsx": write_workbook(),
        "statements/2026年半年度财务报表.pdf": write_half_year_report(),
        "customers.csv": write_customers(),
        "notes/走访记录_2026-07-09.txt": write_notes(),
        "scans/盖章确认函.pdf": write_scan(),
    }
    return files | write_mails(files) | write_golden(files)


def main() -> None:
    """Writes the files into the sample deal's folder, and what they were built with beside this script."""
    for name, content in build_files().items():
        path = DEAL / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    Path(__file__).with_name("built_with.toml").write_bytes(write_versions())


if __name__ == "__main__":
    main()
