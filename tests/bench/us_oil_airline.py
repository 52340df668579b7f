"""An oil company (with a column of note numbers) and a quarterly report of an airline."""

from __future__ import annotations

OIL_INCOME = """
~Revenues and other income
[
Sales and other operating revenue ; is.revenue ; 334697
Income from equity affiliates ; is.share_of_associates ; 6385
Other income ; is.other_income|-|is.nonoperating_income ; 3500
Total revenues and other income ; is.total_revenue|- ; =
Costs and other deductions
Crude oil and product purchases ; -|is.cost_of_sales ; x 193029
Production and manufacturing expenses ; - ; x 36885
Selling, general and administrative expenses ; is.sga_combined ; x 9919
Depreciation and depletion (includes impairments) ; - ; x 20641
Exploration expenses, including dry holes ; - ; x 751
Non-service pension and postretirement benefit expense ; - ; x 714
Interest expense ; is.interest_expense ; x 849
Other taxes and duties ; -|is.taxes_and_surcharges ; x 29011
Total costs and other deductions ; is.total_operating_cost ; x =
Income (loss) before income taxes ; is.profit_before_tax ; =all
Income tax expense (benefit) ; is.income_tax ; x 15429
Net income (loss) including noncontrolling interests ; is.net_profit ; =all @all
Net income (loss) attributable to noncontrolling interests ; is.np_minority ; x 1344
Net income (loss) attributable to Terravane Energy ; is.np_parent ; =all @ni
Earnings (loss) per common share (dollars) ; is.eps_basic ; p eps 4052
Earnings (loss) per common share - assuming dilution (dollars) ; is.eps_diluted ; p eps 4052
"""
OIL_BALANCE = """
~ASSETS
Current assets
Cash and cash equivalents ; bs.cash ; $cash
Cash and cash equivalents – restricted ; bs.restricted_cash ; 158/29
Notes and accounts receivable – net ; bs.accounts_receivable|bs.notes_and_accounts_receivable ; 43681
~Inventories
Crude oil, products and merchandise ; - ; 19444
Materials and supplies ; - ; 4080
Other current assets ; bs.other_current_assets ; 1598
Total current assets ; bs.total_current_assets ; =
Investments, advances and long-term receivables ; - ; 47200
Property, plant and equipment, at cost, less accumulated depreciation and depletion ; bs.fixed_assets ; 294318
Other assets, including intangibles – net ; -|bs.other_noncurrent_assets ; 19967
Total Assets ; bs.total_assets ; =end @TA
~LIABILITIES
Current liabilities
Notes and loans payable ; bs.short_term_borrowings ; 4955
Accounts payable and accrued liabilities ; -|bs.notes_and_accounts_payable|bs.accounts_payable ; 61297
Income taxes payable ; bs.taxes_payable ; 4055
Total current liabilities ; bs.total_current_liabilities ; =
Long-term debt ; bs.long_term_borrowings|bs.bonds_payable ; 36755
Postretirement benefits reserves ; bs.long_term_employee_benefits ; 9700
Deferred income tax liabilities ; bs.deferred_tax_liabilities ; 39042
Long-term obligations to equity companies ; - ; 1346
Other long-term obligations ; bs.other_noncurrent_liabilities|bs.long_term_payables ; 25719
Total Liabilities ; bs.total_liabilities ; =all
~Commitments and contingencies
EQUITY
[
~Common stock without par value
Common stock (9,000 million shares authorized, 8,019 million shares issued) ; bs.paid_in_capital ; 46238
Earnings reinvested ; bs.retained_earnings ; ?
Accumulated other comprehensive income ; bs.oci ; -14619
Common stock held in treasury (3,666 million shares in 2024 and 4,048 million shares in 2023) ; bs.treasury_shares ; \
-208145
Terravane Energy share of equity ; bs.equity_parent ; =
Noncontrolling interests ; bs.minority_interest ; 6883
Total Equity ; bs.total_equity ; =
Total Liabilities and Equity ; bs.total_liabilities_and_equity ; =all !TA
"""
OIL_CASH = """
CASH FLOWS FROM OPERATING ACTIVITIES
Net income (loss) including noncontrolling interests ; cfs.net_profit|is.net_profit ; &all
~Adjustments for noncash transactions
Depreciation and depletion (includes impairments) ; cfs.depreciation|d.da ; 20641
Deferred income tax charges (credits) ; -|cfs.dta_decrease|cfs.dtl_increase ; 634/-3758/2016
Postretirement benefits expense in excess of (less than) net payments ; -|cfs.other ; 90/-754/981
Other long-term obligation provisions in excess of (less than) payments ; -|cfs.other ; -1501/-1932/-260
Dividends received greater than (less than) equity in current earnings of equity companies ; -|cfs.investment_loss ; \
509/-2446/-668
~Changes in operational working capital, excluding cash and debt
Notes and accounts receivable reduction (increase) ; cfs.receivables_decrease ; 4370/-11019/-12098
Inventories reduction (increase) ; cfs.inventory_decrease ; -3472/-6947/-489
Other current assets reduction (increase) ; - ; -426/-688/-71
Accounts and other payables increase (reduction) ; cfs.payables_increase ; -4727/18460/16820
Net (gain)/loss on asset sales ; cfs.disposal_loss|- ; -513/-1034/-1207
All other items - net ; -|cfs.other ; 1501/1825/-1001
Net cash provided by operating activities ; cf.cfo ; =
CASH FLOWS FROM INVESTING ACTIVITIES
Additions to property, plant and equipment ; cf.capex ; -21919/-18407/-12076
Proceeds from asset sales and returns of investments ; -|cf.asset_disposal_cash ; 4078/5247/3176
Additional investments and advances ; -|cf.invest_paid ; -2995/-3090/-2817
Other investing activities including collection of advances ; -|cf.other_investing_in ; 1562/1508/1482
Net cash used in investing activities ; cf.cfi ; =
CASH FLOWS FROM FINANCING ACTIVITIES
Additions to long-term debt ; cf.borrowings_raised|cf.bonds_issued_cash ; 939/637/46
Reductions in long-term debt ; cf.debt_repaid ; -15/-5/-8
Additions to short-term debt ; -|cf.borrowings_raised ; -/198/12687
Reductions in short-term debt ; cf.debt_repaid|- ; -879/-8075/-29396
Contingent consideration payments ; -|cf.other_financing_out ; -68/-58/-30
Cash dividends to Terravane Energy shareholders ; cf.dividends_paid ; -14941/-14939/-14924
Cash dividends to noncontrolling interests ; cf.dividends_minority_paid ; -531/-267/-224
Changes in noncontrolling interests ; - ; -894/-1475/-436
Inflows from noncontrolling interests for major projects ; -|cf.equity_raised_minority ; 124/-/-
Common stock acquired ; -|cf.other_financing_out ; ?
Net cash used in financing activities ; cf.cff ; =
Effects of exchange rate changes on cash ; cf.fx_effect ; 105/-78/-33
Increase (decrease) in cash and cash equivalents (including restricted) ; cf.net_change ; =all !Δtotalcash
Cash and cash equivalents at beginning of year (including restricted) ; cf.cash_begin ; n ^totalcash
Cash and cash equivalents at end of year (including restricted) ; cf.cash_end ; n $totalcash
"""

