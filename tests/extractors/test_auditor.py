"""Reports of auditors by every standard, Chinese and English, and what looks like one and is none."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor_texts import (
    EN_DOUBT,
    EN_EMPHASIS,
    EN_FAIR,
    EN_OPENING,
    ZH_DOUBT,
    ZH_EMPHASIS,
    ZH_FAIR,
    ZH_OPENING,
    en_report,
    us_report,
    zh_report,
)
from docintel.extractors.auditor import AuditorExtractor
from docintel.readers.plain import PlainReader
from docintel.records import AuditorChange, AuditReport, Document, Fact


def document(text: str) -> Document:
    return PlainReader().read(text.encode(), "report.txt").document


def facts(text: str) -> list[Fact]:
    return list(AuditorExtractor().extract(document(text)))


def report(text: str) -> AuditReport:
    (found,) = [fact for fact in facts(text) if isinstance(fact, AuditReport)]
    return found


def concluded(found: AuditReport) -> tuple[str | None, bool | None, bool | None]:
    return found.opinion, found.emphasis, found.going_concern


ZH_QUALIFIED = f"我们认为，除“形成保留意见的基础”部分所述事项可能产生的影响外，{ZH_FAIR}"
ZH_LIMITED = f"我们认为，除未能对境外存货实施监盘可能产生的影响外，{ZH_FAIR}"
ZH_ADVERSE = (
    "我们认为，由于“形成否定意见的基础”部分所述事项的重要性，后附的合并财务报表没有在所有重大方面按照企业会计准"
    "则的规定编制，"
    "未能公允反映霁川重工2024年12月31日的合并财务状况。"
)
ZH_DISCLAIMER = (
    "我们不对后附的霁川重工财务报表发表审计意见。由于“形成无法表示意见的基础”部分所述事项的重要性，我们无法获取"
    "充分、适当的审计证据"
    "以作为对财务报表发表审计意见的基础。"
)
EN_QUALIFIED = (
    f"In our opinion, except for the effects of the matter described in the Basis for Qualified Opinion section "
    f"of our report, {EN_FAIR}"
)
EN_AFTER = f"In our opinion, {EN_FAIR[:-1]}, except for the possible effects of the matter described below."
EN_ADVERSE = (
    "In our opinion, because of the significance of the matter discussed in the Basis for Adverse Opinion "
    "section of our "
    "report, the accompanying consolidated financial statements do not present fairly the consolidated financial "
    "position of the Group as at 31 December 2024."
)
EN_DISCLAIMER = (
    "We do not express an opinion on the accompanying consolidated financial statements of the Group. Because of the "
    "significance of the matters described in the Basis for Disclaimer of Opinion section of our report, we "
    "have not been "
    "able to obtain sufficient appropriate audit evidence to provide a basis for an audit opinion on these "
    "consolidated "
    "financial statements."
)
US_DOUBT = (
    "Substantial Doubt about the Company's Ability to Continue as a Going Concern\nThe accompanying financial "
    "statements "
    "have been prepared assuming that the Company will continue as a going concern. As discussed in Note 2, the "
    "Company has "
    "suffered recurring losses that raise substantial doubt about its ability to continue as a going concern.\n"
)
ZH_KAM = (
    "三、关键审计事项\n（一）持续经营\n管理层认为对持续经营能力产生重大疑虑的情况已经缓解，我们将其识别为关键审"
    "计事项。\n"
    "（二）应收账款减值\n我们认为，管理层作出的判断是合理的。\n"
)
EN_KAM = (
    "Key Audit Matters\nGoing concern\nWe considered events that cast significant doubt on the ability to "
    "continue as a going "
    "concern and challenged the forecast.\nValuation of goodwill\nIn our opinion, the assumptions are balanced.\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # unmodified, with the boilerplate about going concern every report has
        (zh_report(), ("unmodified", False, False)),
        (en_report(), ("unmodified", False, False)),
        (us_report(), ("unmodified", False, False)),
        # key audit matters are no doubts, and what the auditor thinks of one is no opinion
        (zh_report(more=ZH_KAM), ("unmodified", False, False)),
        # a doubt spoken of as a key audit matter is neither reported nor denied
        (en_report(more=EN_KAM), ("unmodified", False, None)),
        # emphasis of matter
        (zh_report(more=f"三、强调事项\n{ZH_EMPHASIS}\n"), ("unmodified", True, False)),
        (en_report(more=f"Emphasis of Matter – fire\n{EN_EMPHASIS}\n"), ("unmodified", True, False)),
        # the paragraph without its heading
        (zh_report(more=f"{ZH_EMPHASIS}\n"), ("unmodified", True, False)),
        (en_report(more=f"{EN_EMPHASIS}\n"), ("unmodified", True, False)),
        # a heading in a form with nothing under it
        (zh_report(more="三、强调事项\n不适用\n"), ("unmodified", False, False)),
        # going concern: its own section, an old emphasis paragraph, the American paragraph
        (zh_report(more=f"三、与持续经营相关的重大不确定性\n{ZH_DOUBT}\n"), ("unmodified", False, True)),
        (en_report(more=f"Material Uncertainty Related to Going Concern\n{EN_DOUBT}\n"), ("unmodified", False, True)),
        (us_report(more=US_DOUBT), ("unmodified", False, True)),
        (zh_report(more=f"三、强调事项\n{ZH_DOUBT}\n"), ("unmodified", True, True)),
        # both in one report
        (zh_report(more=f"三、与持续经营相关的重大不确定性\n{ZH_DOUBT}\n四、强调事项\n{ZH_EMPHASIS}\n"),
         ("unmodified", True, True)),
        (en_report(more=f"Material Uncertainty Related to Going Concern\n{EN_DOUBT}\nEmphasis of Matter\n"
         f"{EN_EMPHASIS}\n"),
         ("unmodified", True, True)),
        # British: the auditor concludes that there is none
        (en_report(more="Conclusions relating to going concern\nBased on the work we have performed, we have "
         "not identified "
                        "any material uncertainties relating to events or conditions that may cast significant "
                        "doubt on the "
                        "Group's ability to continue as a going concern.\n"), ("unmodified", False, False)),
        # qualified: effects, a limitation that itself says "not obtained", an exception after the verb
        (zh_report(ZH_QUALIFIED, head="保留意见", basis="形成保留意见的基础"), ("qualified", False, False)),
        (zh_report(ZH_LIMITED, head="保留意见", basis="形成保留意见的基础"), ("qualified", False, False)),
        (en_report(EN_QUALIFIED, head="Qualified Opinion", basis="Basis for Qualified Opinion"), ("qualified", False,
         False)),
        (en_report(EN_AFTER, head="Qualified Opinion", basis="Basis for Qualified Opinion"), ("qualified", False,
         False)),
        # qualified and in doubt
        (zh_report(ZH_QUALIFIED, head="保留意见", basis="形成保留意见的基础",
                   more=f"三、与持续经营相关的重大不确定性\n{ZH_DOUBT}\n"), ("qualified", False, True)),
        # adverse
        (zh_report(ZH_ADVERSE, head="否定意见", basis="形成否定意见的基础"), ("adverse", False, False)),
        (en_report(EN_ADVERSE, head="Adverse Opinion", basis="Basis for Adverse Opinion"), ("adverse", False, False)),
        # disclaimer
        (zh_report(ZH_DISCLAIMER, head="无法表示意见", basis="形成无法表示意见的基础"), ("disclaimer", False, False)),
        (en_report(EN_DISCLAIMER, head="Disclaimer of Opinion", basis="Basis for Disclaimer of Opinion",
                   opening=EN_OPENING.replace("We have audited", "We were engaged to audit")), ("disclaimer", False,
                   False)),
        # last year's opinion, and last year's statements nobody audited, are not this year's opinion
        (zh_report(more="三、其他事项\n2023年度财务报表由本所审计，并于2024年4月20日发表了保留意见。\n"),
         ("unmodified", False, False)),
        (en_report(more="Other Matter\nWe expressed a qualified opinion on the 2023 financial statements on 9 "
         "April 2024. We do "
                        "not express an opinion on the financial statements for 2022.\n"), ("unmodified", False,
                        False)),
        # adverse on internal control, unmodified on the statements
        (us_report(more="We also have audited the Company's internal control over financial reporting as of "
         "June 30, 2024, and "
                        "our report dated September 27, 2024 expressed an adverse opinion. Also in our opinion, "
                        "the Company "
                        "did not maintain effective internal control over financial reporting.\n"),
         ("unmodified", False, False)),
        # heading and sentence contradict each other: nothing is concluded
        (zh_report(head="保留意见"), (None, False, False)),
        (en_report(head="Adverse Opinion"), (None, False, False)),
        # the opinion is a list
        (en_report("In our opinion the financial statements:\n• give a true and fair view of the state of the "
         "Group's affairs "
                   "as at 31 December 2024;\n• have been properly prepared in accordance with the Act.\n"),
         ("unmodified", False, False)),
    ],
)  # fmt: skip
def test_what_a_report_concludes(text: str, expected: tuple[str | None, bool, bool | None]) -> None:
    found = report(text)
    assert concluded(found) == expected
    assert found.engagement == "audit"
    assert found.confidence == (None if None in expected else 0.9)


@pytest.mark.parametrize(
    ("text", "firm", "signed", "period_end", "entity", "scope"),
    [
        (zh_report(), "澄岳会计师事务所（特殊普通合伙）", date(2025, 4, 22), date(2024, 12, 31), "霁川重工股份有限公司",
         "consolidated_and_parent"),
        (en_report(), "Brackley & Voss LLP", date(2025, 3, 14), date(2024, 12, 31), "Tarnbeck Holdings plc",
         "consolidated"),
        (us_report(), "Halvern Pike LLP", date(2024, 9, 27), date(2024, 6, 30), "Orrin Kiln Corp.", None),
        # the name broken over the lines of a signature table
        (zh_report(signed="澄岳会计师事务所 中国注册会计师：柏清和\n（特殊普通合伙）\n中国·临港 2025年4月22日\n"),
         "澄岳会计师事务所",
         date(2025, 4, 22), date(2024, 12, 31), "霁川重工股份有限公司", "consolidated_and_parent"),
        # a company without a group, no day printed
        (zh_report(opening=ZH_OPENING.replace("的合并及母公司", "的"), signed="澄岳会计师事务所有限公司\n"),
         "澄岳会计师事务所有限公司", None, date(2024, 12, 31), "霁川重工股份有限公司", None),
    ],
)  # fmt: skip
def test_who_signed_when_and_what(
    text: str, firm: str, signed: date | None, period_end: date, entity: str, scope: str | None
) -> None:
    found = report(text)
    assert (found.firm, found.signed, found.period_end, found.entity, found.scope) == (
        firm, signed, period_end, entity, scope,
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", [zh_report(more=f"三、强调事项\n{ZH_EMPHASIS}\n"), en_report(more=f"{EN_EMPHASIS}\n"), us_report()]
)
def test_each_value_has_its_own_words(text: str) -> None:
    read = document(text)
    (found,) = AuditorExtractor().extract(read)
    assert isinstance(found, AuditReport)
    named = {slot.name for slot in found.slots}
    assert named >= {"opinion", "firm", "signed", "period_end", "entity"}
    assert all(read.text[slot.start : slot.end] == slot.text for slot in found.slots)
    assert {(slot.start, slot.end) for slot in found.slots} <= {
        (one.span.start, one.span.end) for one in found.evidence
    }
    firm = next(slot for slot in found.slots if slot.name == "firm")
    assert (firm.value, firm.text) == (found.firm, found.firm)
    assert ("emphasis" in named) == bool(found.emphasis)


def test_a_report_that_breaks_off_denies_nothing() -> None:
    """Without a signature the pages that would hold a doubt may be missing."""
    assert concluded(report(zh_report(signed=""))) == ("unmodified", None, None)
    assert concluded(report(en_report(signed=""))) == ("unmodified", None, None)
    assert report(zh_report(signed="")).confidence is None


@pytest.mark.parametrize(
    ("text", "engagement", "opinion"),
    [
        ("审阅报告\n霁川重工股份有限公司全体股东：\n我们审阅了后附的霁川重工股份有限公司财务报表，包括2025年6月3"
         "0日的资产负债表。\n"
         "我们按照《中国注册会计师审阅准则第2101号——财务报表审阅》的规定执行了审阅业务。\n根据我们的审阅，我们没"
         "有注意到任何事项使我们"
         "相信财务报表没有按照企业会计准则的规定编制，未能在所有重大方面公允反映被审阅单位的财务状况。\n澄岳会计"
         "师事务所（特殊普通合伙）\n"
         "2025年8月20日\n", "review", "unmodified"),
        ("Independent Auditor's Review Report\nTo the Board of Directors of Tarnbeck Holdings plc\nWe have "
         "reviewed the "
         "accompanying interim statement of financial position of Tarnbeck Holdings plc as of June 30, "
         "2025.\nWe conducted our "
         "review in accordance with International Standard on Review Engagements 2410. Accordingly, we do not "
         "express an audit "
         "opinion.\nConclusion\nBased on our review, nothing has come to our attention that causes us to "
         "believe that the "
         "interim financial information does not present fairly the financial position.\nBrackley & Voss "
         "LLP\n20 August 2025\n",
         "review", "unmodified"),
        ("内部控制审计报告\n霁川重工股份有限公司全体股东：\n按照《企业内部控制审计指引》及中国注册会计师执业准则"
         "的相关要求，我们审计了霁川重工"
         "股份有限公司2024年12月31日的财务报告内部控制的有效性。\n我们按照审计准则执行了工作。\n四、财务报告内部"
         "控制审计意见\n我们认为，"
         "霁川重工于2024年12月31日在所有重大方面保持了有效的财务报告内部控制。\n澄岳会计师事务所（特殊普通合伙）\n2025年4月22日\n",
         "internal_control", "unmodified"),
        ("Report of Independent Registered Public Accounting Firm\nOpinion on Internal Control over Financial "
         "Reporting\nWe have "
         "audited Orrin Kiln Corp.'s internal control over financial reporting as of June 30, 2024. In our "
         "opinion, because of "
         "the effect of the material weakness described below, the Company has not maintained effective "
         "internal control over "
         "financial reporting as of June 30, 2024.\nWe also have audited, in accordance with the standards of "
         "the PCAOB, the "
         "balance sheets of the Company, and our report dated September 27, 2024 expressed an unqualified "
         "opinion.\n/s/ Halvern "
         "Pike LLP\nSeptember 27, 2024\n", "internal_control", "adverse"),
    ],
)  # fmt: skip
def test_other_engagements_are_told_apart(text: str, engagement: str, opinion: str) -> None:
    found = report(text)
    assert (found.engagement, found.opinion, found.emphasis, found.going_concern) == (engagement, opinion, False, False)


def test_a_report_for_each_engagement_of_an_annual_report() -> None:
    control = (
        "内部控制审计报告\n按照《企业内部控制审计指引》的要求，我们审计了霁川重工股份有限公司2024年12月31日的财"
        "务报告内部控制的有效性。\n"
        "我们按照审计准则执行了工作。\n我们认为，霁川重工未能在所有重大方面保持有效的财务报告内部控制。\n"
        "澄岳会计师事务所（特殊普通合伙）\n2025年4月22日\n"
    )
    found = facts(f"第十节 财务报告\n{zh_report()}二、财务报表\n合并资产负债表\n2024年12月31日\n{control}")
    assert [(one.engagement, one.opinion) for one in found if isinstance(one, AuditReport)] == [
        ("audit", "unmodified"), ("internal_control", "adverse"),
    ]  # fmt: skip


def test_the_form_of_an_annual_report_must_agree_with_the_report() -> None:
    form = (
        "一、审计报告\n审计意见类型：{}\n审计报告签署日期：2025年04月22日\n"
        "审计机构名称：澄岳会计师事务所（特殊普通合伙）\n审计报告正文\n"
    )
    assert report(form.format("标准的无保留意见") + zh_report()).confidence == 0.9
    assert report(form.format("保留意见") + zh_report()).confidence is None
    # what the page with the signatures does not show is taken from the form
    found = report(form.format("标准的无保留意见") + zh_report(signed=""))
    assert (found.firm, found.signed, found.going_concern) == (
        "澄岳会计师事务所（特殊普通合伙）",
        date(2025, 4, 22),
        None,
    )


@pytest.mark.parametrize(
    "text",
    [
        # tables of contents
        "目录\n一、审计报告 ........ 3\n二、财务报表 ........ 9\n",
        "Contents\nIndependent Auditor's Report ........ 3\nConsolidated Balance Sheets ........ 9\n",
        # management on the audit
        "三、澄岳会计师事务所（特殊普通合伙）为本公司出具了标准无保留意见的审计报告。\n",
        "Our financial statements have been audited by Brackley & Voss LLP, who issued an unqualified opinion.\n",
        # possible opinions listed
        "审计意见的类型包括无保留意见、保留意见、否定意见和无法表示意见。\n",
        "The auditor may issue an unmodified opinion, a qualified opinion, an adverse opinion or a disclaimer "
        "of opinion.\n",
        # a contract's duty
        "借款人应提供经审计的年度财务报表，审计意见须为标准无保留意见。未经贷款人同意，借款人不得变更会计师事务所。\n",
        "The Borrower shall deliver audited statements without a going concern qualification and shall not "
        "change its auditors.\n",
        # a mail
        "Dear all, we have audited the January invoices and found two duplicates. Regards\n",
    ],
)
def test_what_is_no_report(text: str) -> None:
    assert facts(text) == []


@pytest.mark.parametrize(
    ("text", "departure", "former", "successor", "day"),
    [
        ("2024年11月8日，股东大会决议改聘澄岳会计师事务所（特殊普通合伙）为公司2024年度审计机构。", "changed", None,
         "澄岳会计师事务所（特殊普通合伙）", date(2024, 11, 8)),
        ("公司2024年度审计机构已由衡桥会计师事务所变更为澄岳会计师事务所。", "changed", "衡桥会计师事务所",
         "澄岳会计师事务所", None),
        ("公司股东会决定解聘衡桥会计师事务所（特殊普通合伙）。", "dismissed", "衡桥会计师事务所（特殊普通合伙）", None,
         None),
        ("2025年1月6日，衡桥会计师事务所因工作安排原因辞任公司审计机构。", "resigned", "衡桥会计师事务所", None,
         date(2025, 1, 6)),
        ("当期是否改聘会计师事务所\n√ 是 □ 否\n", "changed", None, None, None),
        ("On May 9, 2024, Halvern Pike LLP resigned as the Company's independent registered public accounting "
         "firm.", "resigned",
         "Halvern Pike LLP", None, date(2024, 5, 9)),
        ("On 3 June 2024 the Audit Committee dismissed Halvern Pike LLP as our independent auditor.", "dismissed",
         "Halvern Pike LLP", None, date(2024, 6, 3)),
        ("Brackley & Voss LLP has replaced Halvern Pike LLP as the Group's auditor.", "changed", "Halvern Pike LLP",
         "Brackley & Voss LLP", None),
    ],
)  # fmt: skip
def test_a_change_of_auditor_that_is_stated(
    text: str, departure: str, former: str | None, successor: str | None, day: date | None
) -> None:
    (found,) = facts(text)
    assert isinstance(found, AuditorChange)
    assert (found.departure, found.former, found.successor, found.day) == (departure, former, successor, day)
    assert found.confidence is None


@pytest.mark.parametrize(
    "text",
    [
        "报告期内续聘澄岳会计师事务所（特殊普通合伙）为审计机构。",
        "公司拟改聘澄岳会计师事务所（特殊普通合伙）为2025年度审计机构。",
        "当期是否改聘会计师事务所\n□ 是 √ 否\n",
        "审计期间改聘会计师事务所的情况说明\n□适用 √不适用\n",
        "如需改聘澄岳会计师事务所，应提前通知。",
        "六、聘任、解聘会计师事务所情况",
        "The shareholders reappointed Brackley & Voss LLP as auditor of the Company.",
        "The Board proposes that Brackley & Voss LLP replaced Halvern Pike LLP as auditor.",
        "If Halvern Pike LLP resigned as auditor, the Borrower shall notify the Agent.",
        "Halvern Pike LLP has not resigned as the Company's auditor.",
    ],
)
def test_what_is_no_change_of_auditor(text: str) -> None:
    assert facts(text) == []


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (zh_report(more="三、其他事项\n上年度财务报表由其他会计师事务所审计，并于2024年4月发表了无保留意见。\n"), 1),
        (en_report(more="Other Matter\nThe consolidated financial statements of the Group for the year ended 31 "
         "December 2023 were "
                        "audited by another auditor who expressed an unmodified opinion on 9 April 2024.\n"), 1),
        # auditors of a part are no predecessors
        (en_report(more="Other Matter\nThe financial statements of the subsidiary Ardle Works were audited by "
         "other auditors.\n"), 0),
    ],
)  # fmt: skip
def test_last_years_statements_had_another_auditor(text: str, changes: int) -> None:
    found = facts(text)
    assert [one.kind for one in found] == ["audit_report"] + ["auditor_change"] * changes
    assert isinstance(found[0], AuditReport)
    assert concluded(found[0]) == ("unmodified", False, False)


@settings(max_examples=25, deadline=None)
@given(
    before=st.text(alphabet="霁川审计意见保留报告0123年月日，。\nabc ", max_size=60),
    after=st.text(alphabet="持续经营重大不确定性表明存在，。\nxyz ", max_size=60),
    which=st.sampled_from(
        [zh_report(), en_report(), zh_report(ZH_ADVERSE, head="否定意见", basis="形成否定意见的基础")]
    ),
)
def test_whatever_stands_around_a_report_it_concludes_the_same(before: str, after: str, which: str) -> None:
    read = document(f"{before}\n\n{which}\n二、财务报表\nConsolidated balance sheets\n{after}\n")
    (found,) = [fact for fact in AuditorExtractor().extract(read) if isinstance(fact, AuditReport)]
    assert concluded(found) == concluded(report(which))
    assert all(read.quote(one.span) == one.quote for one in found.evidence)
