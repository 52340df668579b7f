"""A power company whose plant stands first, and a quarterly report of a maker of medical devices: written last."""

from __future__ import annotations

POWER_INCOME = """
Operating Revenues:
Retail electric revenues ; - ; 16820
Wholesale electric revenues ; - ; 2610
Other electric revenues ; - ; 812
Natural gas revenues ; - ; 4490
Total operating revenues ; is.revenue|is.total_revenue ; =
Operating Expenses:
Fuel ; - ; x 4310
Purchased power ; - ; x 1030
Cost of natural gas ; -|is.cost_of_sales ; x 1440
Other operations and maintenance ; - ; x 6240
Depreciation and amortization ; - ; x 4120
Taxes other than income taxes ; -|is.taxes_and_surcharges ; x 1510
Total operating expenses ; -|is.total_operating_cost|d.opex ; x =
Operating Income ; is.operating_profit ; =all
Other Income and (Expense):
Allowance for equity funds used during construction ; - ; 241
Earnings from equity method investments ; is.share_of_associates ; 144
Interest expense, net of amounts capitalized ; is.interest_expense ; -2711
Other income (expense), net ; -|is.nonoperating_income|is.nonoperating_expense ; 560/-112/344
Earnings Before Income Taxes ; is.profit_before_tax ; =all
Income taxes ; is.income_tax ; x 820
Consolidated Net Income ; is.net_profit ; =all @all
Dividends on preferred stock of subsidiaries ; - ; x 14/-/11
Net loss attributable to noncontrolling interests ; is.np_minority ; 106/127/99
Consolidated Net Income Attributable to Norhaven Power Company ; is.np_parent ; =all @ni
~Common Stock Data:
~Earnings per share -
Basic ; is.eps_basic ; p eps 1095
Diluted ; is.eps_diluted ; p eps 1102
~Average number of shares of common stock outstanding - (in millions)
Basic ; - ; p 1095
Diluted ; - ; p 1102
"""
POWER_BALANCE = """
~Assets
Property, Plant, and Equipment:
In service ; - ; 127210
Less: Accumulated depreciation ; -|note.accumulated_depreciation ; x 39120
_ ; - ; =all
Nuclear fuel, at amortized cost ; - ; 830
Construction work in progress ; bs.construction_in_progress ; 6410
Total property, plant, and equipment ; bs.fixed_assets ; =all
Other Property and Investments:
Goodwill ; bs.goodwill ; 5161/5161
Nuclear decommissioning trusts, at fair value ; - ; 2420
Equity investments in unconsolidated subsidiaries ; bs.long_term_equity_investments ; 1340
Miscellaneous property and investments ; - ; 680
Total other property and investments ; - ; =
Current Assets:
Cash and cash equivalents ; bs.cash ; $cash
Receivables, net ; bs.accounts_receivable ; 3120
Materials and supplies ; bs.inventories|- ; 2180
Fossil fuel for generation ; - ; 740
Prepaid expenses ; bs.prepayments ; 512
Regulatory assets, current ; - ; 1410
Other current assets ; bs.other_current_assets ; 390
Total current assets ; bs.total_current_assets ; =
Deferred Charges and Other Assets:
Operating lease right-of-use assets, net ; bs.right_of_use_assets ; 1520
Regulatory assets, deferred ; - ; 15230
Other deferred charges and assets ; -|bs.other_noncurrent_assets ; 3110
Total deferred charges and other assets ; - ; =
Total Assets ; bs.total_assets ; =end @TA
~Liabilities and Stockholders' Equity
Current Liabilities:
Securities due within one year ; -|bs.noncurrent_liabilities_due_1y ; 4720
Notes payable ; bs.short_term_borrowings ; 1410
Accounts payable ; bs.accounts_payable ; 3870
Customer deposits ; bs.advances_from_customers|- ; 512
Accrued taxes ; bs.taxes_payable ; 940
Accrued interest ; bs.interest_payable ; 710
Accrued compensation ; bs.employee_benefits_payable ; 1120
Other current liabilities ; bs.other_current_liabilities|bs.other_payables ; 1690
Total current liabilities ; bs.total_current_liabilities ; =
Long-Term Debt ; bs.long_term_borrowings|bs.bonds_payable ; 58830
Deferred Credits and Other Liabilities:
Accumulated deferred income taxes ; bs.deferred_tax_liabilities ; 11720
Asset retirement obligations ; -|bs.provisions ; 9410
Employee benefit obligations ; bs.long_term_employee_benefits ; 1180
Other deferred credits and liabilities ; -|bs.other_noncurrent_liabilities ; 2690
Total deferred credits and other liabilities ; - ; =
Total Liabilities ; bs.total_liabilities ; =all
[
Common Stockholders' Equity:
Common stock, par value $5 per share (Issued: 2024 - 1,097 million shares; Authorized: 1.5 billion shares) ; \
bs.paid_in_capital ; 5417
Paid-in capital ; bs.capital_reserve ; 14110
Treasury, at cost ; bs.treasury_shares ; -58
Retained earnings ; bs.retained_earnings ; ?
Accumulated other comprehensive loss ; bs.oci ; -161
Total Common Stockholders' Equity ; bs.equity_parent|bs.total_equity ; =
Noncontrolling interests ; bs.minority_interest ; 3730
Total Stockholders' Equity ; bs.total_equity ; =
Total Liabilities and Stockholders' Equity ; bs.total_liabilities_and_equity ; =all !TA
"""
POWER_CASH = """
Operating Activities:
Consolidated net income ; cfs.net_profit|is.net_profit ; &all
~Adjustments to reconcile consolidated net income to net cash provided from operating activities -
Depreciation and amortization, total ; cfs.depreciation|d.da ; 4680
Deferred income taxes ; -|cfs.dta_decrease|cfs.dtl_increase ; 412
Pension, postretirement, and other employee benefits ; -|cfs.other ; -380
Stock based compensation expense ; -|cfs.other ; 141
Other, net ; -|cfs.other ; -210
~Changes in certain current assets and liabilities -
-Receivables ; cfs.receivables_decrease ; -188
-Materials and supplies ; -|cfs.inventory_decrease ; -240
-Accounts payable ; cfs.payables_increase ; 310
-Accrued taxes ; - ; 96
Net cash provided from operating activities ; cf.cfo ; =
Investing Activities:
Property additions ; cf.capex|- ; -8940
Nuclear decommissioning trust fund purchases ; - ; -1310
Nuclear decommissioning trust fund sales ; - ; 1290
Cost of removal, net of salvage ; - ; -610
Other investing activities ; -|cf.other_investing_in|cf.other_investing_out ; -144
Net cash used for investing activities ; cf.cfi ; =
Financing Activities:
Increase (decrease) in notes payable, net ; - ; -880
Proceeds - Long-term debt ; cf.borrowings_raised|- ; 7410
Redemptions and repurchases - Long-term debt ; cf.debt_repaid|- ; -3020
Payment of common stock dividends ; cf.dividends_paid ; -2950
Other financing activities ; -|cf.other_financing_in|cf.other_financing_out ; ?
Net cash provided from financing activities ; cf.cff ; =
Net Change in Cash, Cash Equivalents, and Restricted Cash ; cf.net_change ; =all !Δtotalcash
Cash, Cash Equivalents, and Restricted Cash at Beginning of Year ; cf.cash_begin ; n ^totalcash
Cash, Cash Equivalents, and Restricted Cash at End of Year ; cf.cash_end ; n $totalcash
"""