AIRLINE_INCOME = """
Operating Revenue:
Passenger ; - ; 13821
Cargo ; - ; 199
Other ; - ; 2638
Total operating revenue ; is.revenue|is.total_revenue ; =
Operating Expense:
Salaries and related costs ; - ; x 4145
Aircraft fuel and related taxes ; - ; x 2813
Ancillary businesses and refinery ; - ; x 1574
Contracted services ; - ; x 1038
Landing fees and other rents ; - ; x 792
Aircraft maintenance materials and outside repairs ; - ; x 680
Depreciation and amortization ; - ; x 620
Passenger commissions and other selling expenses ; -|is.selling_expenses ; x 668
Regional carrier expense ; - ; x 579
Passenger service ; - ; x 462
Profit sharing ; - ; x 519
Other ; - ; x 501
Total operating expense ; is.total_operating_cost|-|d.opex ; x =
Operating Income ; is.operating_profit ; =all
Non-Operating Expense:
Interest expense, net ; -|is.interest_expense|is.finance_expenses ; -205
Gain/(loss) on investments, net ; -|is.investment_income|is.fair_value_gain ; -196/128/33/-90
Loss on extinguishment of debt ; - ; -/-29/-/-63
Miscellaneous, net ; -|is.nonoperating_income|is.nonoperating_expense ; -84
Total non-operating expense, net ; - ; =
Income Before Income Taxes ; is.profit_before_tax ; =all
Income Tax Provision ; is.income_tax ; x 417
Net Income ; is.net_profit|is.np_parent ; =all @ni
Basic Earnings Per Share ; is.eps_basic ; p eps 640
Diluted Earnings Per Share ; is.eps_diluted ; p eps 648
Cash Dividends Declared Per Share ; - ; p 0.15/0.10/0.30/0.20
Comprehensive Income ; is.total_comprehensive_income ; n 1354
"""
AIRLINE_BALANCE = """
~ASSETS
Current Assets:
Cash and cash equivalents ; bs.cash ; $cash
Accounts receivable, net of an allowance for uncollectible accounts of $17 and $20 ; bs.accounts_receivable ; 3224
Fuel, expendable parts and supplies inventories, net of an allowance for obsolescence of $135 and $134 ; \
bs.inventories ; 1428
Prepaid expenses and other ; bs.prepayments|bs.other_current_assets ; 2077
Total current assets ; bs.total_current_assets ; =
Noncurrent Assets:
Property and equipment, net of accumulated depreciation and amortization of $22,716 and $21,707 ; bs.fixed_assets ; \
38090
Operating lease right-of-use assets ; bs.right_of_use_assets ; 6720
Goodwill ; bs.goodwill ; 9753/9753
Identifiable intangibles, net of accumulated amortization of $916 and $911 ; bs.intangible_assets ; 5975
Equity investments ; -|bs.long_term_equity_investments|bs.other_equity_investments ; 3100
Other noncurrent assets ; bs.other_noncurrent_assets ; 1451
Total noncurrent assets ; bs.total_noncurrent_assets ; =
Total assets ; bs.total_assets ; =end @TA
~LIABILITIES AND STOCKHOLDERS' EQUITY
[
Current Liabilities:
Current maturities of debt and finance leases ; bs.noncurrent_liabilities_due_1y|bs.lt_borrowings_due_1y ; 2150
Current maturities of operating leases ; bs.lease_liabilities_due_1y ; 763
Air traffic liability ; bs.contract_liabilities|- ; 9910
Accounts payable ; bs.accounts_payable ; 4490
Accrued salaries and related benefits ; bs.employee_benefits_payable ; 3380
Loyalty program deferred revenue ; bs.contract_liabilities|- ; 4510
Fuel card obligation ; - ; 1100/1100
Other accrued liabilities ; bs.other_payables|bs.other_current_liabilities ; 2010
Total current liabilities ; bs.total_current_liabilities ; =
Noncurrent Liabilities:
Debt and finance leases ; bs.long_term_borrowings|bs.bonds_payable ; 12820
Pension, postretirement and related benefits ; bs.long_term_employee_benefits ; 3430
Loyalty program deferred revenue ; bs.deferred_income|bs.contract_liabilities|- ; 4380
Noncurrent operating leases ; bs.lease_liabilities ; 5510
Deferred income taxes, net ; bs.deferred_tax_liabilities ; 2280
Other noncurrent liabilities ; bs.other_noncurrent_liabilities|bs.long_term_payables ; 3550
Total noncurrent liabilities ; bs.total_noncurrent_liabilities ; =
~Commitments and Contingencies
Stockholders' Equity:
Common stock at $0.0001 par value; 1,500,000,000 shares authorized, 660,210,000 and 655,400,000 shares issued ; \
bs.paid_in_capital ; -/-
Additional paid-in capital ; bs.capital_reserve ; 11810
Retained earnings ; bs.retained_earnings ; ?
Accumulated other comprehensive loss ; bs.oci ; -4980
Treasury stock, at cost, 12,100,000 and 11,700,000 shares ; bs.treasury_shares ; -410
Total stockholders' equity ; bs.total_equity|bs.equity_parent ; =
Total liabilities and stockholders' equity ; bs.total_liabilities_and_equity ; =all !TA
"""
AIRLINE_CASH = """
[
Net Cash Provided by Operating Activities ; cf.cfo ; 4230
Cash Flows From Investing Activities:
~Property and equipment additions:
Flight equipment, including advance payments ; -|cf.capex ; -1540
Ground property and equipment, including technology ; -|cf.capex ; -712
Purchase of short-term investments ; cf.invest_paid ; -/-12
Redemption of short-term investments ; cf.invest_recovered ; -/770
Purchase of equity investments ; cf.invest_paid ; -156/-
Other, net ; -|cf.other_investing_in|cf.other_investing_out ; 63
Net cash used in investing activities ; cf.cfi ; =
Cash Flows From Financing Activities:
Proceeds from long-term obligations ; cf.borrowings_raised|cf.bonds_issued_cash ; 1980/-
Payments on debt and finance lease obligations ; cf.debt_repaid ; -2870
Cash dividends ; cf.dividends_paid ; -197
Other, net ; -|cf.other_financing_in|cf.other_financing_out ; ?
Net cash used in financing activities ; cf.cff ; =
Net Increase in Cash, Cash Equivalents and Restricted Cash Equivalents ; cf.net_change ; =all !Δtotalcash
Cash, cash equivalents and restricted cash equivalents at beginning of period ; cf.cash_begin ; n ^totalcash
Cash, cash equivalents and restricted cash equivalents at end of period ; cf.cash_end ; n $totalcash
"""
