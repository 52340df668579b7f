# ruff: noqa: E501  a line is a line of a document
"""Chinese forms of lenders and their customers by what is filled in. All names, numbers and texts are invented."""

import random
from dataclasses import dataclass, field

LOOK_ALIKES = {"日": "曰", "未": "末", "土": "士", "贷": "货", "借": "惜", "的": "白", "人": "入", "o": "0", "l": "1", "m": "rn",
               "e": "c", "h": "b", "款": "歉", "己": "已", "第": "弟", "本": "木", "i": "l", "利": "刊"}  # fmt: skip


def misread(text: str, *, seed: int, rate: float = 0.012) -> str:
    """The words as a scan reads them: look-alike letters, lost signs, lines broken anew; figures are read right."""
    chance, found = random.Random(seed), []
    for letter in text:
        draw = chance.random()
        if letter in LOOK_ALIKES and draw < rate * 4:
            found.append(LOOK_ALIKES[letter])
        elif letter in "，。、;" and draw < rate * 6:
            found.append("" if draw < rate * 3 else "．")
        elif letter == "\n" and draw < 0.02:
            found.append(" ")
        else:
            found.append(letter)
    return "".join(found)


@dataclass(frozen=True)
class Loan:
    """A working-capital loan on a bank's printed form."""

    number: str = "合同编号：澜银流贷2026第0031号"
    lender: str = "澜川银行股份有限公司青屿支行"
    borrower: str = "栖原精密机械有限公司"
    guarantor: str = "栖原控股集团有限公司"
    words: str = "叁仟万元整"
    figures: str = "30,000,000.00"
    rate: str = "3.95%"
    start: str = "2026年3月10日"
    end: str = "2027年3月9日"
    signed: str = "签订日期：2026年3月5日"
    title: str = "流动资金借款合同"
    extra: str = ""

    def __str__(self) -> str:
        return f"""{self.title}
{self.number}
贷款人：{self.lender}
借款人：{self.borrower}
保证人：{self.guarantor}
{self.signed}
借款人因经营周转需要向贷款人申请借款，经各方协商一致，订立本合同，共同遵守。
第一条 借款金额
1.1 借款金额为人民币{self.words}（¥{self.figures}）。
1.2 借款用途为支付原材料采购货款，未经贷款人书面同意，借款人不得改变借款用途。
第二条 借款期限
2.1 借款期限自{self.start}起至{self.end}止。实际放款日与约定不一致的，以借款凭证记载为准。
第三条 利率与计息
3.1 借款年利率为{self.rate}，按日计息，按季结息，结息日为每季末月的20日。
3.2 借款人逾期归还借款的，自逾期之日起按约定利率加收50%计收罚息；挪用借款的，加收100%。
第四条 还款
4.1 借款人应当在结息日前将当期应付利息足额存入还款账户，由贷款人自行扣划。
4.2 借款人提前还款的，应当提前10个工作日书面通知贷款人并取得贷款人同意。
第五条 陈述与保证
5.1 借款人依法设立并有效存续，有权签署并履行本合同，所提供的资料真实、完整、有效。
5.2 借款人未隐瞒任何已经发生或者即将发生的诉讼、仲裁、行政处罚或者其他可能影响其履约能力的事项。
第六条 财务约束
6.1 借款存续期间，借款人的资产负债率不得高于70%，流动比率不得低于1.1倍，每半年测试一次。
第七条 违约责任
7.1 借款人未按期支付利息或者归还本金的，贷款人有权宣布借款立即到期，并要求借款人承担由此发生的费用。
7.2 借款人对外提供担保、分立、合并或者转让重大资产的，应当事先取得贷款人的书面同意。
{self.extra}第八条 争议解决
8.1 因本合同发生的争议，由各方协商解决；协商不成的，向贷款人住所地人民法院起诉。
第九条 其他
9.1 本合同自各方签字盖章之日起生效，一式四份，各方各执一份，具有同等法律效力。
贷款人（盖章）：
借款人（盖章）：
保证人（盖章）：
"""


