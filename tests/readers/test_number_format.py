from decimal import Decimal

import pytest

from docintel.readers.number_format import built_in_format, is_date_format, serial_date, show_number

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("1234.5", "#,##0.00", "1,234.50"),
        ("-1234.5", "#,##0.00", "-1,234.50"),
        ("-1234.5", "#,##0.00;(#,##0.00)", "(1,234.50)"),
        ("-1234.5", r"#,##0.00_);[Red]\(#,##0.00\)", "(1,234.50)"),
        ("0.1234", "0.00%", "12.34%"),
        ("0", ACCOUNTING, "-"),
        ("-5", ACCOUNTING, "-5.00"),
        ("1005", "#,##0", "1,005"),
        ("1234.5", "#,##0.##", "1,234.5"),
        ("0.5", "#.##", ".5"),
        ("5", "000", "005"),
        ("2.675", "0.00", "2.68"),  # rounds the decimal a person typed, not its binary neighbour
        ("-0.001", "0.00", "0.00"),  # no minus before a shown zero
        ("0", "0;-0;;@", ""),
        ("12", '0"个月"', "12个月"),
        ("5", "[$¥-804]#,##0.00", "¥5.00"),
        ("5", 'G/通用格式"元"', "5元"),
        # scaled for the reader: the text says what is seen, the cell's number stays exact
        ("1234567", "#,##0,", "1,235"),
        ("1234567", '0.00,,"百万"', "1.23百万"),
        ("10000000", '0!.0,"万"', "1000.0万"),
        ("12345", "0.00E+00", "1.23E+04"),
        # General never hides a digit before the point nor the cents
        ("123456789012.34", "General", "123456789012.34"),
        ("0.29", "General", "0.29"),
        ("-5", "General", "-5"),
        # dates
        ("45657", 'yyyy"年"m"月"d"日"', "2024年12月31日"),
        ("45657", '[$-804]yyyy"年"m"月"d"日";@', "2024年12月31日"),
        ("45657", "mmm-yy", "Dec-24"),
        ("45657.5", "yyyy/m/d h:mm", "2024/12/31 12:00"),
        ("0.75", "h:mm AM/PM", "6:00 PM"),
        ("1.5", "[h]:mm", "36:00"),
        ("45657", built_in_format(14), "2024-12-31"),  # the order of day and month depends on the country
        ("45657", built_in_format(31), "2024年12月31日"),
    ],
)
def test_shows_what_excel_shows(value, code, shown):
    assert show_number(Decimal(value), code) == shown


@pytest.mark.parametrize(
    ("code", "is_date"),
    [("yyyy-mm-dd", True), ("[h]:mm", True), ("General", False), ("#,##0.00", False), ('0"days"', False),
     ("[Red]0.00", False), ('#,##0"元"', False)],
)  # fmt: skip
def test_tells_dates_from_figures(code, is_date):
    assert is_date_format(code) is is_date


@pytest.mark.parametrize(("serial", "day"), [("1", "1900-01-01"), ("59", "1900-02-28"), ("61", "1900-03-01")])
def test_excel_believes_in_the_29th_of_february_1900(serial, day):
    assert serial_date(Decimal(serial)).date().isoformat() == day
