"""The text of the sample deal's files, read with plain libraries and never with docintel's own readers."""

import json
import re
import zipfile
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

DEAL = Path(__file__).resolve().parents[1] / "corpora" / "sample_deal"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAGE_HEADS = re.compile(r"东汀银行\s*固定资产借款合同.*|第 ?\d+ ?页 *共 ?\d+ ?页|合同编号：.*$", re.M)


def golden(name: str) -> Any:
    return json.loads((DEAL / "golden" / f"{name}.json").read_text("utf-8"))


def squeeze(text: str) -> str:
    """Text without white space: lines of a page break anywhere."""
    return "".join(text.split())


@cache
def source_text(name: str) -> str:
    """The words of a file, white space and running heads removed; a Word file with its insertions and its deletions."""
    path = DEAL / name
    if path.suffix == ".pdf":
        return squeeze("\n".join(PAGE_HEADS.sub("", page) for page in pdf_pages(name)))
    if path.suffix == ".docx":
        return squeeze("\n".join(paragraph_text(node) for node in word_root().iter(f"{WORD}p")))
    if path.suffix == ".eml":
        return squeeze(mail_text(name))
    return squeeze(path.read_text("utf-8-sig"))


@cache
def pdf_pages(name: str) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(DEAL / name)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def word_root(part: str = "word/document.xml") -> Any:
    from lxml import etree

    with zipfile.ZipFile(DEAL / "02_EPC_Contract.docx") as archive:
        return etree.fromstring(archive.read(part))


def paragraph_text(paragraph: Any) -> str:
    """As the contract reads once the changes are accepted; a deleted clause keeps its words."""
    kept = "".join(node.text or "" for node in paragraph.iter(f"{WORD}t"))
    return kept or "".join(node.text or "" for node in paragraph.iter(f"{WORD}delText"))


def read_mail(name: str) -> EmailMessage:
    return message_from_bytes((DEAL / name).read_bytes(), policy=policy.default)  # type: ignore[return-value]


def mail_text(name: str) -> str:
    body = read_mail(name).get_body(("plain", "html"))
    assert body is not None
    content = body.get_content()
    return strip_tags(content) if body.get_content_subtype() == "html" else content


def strip_tags(page: str) -> str:
    """The words of a mail's page, without its style sheet."""
    from lxml import html

    body = html.fromstring(page).find("body")
    assert body is not None
    return str(body.text_content())