@dataclass(frozen=True)
class Guarantee:
    """A guarantee on a bank's printed form; the guarantor may be a person."""

    number: str = "合同编号：澜银保2026第0031-1号"
    main: str = "主合同编号：澜银流贷2026第0031号"
    guarantor: str = "保证人：栖原控股集团有限公司"
    register: str = ""
    debtor: str = "栖原精密机械有限公司"
    words: str = "叁仟万元整"
    figures: str = "30,000,000.00"
    signed: str = "签订日期：2026年3月5日"

    def __str__(self) -> str:
        return f"""保证合同
{self.number}
{self.main}
债权人：澜川银行股份有限公司青屿支行
{self.guarantor}
{self.register}
债务人：{self.debtor}
{self.signed}
为确保债权人与债务人签订的主合同项下债务的履行，保证人愿意为债务人提供保证担保，现订立本合同。
第一条 保证方式
1.1 本合同的保证方式为连带责任保证。债务人未按主合同约定履行债务的，债权人有权直接要求保证人承担保证责任。
第二条 保证范围
2.1 保证范围为主合同项下本金人民币{self.words}（¥{self.figures}）及利息、罚息、复利、违约金、损害赔偿金和实现债权的费用。
第三条 保证期间
3.1 保证期间为主合同约定的债务履行期限届满之日起三年。主合同展期的，保证期间为展期协议约定的履行期限届满之日起三年。
第四条 保证人的承诺
4.1 保证人具有担任保证人的合法资格，签署本合同已经取得必要的授权和批准。
4.2 保证人应当按照债权人的要求提供财务报表和其他反映其资信状况的资料。
4.3 保证人的资产状况恶化、涉及重大诉讼或者被采取强制措施的，应当在五日内书面通知债权人。
第五条 担保的顺序
5.1 债权人在主合同项下有其他担保的，债权人可以自行决定实现担保的顺序，保证人不以此提出抗辩。
第六条 违约责任
6.1 保证人违反本合同约定给债权人造成损失的，应当承担赔偿责任。
第七条 其他
7.1 本合同独立于主合同，主合同无效不影响本合同的效力，法律另有规定的除外。
7.2 本合同自双方签字或者盖章之日起生效，一式三份。
债权人（盖章）：
保证人（签字或者盖章）：
"""


@dataclass(frozen=True)
class Sale:
    """A sale of goods as two manufacturers write it themselves, with the parties in running text."""

    number: str = ""
    buyer: str = "栖原精密机械有限公司"
    seller: str = "云杉特钢制品有限公司"
    goods: str = "42CrMo圆钢"
    tonnes: str = "480吨"
    price: str = "人民币2,976,000元"
    day: str = "签订时间：2026年1月18日"
    title: str = "钢材买卖合同"
    payment: str = "甲方收到货物并验收合格后六十日内支付全部货款。"

    def __str__(self) -> str:
        return f"""{self.title}
{self.number}
甲方（买方）：{self.buyer}
乙方（卖方）：{self.seller}
{self.day}
甲乙双方根据《中华人民共和国民法典》的规定，在平等自愿的基础上，就甲方向乙方购买钢材一事达成如下协议：
一、标的与价款
乙方向甲方供应{self.goods}，数量{self.tonnes}，合同总价为{self.price}，含税含运费。
二、质量标准
货物应当符合国家标准和双方确认的技术协议，乙方随货提供材质证明书。
三、交货
乙方应当在合同生效后三十日内将货物运至甲方仓库，货物毁损灭失的风险自甲方签收时转移。
四、付款
{self.payment}
五、检验与异议
甲方应当在收货后十五日内检验，发现质量不符的，应当书面通知乙方，乙方应当在七日内答复并处理。
六、违约责任
乙方逾期交货的，每逾期一日按未交货物价款的万分之五支付违约金；甲方逾期付款的，每逾期一日按未付货款的万分之五支付违约金。
七、争议解决
因本合同引起的争议，由甲方所在地人民法院管辖。
八、本合同一式两份，自双方盖章之日起生效。
甲方（盖章）：　　　　乙方（盖章）：
"""


