"""Writes the two mail threads as .eml files: charsets, quotes, an HTML body, attachments, threading headers."""

from __future__ import annotations

import tomllib
from datetime import datetime
from email.generator import BytesGenerator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from html import escape
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

SOURCE = Path(__file__).with_name("texts") / "mails.toml"
MIME = {
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".pdf": ("application", "pdf"),
}


def read_threads() -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The people and the messages as authored."""
    source = tomllib.loads(SOURCE.read_text("utf-8"))
    return source["people"], source["message"]


def write_mails(attachments: dict[str, bytes]) -> dict[str, bytes]:
    """Every message as the bytes of its file, by its path in the deal."""
    people, messages = read_threads()
    return {f"mails/{message['file']}": write_mail(message, people, attachments) for message in messages}


def write_mail(message: dict[str, Any], people: dict[str, str], attachments: dict[str, bytes]) -> bytes:
    """One message with its headers, body and attachment; boundaries come from its id, so nothing is random."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = to_address(people[message["from"]])
    mail["To"] = [to_address(people[name]) for name in message["to"]]
    if "cc" in message:
        mail["Cc"] = [to_address(people[name]) for name in message["cc"]]
    mail["Subject"] = message["subject"]
    mail["Date"] = format_datetime(datetime.fromisoformat(message["date"]))
    mail["Message-ID"] = message["id"]
    if "reply_to" in message:
        mail["In-Reply-To"] = message["reply_to"]
        mail["References"] = " ".join(message["references"])
    text = message["body"].lstrip("\n") + ("\n" + message["quoted"] if "quoted" in message else "")
    if message.get("html"):
        mail.set_content(to_html(message), subtype="html", charset=message["charset"], cte="base64")
    else:
        mail.set_content(text, charset=message["charset"], cte=transfer_encoding(message["charset"], text))
    if "attach" in message:
        attach(mail, message["attach"], attachments)
    out = BytesIO()
    BytesGenerator(out, policy=SMTP).flatten(mail)
    return out.getvalue()


def transfer_encoding(charset: str, text: str) -> str:
    """Plain English goes as it is, everything else in base64."""
    return "7bit" if text.isascii() else "base64" if charset == "gb18030" else "quoted-printable"


def to_address(person: str) -> Address:
    """A mail address with its display name."""
    name, address = parseaddr(person)
    return Address(display_name=name, addr_spec=address)


def to_html(message: dict[str, Any]) -> str:
    """The body as a mail program writes it: a paragraph a line, the quote behind a rule."""
    own = "".join(
        f"<p>{escape(line)}</p>\n" if line else "<p>&nbsp;</p>\n" for line in message["body"].strip().splitlines()
    )
    quote = "<br>\n".join(escape(line) for line in message.get("quoted", "").strip().splitlines())
    return (
        f'<html><head><meta charset="{message["charset"]}"><style>p {{ margin: 0; font-size: 14px }}</style></head>'
        f'<body>\n{own}<hr>\n<blockquote style="border-left: 2px solid #ccc">\n{quote}\n</blockquote>\n'
        f"</body></html>\n"
    )


def attach(mail: EmailMessage, path: str, attachments: dict[str, bytes]) -> None:
    """Adds a file of the deal under its own name."""
    name = PurePosixPath(path)
    kind, subkind = MIME[name.suffix]
    mail.add_attachment(attachments[path], maintype=kind, subtype=subkind, filename=name.name)
    mail.set_boundary(f"=_{mail['Message-ID'].strip('<>').split('@')[0]}")
