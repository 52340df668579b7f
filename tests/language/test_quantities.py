import pytest

from docintel.language.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1亿2000万 and 3万5", ["120000000", "35000"]),
        ("3-5亿", ["None"]),
        ("2026-03-25", ["2026", "3", "25"]),  # a date is three numbers, no range
        ("110101199003071234567", []),  # too long to be a sum
        ("Two Million", ["2000000"]),
    ],
)
def test_find_quantities(text: str, expected: list[str]) -> None:
    found = [quantity.reading.value if quantity.reading else None for quantity in find_quantities(text)]
    assert [str(value) for value in found] == expected