@dataclass(frozen=True)
class Drawdown:
    """A borrower's notice that it draws, in Chinese."""

    number: str = "编号：TK-2026-01"
    contract: str = "借款合同编号：澜银流贷2026第0031号"
    amount: str = "人民币5,000,000元"
    use: str = "支付云杉特钢制品有限公司货款"
    day: str = "2026年3月12日"

    def __str__(self) -> str:
        return f"""提款通知书
{self.number}
{self.contract}
致：澜川银行股份有限公司青屿支行
根据我公司与贵行签订的流动资金借款合同，我公司现申请提款，具体如下：
一、提款金额：{self.amount}
二、提款日期：{self.day}
三、提款用途：{self.use}
四、我公司确认，截至本通知书出具之日，合同约定的提款条件均已满足，我公司在合同项下的陈述与保证真实、准确、完整，未发生任何违约事件。
五、请贵行将上述款项划入我公司在贵行开立的结算账户，并按照受托支付的要求对外支付。
栖原精密机械有限公司
{self.day}
"""


@dataclass(frozen=True)
class Lease:
    """A lease of a workshop between a landlord and a tenant, in Chinese."""

    number: str = "合同编号：QY-ZL-2025-007"
    landlord: str = "青屿产业园运营有限公司"
    tenant: str = "栖原精密机械有限公司"
    place: str = "青屿产业园三号厂房"
    rent: str = "人民币86,000元"
    start: str = "2025年7月1日"
    end: str = "2028年6月30日"
    signed: str = "签订日期：2025年6月20日"

    def __str__(self) -> str:
        return f"""厂房租赁合同
{self.number}
出租方：{self.landlord}
承租方：{self.tenant}
{self.signed}
第一条 租赁物
出租方将{self.place}出租给承租方用于机械加工生产，承租方已经现场查看并认可其现状。
第二条 租赁期限
租赁期限自{self.start}起至{self.end}止。租赁期满承租方需要续租的，应当提前三个月书面提出。
第三条 租金与押金
月租金为{self.rent}，按季支付，先付后用。承租方应当在本合同签订后五日内支付相当于两个月租金的押金。
第四条 费用
租赁期间发生的水费、电费、物业服务费由承租方承担，房产税由出租方承担。
第五条 使用与维修
承租方应当合理使用租赁物，不得擅自改变结构和用途；主体结构的维修由出租方负责。
第六条 转租
未经出租方书面同意，承租方不得转租。
第七条 违约责任
承租方逾期支付租金超过三十日的，出租方有权解除合同并收回租赁物。
第八条 其他
本合同一式两份，双方各执一份，自双方盖章之日起生效。
出租方（盖章）：
承租方（盖章）：
"""


@dataclass(frozen=True)
class BankStatement:
    """A bank's monthly letter on an account, in Chinese or English."""

    month: str = "2026年1月"
    opening: str = "1,204,331.08"
    closing: str = "988,120.55"
    interest: str = "312.40"
    english: bool = False

    def __str__(self) -> str:
        if self.english:
            return f"""STATEMENT OF ACCOUNT
Account name: Thornmere Castings Limited
Account number: 40271188
Period: {self.month}
Opening balance {self.opening}
Interest credited {self.interest}
Closing balance {self.closing}
Please examine this statement carefully and tell us within fourteen days if you do not agree with any entry in it. If we hear nothing from you we shall take it that the entries are correct. Interest is calculated on the cleared daily balance.
"""
        return f"""企业账户月度对账单
户名：栖原精密机械有限公司
账号：6217001180004471
对账期间：{self.month}
期初余额：{self.opening}
结息：{self.interest}
期末余额：{self.closing}
请贵公司在收到本对账单后十五日内核对，如有不符，请与开户行联系；逾期未回复的，视为核对无误。利息按每日余额计算，按季结付，本对账单加盖银行业务章有效。
"""


@dataclass(frozen=True)
class Report:
    """A project company's monthly report."""

    month: str = "2026年1月"
    output: str = "1,284"
    revenue: str = "人民币6,120,000元"
    note: str = "本月设备运行平稳，未发生安全事故。"
    lines: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        return f"""栖原风电项目运营月报
报告月份：{self.month}
一、生产情况
本月累计发电量{self.output}万千瓦时，设备可利用率保持在较高水平，各机组按照检修计划完成定期维护。
二、经营情况
本月实现电费收入{self.revenue}，电费结算按照购售电合同约定的时间完成，未发生拖欠。
三、安全与环保
{self.note}现场按照规定开展了安全培训和应急演练，环境监测结果符合排放标准。
四、下月计划
继续做好设备巡检和备件采购，配合电网公司开展年度涉网试验，按时报送各项统计报表。
"""
