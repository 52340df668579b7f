"""Files and folders in, readings and failures out."""

import gzip
import os
from email.message import EmailMessage
from pathlib import Path

import pytest

from docintel.errors import InputError
from docintel.settings import current_settings
from docintel.workflows.intake import Source, find_sources, read_bytes, read_source


def mail(*attachments: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@lanchuan.example", "b@bank.example", "资料"
    message["Message-ID"] = "<1@lanchuan.example>"
    message.set_content("请见附件。\n")
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def test_folders_are_searched_whole_in_a_stable_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.txt", ".git/x.txt", "b/.DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("文", encoding="utf-8")
    assert [source.name for source in find_sources([str(tmp_path)])] == ["a.txt", "b/1.txt", "b/2.txt"]
    assert [source.name for source in find_sources([f"{tmp_path}/b/*.txt"])] == ["1.txt", "2.txt"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("文", encoding="utf-8")
    assert find_sources([str(path), str(tmp_path)]) == [Source(path, "a.txt")]


def test_an_input_that_names_nothing_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing to read at '.*none\.pdf'"):
        find_sources([str(tmp_path / "none.pdf")])
    with pytest.raises(InputError, match="the folder holds no file"):
        find_sources([str(tmp_path)])


def test_a_name_in_another_encoding_becomes_text(tmp_path: Path) -> None:
    """As an archive from Chinese Windows unpacks: the name's bytes are no UTF-8, and no database would take them."""
    folder = os.fsdecode(os.fsencode(tmp_path) + b"/" + "客户甲".encode("gb18030"))
    Path(folder).mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/" + "报表.txt".encode("gb18030"))).write_text("文", encoding="utf-8")
    (source,) = find_sources([str(tmp_path)])
    assert (source.name, source.folder.rpartition("/")[2]) == ("客户甲/报表.txt", "客户甲")
    (read,) = read_source(source)
    assert read.reading is not None
    assert read.reading.document.text == "文"


def test_attachments_are_read_in_their_turn_and_known_to_their_mail() -> None:
    inner = mail(("说明.txt", "借款人已还款。".encode()))
    reads = list(read_bytes(mail(("转发.eml", inner), ("空.txt", b"")), "m.eml"))
    assert [read.name for read in reads] == ["m.eml", "m.eml/转发.eml", "m.eml/转发.eml/说明.txt", "m.eml/空.txt"]
    outer, forwarded, note, empty = reads
    assert note.reading is not None
    assert forwarded.reading is not None
    assert outer.reading is not None
    assert note.reading.document.text == "借款人已还款。"
    assert note.parent == forwarded.reading.document.id
    assert outer.reading.document.parts[0].document == forwarded.reading.document.id
    assert empty.failure is not None
    assert (empty.failure.code, empty.failure.name) == ("empty", "m.eml/空.txt")


def test_two_attachments_of_one_name_are_two_files() -> None:
    reads = list(read_bytes(mail(("对账单.txt", "一月。".encode()), ("对账单.txt", "二月。".encode())), "m.eml"))
    assert [read.name for read in reads] == ["m.eml", "m.eml/对账单.txt", "m.eml/对账单 (2).txt"]
    assert reads[0].reading is not None
    parts = [part.document for part in reads[0].reading.document.parts]
    assert parts == [read.reading and read.reading.document.id for read in reads[1:]]
    assert parts[0] != parts[1]


def test_nesting_beyond_the_limit_is_said_and_the_rest_is_read() -> None:
    data = b"deep"
    for level in range(current_settings().max_nesting + 1):
        data = mail((f"{level}.eml" if level else "end.txt", data))
    reads = list(read_bytes(data, "m.eml"))
    assert [read.failure.code for read in reads if read.failure] == ["over_limit"]
    assert len([read for read in reads if read.reading]) == current_settings().max_nesting + 1


def test_more_files_inside_than_the_limit_are_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    few = current_settings().model_copy(update={"max_attachments": 5})
    monkeypatch.setattr("docintel.workflows.intake.current_settings", lambda: few)
    inner = mail(*[(f"{at}.txt", "还款".encode()) for at in range(3)])
    reads = list(read_bytes(mail(("a.eml", inner), ("b.eml", inner)), "m.eml"))
    assert [read.name for read in reads if read.reading] == [
        "m.eml", "m.eml/a.eml", "m.eml/a.eml/0.txt", "m.eml/a.eml/1.txt", "m.eml/a.eml/2.txt", "m.eml/b.eml",
    ]  # fmt: skip
    (refused,) = [read.failure for read in reads if read.failure]
    assert (refused.code, refused.name) == ("over_limit", "m.eml/b.eml/0.txt")
    assert refused.message == (
        "m.eml/b.eml/0.txt and what comes behind it were not read: more than 5 files lie inside one; send them on "
        "their own or raise DOCINTEL_MAX_ATTACHMENTS."
    )


def test_what_cannot_be_opened_is_a_failure_and_no_exception(tmp_path: Path) -> None:
    (read,) = read_source(Source(tmp_path / "gone.pdf", "gone.pdf"))
    assert read.failure is not None
    assert (read.failure.code, read.failure.message) == (
        "unreadable",
        "gone.pdf cannot be opened: No such file or directory.",
    )


def test_a_file_over_the_limit_is_refused_before_its_bytes_are_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.truncate(1 << 40)  # a terabyte of holes, which no machine here could read
    (read,) = read_source(Source(path, "huge.pdf"))
    assert read.failure is not None
    assert read.failure.code == "over_limit"
    assert "has 1,099,511,627,776 bytes and the limit is 209,715,200" in read.failure.message


def test_the_name_does_not_decide_what_a_file_is() -> None:
    (read,) = read_bytes(mail(), "contract.pdf")
    assert read.reading is not None
    assert read.reading.document.reader.startswith("mail@")
    (junk,) = read_bytes(gzip.compress(b"x" * 50), "contract.docx")
    assert junk.failure is not None
    assert junk.failure.code in {"unsupported", "mistyped"}
