"""Which lines of a mail are the sender's own words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.language.zones import zones


def words(body, kind):
    return [body[zone.start : zone.end] for zone in zones(body) if zone.kind == kind]


def kinds(body):
    return [(zone.kind, body[zone.start : zone.end]) for zone in zones(body)]


ZH = (
    "张经理：\n\n利息将于周五支付。\n\n顺祝商祺！\n李明\n财务总监\n甲公司\n\n"
    "-----原始邮件-----\n发件人：张三\n请付息。\n"
)
EN = (
    "Dear Ms Lee,\n\nWe will pay on Friday.\n\nKind regards,\nA. Bell\nCFO\nBell Ltd.\n\n"
    "On Mon, 1 Jun 2026 at 09:00, Lee <l@b.example> wrote:\n> Please pay.\n"
)


def test_chinese_letter():
    assert kinds(ZH) == [
        ("greeting", "张经理："),
        ("own", "利息将于周五支付。"),
        ("sign_off", "顺祝商祺！"),
        ("signature", "李明\n财务总监\n甲公司"),
        ("quote", "-----原始邮件-----\n发件人：张三\n请付息。"),
    ]


def test_english_letter():
    assert kinds(EN) == [
        ("greeting", "Dear Ms Lee,"),
        ("own", "We will pay on Friday."),
        ("sign_off", "Kind regards,"),
        ("signature", "A. Bell\nCFO\nBell Ltd."),
        ("quote", "On Mon, 1 Jun 2026 at 09:00, Lee <l@b.example> wrote:\n> Please pay."),
    ]


@pytest.mark.parametrize(
    "marker",
    [
        "-----原始邮件-----",
        "-----Original Message-----",
        "发件人：张三\n发送时间：2026年6月1日\n主题：付息",
        "From: Lee\nSent: Monday, 1 June 2026\nSubject: interest",
        '在 2026-06-01 09:00:00，"张三" <z@b.example> 写道：',
        "On Mon, 1 Jun 2026, Lee <l@b.example>\nwrote:",
    ],
)
def test_everything_behind_a_marker_is_quoted(marker):
    body = f"本周付款。\n\n{marker}\n旧的承诺。\n"
    assert words(body, "own") == ["本周付款。"]


def test_answers_between_quoted_lines_stay_own():
    body = "> When do you pay?\nOn Friday.\n> And the report?\nNext week.\n"
    assert words(body, "own") == ["On Friday.", "Next week."]


def test_forwarded_mail_is_told_from_a_reply():
    assert kinds("请看下面。\n\n---------- Forwarded message ----------\nWe are sued.\n")[-1][0] == "forward"


def test_signature_without_sign_off():
    body = "资料已发。\n\n李明\n财务经理\n甲公司\n"
    assert words(body, "signature") == ["李明\n财务经理\n甲公司"]


def test_short_answers_are_no_signature():
    assert kinds("同意\n\n谢谢") == [("own", "同意"), ("sign_off", "谢谢")]
    assert kinds("周五付款") == [("own", "周五付款")]


def test_disclaimer_is_nobodys_word():
    body = "We agree.\n\nThis e-mail is confidential and intended for the addressee only.\n"
    assert kinds(body) == [
        ("own", "We agree."),
        ("disclaimer", "This e-mail is confidential and intended for the addressee only."),
    ]


@given(st.text(alphabet="甲a >\n:：-发件人写道wrote.。", max_size=200))
def test_zones_are_ordered_and_apart_and_hold_every_letter(body):
    found = zones(body)
    assert all(one.end <= other.start for one, other in pairwise(found))
    covered = "".join(body[zone.start : zone.end] for zone in found)
    assert "".join(covered.split()) == "".join(body.split())
