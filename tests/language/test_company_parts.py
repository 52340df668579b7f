import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.language.company_parts import parse_company_zh

# The table of the domain note on profiles, 2.2
RULE_TABLE = [
    ("深圳市海川新能源科技有限公司", "深圳市", "海川", "新能源科技", "有限公司", {}),
    ("海川（深圳）新能源科技有限公司", "深圳", "海川", "新能源科技", "有限公司", {"region_inside": True}),
    ("北京华策建设工程集团有限公司", "北京", "华策", "建设工程", "集团有限公司", {"group": True}),
    ("青岛蓝湾水务（集团）有限公司", "青岛", "蓝湾", "水务", "有限公司", {"group": True}),
    ("中国宏远建筑股份有限公司第三分公司", "中国", "宏远", "建筑", "股份有限公司", {"branch": "第三分公司"}),
    ("江海银行股份有限公司苏州分行", "", "江海", "银行", "股份有限公司", {"branch": "苏州分行"}),
    ("江苏瑞丰化工有限公司（原：苏州瑞丰化工厂）", "江苏", "瑞丰", "化工", "有限公司", {"former": "苏州瑞丰化工厂"}),
    ("成都智远企业管理中心(有限合伙)", "成都", "智远", "企业管理", "中心(有限合伙)", {}),
    ("广东 金 桥 贸易有限公司(已注销)", "广东", "金桥", "贸易", "有限公司", {"status": "已注销"}),
    ("宁波科技园区明辉电子有限公司", "宁波", "明辉", "电子", "有限公司", {"zone": "科技园区"}),
    ("天津和顺有限公司滨海项目部", "天津", "和顺", "", "有限公司", {"branch": "滨海项目部"}),
    ("海川新能源", "", "海川", "新能源", "", {"short": True}),
    ("江海银行苏州分行", "", "江海", "银行", "", {"branch": "苏州分行", "short": True}),
    ("中建第三工程局有限公司", "", "中建第三工程局", "", "有限公司", {"discriminator": "第三"}),
]


@pytest.mark.parametrize(("name", "region", "brand", "industry", "form", "extra"), RULE_TABLE)
def test_parts(name: str, region: str, brand: str, industry: str, form: str, extra: dict[str, object]) -> None:
    parts = parse_company_zh(name)
    assert (parts.region, parts.brand, parts.industry, parts.form) == (region, brand, industry, form)
    tied = {
        kind: getattr(parts, kind) for kind in ("region_inside", "group", "branch", "former", "status", "zone", "short")
    }
    assert {kind: value for kind, value in tied.items() if value} == {
        k: v for k, v in extra.items() if k != "discriminator"
    }
    assert parts.discriminator == extra.get("discriminator", parts.discriminator)


@given(st.text(alphabet="北京深圳市海川银行科技有限公司集团第三分()（）厂中心"))
def test_any_string_is_taken_apart_without_inventing_a_character(name: str) -> None:
    parts = parse_company_zh(name)
    assert set(parts.brand + parts.industry + parts.region + parts.form) <= set(parts.name)
