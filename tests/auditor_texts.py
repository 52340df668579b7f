"""Invented reports of invented auditors on invented companies, in the words the standards prescribe."""

ZH_RESPONSIBILITIES = (
    "五、管理层和治理层对财务报表的责任\n"
    "在编制财务报表时，管理层负责评估霁川重工的持续经营能力，披露与持续经营相关的事项（如适用），并运用持续经营假设。\n"
    "六、注册会计师对财务报表审计的责任\n"
    "我们的目标是出具包含审计意见的审计报告。（四）对管理层使用持续经营假设的恰当性得出结论。同时，就可能导致对"
    "霁川重工持续经营能力产生重大疑虑的事项或情况是否存在重大不确定性得出结论。如果我们得出结论认为存在重大不确"
    "定性，审计准则要求我们在审计报告中提请报表使用者注意财务报表中的相关披露；如果披露不充分，我们应当发表非无"
    "保留意见。\n"
)
ZH_BASIS = (
    "我们按照中国注册会计师审计准则的规定执行了审计工作。我们获取的审计证据是充分、适当的，为发表{opinion}提供了基础。"
)
ZH_SIGNED = (
    "澄岳会计师事务所（特殊普通合伙）    中国注册会计师：柏清和\n"
    "中国·临港    中国注册会计师：辛以宁\n"
    "二〇二五年四月二十二日\n"
)
ZH_FAIR = (
    "后附的财务报表在所有重大方面按照企业会计准则的规定编制，公允反映了霁川重工2024年12月31日的合并及母公司财务"
    "状况以及2024年度的合并及母公司经营成果和现金流量。"
)
ZH_OPENING = (
    "我们审计了霁川重工股份有限公司（以下简称霁川重工）财务报表，包括2024年12月31日的合并及母公司资产负债表，202"
    "4年度的合并及母公司利润表以及相关财务报表附注。"
)
ZH_DOUBT = (
    "我们提醒财务报表使用者关注，如财务报表附注二所述，霁川重工2024年发生净亏损3.2亿元，流动负债高于流动资产。这"
    "些事项或情况，连同附注二所述的其他事项，表明存在可能导致对霁川重工持续经营能力产生重大疑虑的重大不确定性。"
    "该事项不影响已发表的审计意见。"
)
ZH_EMPHASIS = (
    "我们提醒财务报表使用者关注，财务报表附注十二描述了霁川重工与前供应商的未决诉讼。本段内容不影响已发表的审计意见。"
)


def zh_report(
    opinion: str = f"我们认为，{ZH_FAIR}", *, head: str = "审计意见", basis: str = "形成审计意见的基础", why: str = "",
    more: str = "", opening: str = ZH_OPENING, signed: str = ZH_SIGNED,
) -> str:  # fmt: skip
    """A report by CAS 1501; `more` are the sections between basis and responsibilities."""
    return (
        f"审计报告\n澄岳审字〔2025〕第118号\n霁川重工股份有限公司全体股东：\n一、{head}\n{opening}\n{opinion}\n"
        f"二、{basis}\n{why}{ZH_BASIS.format(opinion=head)}\n{more}{ZH_RESPONSIBILITIES}{signed}"
    )


EN_RESPONSIBILITIES = (
    "Responsibilities of Management and Those Charged with Governance for the Financial Statements\n"
    "In preparing the financial statements, management is responsible for assessing the Company's ability to "
    "continue as a going concern, disclosing, as applicable, matters related to going concern.\n"
    "Auditor's Responsibilities for the Audit of the Financial Statements\n"
    "Conclude on the appropriateness of management's use of the going concern basis of accounting and, based on "
    "the audit evidence obtained, whether a material uncertainty exists related to events or conditions that "
    "may cast significant doubt on the Company's ability to continue as a going concern. If we conclude that a "
    "material uncertainty exists, we are required to draw attention in our auditor's report to the related "
    "disclosures in the financial statements or, if such disclosures are inadequate, to modify our opinion.\n"
)
EN_BASIS = (
    "We conducted our audit in accordance with International Standards on Auditing (ISAs). We believe that the "
    "audit evidence we have obtained is sufficient and appropriate to provide a basis for our opinion."
)
EN_SIGNED = "Brackley & Voss LLP\nChartered Accountants\nPort Ardle\n14 March 2025\n"
EN_OPENING = (
    "We have audited the consolidated financial statements of Tarnbeck Holdings plc and its subsidiaries (the "
    "Group), which comprise the consolidated statement of financial position as at 31 December 2024, and the "
    "consolidated statement of comprehensive income for the year then ended, and notes."
)
EN_FAIR = (
    "the accompanying consolidated financial statements present fairly, in all material respects, the financial "
    "position of the Group as at 31 December 2024, and its financial performance for the year then ended in "
    "accordance with IFRS Accounting Standards."
)
EN_DOUBT = (
    "We draw attention to Note 2, which indicates that the Group incurred a net loss of USD 31 million. As "
    "stated in Note 2, these events or conditions indicate that a material uncertainty exists that may cast "
    "significant doubt on the Group's ability to continue as a going concern. Our opinion is not modified in "
    "respect of this matter."
)
EN_EMPHASIS = (
    "We draw attention to Note 19, which describes the effects of a fire at the Ardle works. Our opinion is not "
    "modified in respect of this matter."
)


def en_report(
    opinion: str = f"In our opinion, {EN_FAIR}", *, head: str = "Opinion", basis: str = "Basis for Opinion",
    why: str = "",
    more: str = "", opening: str = EN_OPENING, signed: str = EN_SIGNED,
) -> str:  # fmt: skip
    """A report by ISA 700; `more` are the sections between basis and responsibilities."""
    return (
        f"Independent Auditor's Report\nTo the Shareholders of Tarnbeck Holdings plc\n{head}\n{opening}\n{opinion}\n"
        f"{basis}\n{why}{EN_BASIS}\n{more}{EN_RESPONSIBILITIES}{signed}"
    )


def us_report(opinion: str = "", *, title: str = "Opinion on the Financial Statements", more: str = "") -> str:
    """A report by PCAOB AS 3101."""
    fair = (
        "In our opinion, the financial statements present fairly, in all material respects, the financial "
        "position of the "
        "Company as of June 30, 2024 and 2023, in conformity with accounting principles generally accepted in "
        "the United "
        "States of America."
    )
    return (
        "Report of Independent Registered Public Accounting Firm\nTo the Board of Directors and Stockholders of Orrin "
        f"Kiln Corp.\n{title}\nWe have audited the accompanying balance sheets of Orrin Kiln Corp. (the "
        f'"Company") as of '
        "June 30, 2024 and 2023, and the related statements of operations and cash flows for the years then ended.\n"
        f"{opinion or fair}\n{more}Basis for Opinion\nThese financial statements are the responsibility of the "
        f"Company's "
        "management. We conducted our audits in accordance with the standards of the PCAOB. The Company is not "
        "required "
        "to have, nor were we engaged to perform, an audit of its internal control over financial reporting. "
        "Accordingly, "
        "we express no such opinion.\nCritical Audit Matters\nThe communication of critical audit matters does "
        "not alter "
        "in any way our opinion on the financial statements.\n/s/ Halvern Pike LLP\nWe have served as the "
        "Company's auditor "
        "since 2019.\nDuluth, Minnesota\nSeptember 27, 2024\n"
    )
