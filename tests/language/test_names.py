"""Company names in running text, and when two spellings are one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.language.names import find_companies, normalise_company


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("甲方：深圳市海川新能源科技有限公司", ["深圳市海川新能源科技有限公司"]),
        ("借款人海川（深圳）新能源科技有限公司应当", ["海川（深圳）新能源科技有限公司"]),
        ("由北京华策建设工程集团有限公司承担", ["北京华策建设工程集团有限公司"]),
        ("青岛蓝湾水务（集团）有限公司", ["青岛蓝湾水务（集团）有限公司"]),
        ("中国宏远建筑股份有限公司第三分公司负责施工", ["中国宏远建筑股份有限公司第三分公司"]),
        ("向江海银行股份有限公司苏州分行申请贷款", ["江海银行股份有限公司苏州分行"]),
        ("成都智远企业管理中心（有限合伙）", ["成都智远企业管理中心（有限合伙）"]),
        ("江苏瑞丰化工有限公司与天津和顺有限公司签订", ["江苏瑞丰化工有限公司", "天津和顺有限公司"]),
        ("出租人（甲方）：上海明达融资租赁有限公司（盖章）", ["上海明达融资租赁有限公司"]),
        ("和顺贸易有限公司", ["和顺贸易有限公司"]),  # a brand that begins with a separator
        ("本公司是一家有限公司", []),
        ("依照公司法设立的有限责任公司", []),
        ("依照本法设立有限责任公司", []),  # a verb before the form
        ("合营公司的组织形式为有限责任公司", []),
        ("有限责任公司和股份有限公司", []),
        ("有限责任公司变更为股份有限公司", []),
        ("公司聘请了青砚会计师事务所（特殊普通合伙）", ["青砚会计师事务所（特殊普通合伙）"]),
        ("将货币出资足额存入有限责任公司", []),
        ("2003年5月进入澜川新能源有限公司", ["澜川新能源有限公司"]),  # a life told in a report
        ("曾任澜川新能源有限公司财务总监", ["澜川新能源有限公司"]),
        ('between Northgate Solar Holdings plc (the "Borrower") and', ["Northgate Solar Holdings plc"]),
        ("Haichuan New Energy Co., Ltd., a company incorporated", ["Haichuan New Energy Co., Ltd."]),
        ("by and between Alder Bank N.V. and Kestrel Wind LLC", ["Alder Bank N.V.", "Kestrel Wind LLC"]),
        ("Northgate Solar (Hong Kong) Ltd shall", ["Northgate Solar (Hong Kong) Ltd"]),
        ("Chief Financial Officer Northgate Foods, LLC", ["Northgate Foods, LLC"]),  # a signature page
        ("see Section 4.2. The Company and Gear.com, Inc. agree", ["Gear.com, Inc."]),
        ("a company of Smith & Jones Holdings B.V.", ["Smith & Jones Holdings B.V."]),
        ("the Limited liability of the Company", []),
        ("This Agreement is limited.", []),
        ("Kestrel Wind Inc., a Delaware Corporation", ["Kestrel Wind Inc."]),  # where it was founded is no name
        ("KESTREL TV, INC.,\na Kentucky Corporation", ["KESTREL TV, INC."]),
        ("IN NO EVENT SHALL KESTREL TV, INC. BE LIABLE", ["KESTREL TV, INC."]),
        ("IN NO EVENT SHALL THE CORPORATION BE LIABLE", []),
        ("Acquisition of Kestrel Wind Ltd.", ["Kestrel Wind Ltd."]),
        ("Kestrel Acquisition Holdings, Inc.", ["Kestrel Acquisition Holdings, Inc."]),
        ("Amount\tKestrel Wind Ltd.", ["Kestrel Wind Ltd."]),  # two cells of a table
        ("memory from Alder Technology, Kestrel Semiconductor, Inc. and", ["Kestrel Semiconductor, Inc."]),  # a list
        ("counsel: Alder, Kestrel & Rowe LLP", ["Alder, Kestrel & Rowe LLP"]),
        ("ALDER BANK                      Kestrel Wind, Inc.", ["Kestrel Wind, Inc."]),  # two columns
        ("the Delaware General Corporation Law and the Delaware Limited Liability Company Act", []),
        ("SCHEDULE A KESTREL CORPORATION Products", ["KESTREL CORPORATION"]),
        ("IN WITNESS WHEREOF KESTREL INC. Signature", ["KESTREL INC."]),
        ("Board of Directors of Kestrel, Inc.", ["Kestrel, Inc."]),
        ("M. Alder Jr. & Sons, Inc. (USA)", []),  # half a name is none
    ],
)
def test_find_companies(text: str, names: list[str]) -> None:
    assert [found.name for found in find_companies(text)] == names
    assert all(text[found.start : found.end] == found.name for found in find_companies(text))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("广东 金 桥 贸易有限公司(已注销)", "广东金桥贸易有限公司", True),
        ("海川（深圳）新能源科技有限公司", "海川(深圳)新能源科技有限公司", True),
        ("滙川國際貿易有限公司", "汇川国际贸易有限公司", True),
        ("江苏瑞丰化工有限公司（原：苏州瑞丰化工厂）", "江苏瑞丰化工有限公司", True),
        ("Haichuan New Energy Co., Ltd.", "HAICHUAN NEW ENERGY CO LTD", True),
        ("The Harbour & Steel Company Limited", "Harbour and Steel Co. Ltd.", True),
        ("江苏瑞丰化工有限公司", "江苏瑞丰化工股份有限公司", False),
        ("中建第三工程局有限公司", "中建第五工程局有限公司", False),
        ("Northgate Solar Ltd", "Northgate Solar (Hong Kong) Ltd", False),
        ("Northgate Solar plc", "Northgate Solar Ltd", False),
    ],
)
def test_normalise_company(one: str, other: str, same: bool) -> None:
    assert (normalise_company(one) == normalise_company(other)) is same


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing(name: str) -> None:
    once = normalise_company(name)
    assert normalise_company(once) == once
