"""Files and folders in, readings and failures out."""

import os
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from docintel.errors import InputError
from docintel.settings import current_settings
from docintel.workflows.intake import Source, find_sources, read_bytes, read_source
from make_docx import zipped

Limits = Callable[..., None]


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> Iterator[Limits]:
    """Sets limits of the installation for one test."""

    def change(**values: int) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"DOCINTEL_{name}", str(value))
        current_settings.cache_clear()

    yield change
    monkeypatch.undo()
    current_settings.cache_clear()


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


def test_an_archive_is_read_file_by_file_and_what_is_locked_inside_fails_alone() -> None:
    inner = zipped({"说明.txt": "借款人已还款。", "~$说明.txt": "lock"})
    data = zipped(
        {"客户甲/转发.eml": mail(("表.csv", "科目,金额\n现金,1\n".encode())), "旧.zip": inner, "坏.pdf": b"%PDF-1.7"}
    )
    reads = list(read_bytes(data, "资料.zip"))
    assert [(read.name, read.failure and read.failure.code) for read in reads] == [
        ("资料.zip", None),
        ("资料.zip/客户甲/转发.eml", None),
        ("资料.zip/客户甲/转发.eml/表.csv", None),
        ("资料.zip/旧.zip", None),
        ("资料.zip/旧.zip/说明.txt", None),
        ("资料.zip/坏.pdf", "truncated"),
    ]
    outer, letter = reads[0].reading, reads[1].reading
    assert outer is not None
    assert letter is not None
    assert outer.document.parts[0].document == letter.document.id
    assert reads[1].parent == outer.document.id


def test_what_archives_unpack_is_counted_over_the_whole_tree(limits: Limits) -> None:
    """Each archive holds ten small ones: every level keeps its own limit and the tree does not."""
    leaf = zipped({f"{at}.txt": "words " * 30 for at in range(10)})
    tree = zipped({f"{at}.zip": leaf for at in range(10)})
    limits(MAX_UNPACKED_BYTES=10 * len(leaf) + 5 * 1800)
    reads = list(read_bytes(tree, "t.zip"))
    assert len([read for read in reads if read.reading and read.reading.document.reader.startswith("plain")]) == 50
    refused = [read.failure for read in reads if read.failure]
    assert [(one.name, one.code) for one in refused] == [(f"t.zip/{at}.zip", "over_limit") for at in range(5, 10)]
    assert "DOCINTEL_MAX_UNPACKED_BYTES" in refused[0].message


def test_the_files_inside_are_counted_over_the_whole_tree(limits: Limits) -> None:
    leaf = zipped({f"{at}.txt": "words" for at in range(10)})
    limits(MAX_ATTACHMENTS=25)
    reads = list(read_bytes(zipped({"1.zip": leaf, "2.zip": leaf, "3.zip": leaf}), "t.zip"))
    assert [(read.name, read.failure.code) for read in reads if read.failure] == [("t.zip/3.zip", "over_limit")]


def test_attachments_of_a_mail_beyond_the_limits_are_said_one_by_one(limits: Limits) -> None:
    limits(MAX_UNPACKED_BYTES=10)
    reads = list(read_bytes(mail(("a.txt", b"12345678"), ("b.txt", b"12345678"), ("c.txt", b"12")), "m.eml"))
    assert [(read.name, read.failure and read.failure.code) for read in reads] == [
        ("m.eml", None), ("m.eml/a.txt", None), ("m.eml/b.txt", "over_limit"), ("m.eml/c.txt", None),
    ]  # fmt: skip


def test_attachments_beyond_the_number_are_said_once_for_each_file_that_holds_them(limits: Limits) -> None:
    limits(MAX_ATTACHMENTS=3)
    inner = mail(("1.txt", b"one"), ("2.txt", b"two"), ("3.txt", b"three"))
    reads = list(
        read_bytes(mail(("a.eml", inner), ("b.txt", b"b"), ("c.txt", b"c"), ("d.txt", b"d"), ("e.txt", b"e")), "m.eml")
    )
    assert [(read.name, read.failure and read.failure.code) for read in reads] == [
        ("m.eml", None),
        ("m.eml/a.eml", None),
        ("m.eml/a.eml/1.txt", "over_limit"),
        ("m.eml/b.txt", None),
        ("m.eml/c.txt", None),
        ("m.eml/d.txt", "over_limit"),
    ]
    assert reads[-1].failure is not None
    assert "and what comes behind it" in reads[-1].failure.message
    assert "DOCINTEL_MAX_ATTACHMENTS" in reads[-1].failure.message


def test_a_bomb_inside_an_archive_fails_alone() -> None:
    bomb = zipped({"0.txt": bytes(64 * 1024 * 1024)})
    reads = list(read_bytes(zipped({"a.zip": bomb, "b.txt": "words"}), "t.zip"))
    assert [(read.name, read.failure and read.failure.code) for read in reads] == [
        ("t.zip", None), ("t.zip/a.zip", "bomb"), ("t.zip/b.txt", None),
    ]  # fmt: skip


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
    (junk,) = read_bytes(b"Rar!\x1a\x07\x01\x00", "contract.docx")
    assert junk.failure is not None
    assert junk.failure.code == "unsupported"


def test_a_logo_without_words_is_named_among_the_parts_and_no_failure() -> None:
    from io import BytesIO

    from PIL import Image

    logo = BytesIO()
    Image.linear_gradient("L").save(logo, "PNG")
    for inline, codes in ((True, []), (False, ["no_text"])):
        message = EmailMessage()
        message["From"], message["Message-ID"] = "a@chenghu.example", "<1@x>"
        message.set_content("还款安排见下。")
        cid = {"cid": "<logo@x>", "disposition": "inline"} if inline else {"filename": "logo.png"}
        message.add_attachment(logo.getvalue(), "image", "png", **cid)
        reads = list(read_bytes(message.as_bytes(), "m.eml"))
        assert [read.failure.code for read in reads if read.failure] == codes
        assert reads[0].reading is not None
        assert [part.media_type for part in reads[0].reading.document.parts] == ["image/png"]
