"""Web pages and filings: what a browser shows, with tables; inline XBRL tags are kept as the words they wrap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docintel.errors import ReadCode, ReadError
from docintel.readers.charset import Decoded, decode
from docintel.readers.html_flow import HtmlFlow
from docintel.readers.limits import require
from docintel.readers.plain import loss_notes
from docintel.readers.text_builder import TextBuilder
from docintel.records import Reading

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.-]+)", re.I
)
# As browsers do: whatever it says, however often it stands there, up to the next ">" or the end of the page.
_XML_DECLARATION = re.compile(r"^(?:\s*+<\?xml[^>]*+>?)+")
_HEAD = 4096


class HtmlReader:
    """Reads .html, .htm and inline XBRL."""

    name = "html"
    version = 2

    def read(self, data: bytes, name: str) -> Reading:
        """The visible text; scripts and hidden passages are left out, and hidden words are noted."""
        decoded = decode_html(data)
        flow = HtmlFlow()
        builder = TextBuilder()
        builder.add_all(flow.drafts(parse_html(decoded.text)))
        for sentence in loss_notes(decoded):
            builder.note(sentence)
        if flow.hidden:
            builder.note(f"{flow.hidden} characters are hidden on the page and were left out of the text.")
        return Reading(builder.document(data, name, media_type="text/html", reader=f"{self.name}@{self.version}"))


def decode_html(data: bytes, declared: str | None = None) -> Decoded:
    """The source of a page; the charset it names counts when no mail header names one."""
    found = _CHARSET.search(data[:_HEAD])
    label = (found[1] or found[2]).decode("ascii", "replace") if found else None
    return decode(data, declared or label)


def parse_html(source: str) -> HtmlElement:
    """A page as a tree, mended as browsers mend it; raises ReadError when there is nothing in it."""
    from lxml import etree, html  # heavy: loaded on first use

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    # NUL ends a document for libxml2; a declared charset has been obeyed already.
    source = _XML_DECLARATION.sub("", source.replace("\x00", ""))
    elements = source.count("<") - source.count("</") + source.count('="') + source.count("='")
    require(elements, "max_elements", "elements and attributes")
    try:
        root = html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ReadError(ReadCode.NO_TEXT, "The page holds no words; save it again from the browser.") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        # The parser drops what lies deeper; half a page must not pass for the whole.
        raise ReadError(ReadCode.OVER_LIMIT, "The page nests its elements too deep to be read whole; save it as PDF.")
    return root