DEVICES_INCOME = """
Net sales ; is.revenue|is.total_revenue ; 8578
~Costs and expenses:
Cost of products sold, excluding amortization of intangible assets ; is.cost_of_sales ; x 2983
Research and development expense ; is.rd_expenses ; x 726
Selling, general, and administrative expense ; is.sga_combined ; x 2867
Amortization of intangible assets ; - ; x 458
Restructuring charges, net ; - ; x 57
Certain litigation charges, net ; - ; x 27/-/27/-
Other operating expense (income), net ; - ; x 11/-31/-8/-44
Operating profit ; is.operating_profit ; =all
Other non-operating income, net ; -|is.nonoperating_income ; x -108
Interest expense, net ; is.interest_expense|is.finance_expenses|- ; x 176
Income before income taxes ; is.profit_before_tax ; =all
Income tax provision ; is.income_tax ; x 398
Net income ; is.net_profit ; =all @all
Net income attributable to noncontrolling interests ; is.np_minority ; -8
Net income attributable to Harlen Devices ; is.np_parent ; =all @ni
Basic earnings per share ; is.eps_basic ; p eps 1282.4
Diluted earnings per share ; is.eps_diluted ; p eps 1287.1
Basic weighted average shares outstanding ; - ; p 1282.4
Diluted weighted average shares outstanding ; - ; p 1287.1
"""
DEVICES_BALANCE = """
~ASSETS
Current assets:
Cash and cash equivalents ; bs.cash ; $cash
Investments ; bs.trading_fin_assets ; 6910
Accounts receivable, less allowances and credit losses of $191 and $199, respectively ; bs.accounts_receivable ; 6240
Inventories, net ; bs.inventories ; 5710
Other current assets ; bs.other_current_assets ; 3140
Total current assets ; bs.total_current_assets ; =
Property, plant, and equipment, net ; bs.fixed_assets ; 6910
Goodwill ; bs.goodwill ; 41890
Other intangible assets, net ; bs.intangible_assets ; 11230
Tax assets ; -|bs.deferred_tax_assets ; 4120
Other assets ; bs.other_noncurrent_assets ; 3980
Total assets ; bs.total_assets ; =end @TA
~LIABILITIES AND EQUITY
Current liabilities:
Current debt obligations ; bs.short_term_borrowings|bs.noncurrent_liabilities_due_1y|- ; 3120
Accounts payable ; bs.accounts_payable ; 2410
Accrued compensation ; bs.employee_benefits_payable ; 1890
Accrued income taxes ; bs.taxes_payable ; 1210
Other accrued expenses ; bs.other_payables|bs.other_current_liabilities ; 3390
Total current liabilities ; bs.total_current_liabilities ; =
Long-term debt ; bs.long_term_borrowings|bs.bonds_payable ; 25210
Accrued compensation and retirement benefits ; bs.long_term_employee_benefits ; 1160
Accrued income taxes ; -|bs.other_noncurrent_liabilities ; 1390
Deferred tax liabilities ; bs.deferred_tax_liabilities ; 412
Other liabilities ; bs.other_noncurrent_liabilities|bs.long_term_payables ; 1780
Total liabilities ; bs.total_liabilities ; =all
~Commitments and contingencies (Note 16)
Shareholders' equity:
[
Ordinary shares— par value $0.0001, 2.6 billion shares authorized, 1,282,010,115 and 1,281,934,628 shares issued ; \
bs.paid_in_capital ; -/-
Additional paid-in capital ; bs.capital_reserve ; 20860
Retained earnings ; bs.retained_earnings ; ?
Accumulated other comprehensive loss ; bs.oci ; -4210
Total shareholders' equity ; bs.equity_parent|bs.total_equity ; =
Noncontrolling interests ; bs.minority_interest ; 231
Total equity ; bs.total_equity ; =
Total liabilities and equity ; bs.total_liabilities_and_equity ; =all !TA
"""
DEVICES_CASH = """
Operating Activities:
Net income ; cfs.net_profit|is.net_profit ; &all
~Adjustments to reconcile net income to net cash provided by operating activities:
Depreciation and amortization ; cfs.depreciation|d.da ; 1410
Provision for credit losses ; cfs.credit_impairment ; 48
Deferred income taxes ; -|cfs.dta_decrease|cfs.dtl_increase ; -81
Stock-based compensation ; -|cfs.other ; 212
Other, net ; -|cfs.other ; 96
~Change in operating assets and liabilities, net of acquisitions and divestitures:
Accounts receivable, net ; cfs.receivables_decrease ; -60
Inventories, net ; cfs.inventory_decrease ; -340
Accounts payable and accrued liabilities ; -|cfs.payables_increase ; -420
Other operating assets and liabilities ; - ; -510
Net cash provided by operating activities ; cf.cfo ; =
Investing Activities:
Acquisitions, net of cash acquired ; cf.acquisitions_cash ; -/-211
Additions to property, plant, and equipment ; cf.capex ; -910
Purchases of investments ; cf.invest_paid ; -3980
Sales and maturities of investments ; cf.invest_recovered ; 4010
Other investing activities, net ; -|cf.other_investing_in|cf.other_investing_out ; -22
Net cash used in investing activities ; cf.cfi ; =
Financing Activities:
Change in current debt obligations, net ; - ; 710
Issuance of long-term debt ; cf.borrowings_raised|cf.bonds_issued_cash ; -/3210
Payments on long-term debt ; cf.debt_repaid ; -1170/-
Dividends to shareholders ; cf.dividends_paid ; -1810
Issuance of ordinary shares ; cf.equity_raised ; 240
Repurchase of ordinary shares ; -|cf.other_financing_out ; -190
Other financing activities ; -|cf.other_financing_in|cf.other_financing_out ; ?
Net cash used in financing activities ; cf.cff ; =
Effect of exchange rate changes on cash and cash equivalents ; cf.fx_effect ; 61
Net change in cash and cash equivalents ; cf.net_change ; =all !Δcash
Cash and cash equivalents at beginning of period ; cf.cash_begin ; n ^cash
Cash and cash equivalents at end of period ; cf.cash_end ; n $cash
~Supplemental Cash Flow Information
~Cash paid for:
Income taxes ; cf.taxes_paid ; n 1020
Interest ; cf.interest_paid ; n 388
"""
