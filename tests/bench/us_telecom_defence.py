"""A telephone company and a defence contractor that prints its costs in parentheses."""

from __future__ import annotations

TELECOM_INCOME = """
Operating Revenues
Service revenues and other ; - ; 111570
Wireless equipment revenues ; - ; 23217
Total Operating Revenues ; is.revenue|is.total_revenue ; =
Operating Expenses
Cost of services (exclusive of items shown below) ; -|is.cost_of_sales ; x 28100
Cost of wireless equipment ; - ; x 26100
Selling, general and administrative expense ; is.sga_combined ; x 34113
Depreciation and amortization expense ; - ; x 17892
Verant Business Group goodwill impairment ; -|is.asset_impairment_loss ; x -/5841/-
Total Operating Expenses ; is.total_operating_cost ; x =
Operating Income ; is.operating_profit ; =all
Equity in losses of unconsolidated businesses ; is.share_of_associates ; -53/-53/44
Other income (expense), net ; -|is.nonoperating_income|is.nonoperating_expense ; 995/-313/1373
Interest expense ; is.interest_expense ; -6649
Income Before Provision For Income Taxes ; is.profit_before_tax ; =all
Provision for income taxes ; is.income_tax ; -5030
Net Income ; is.net_profit ; =all @all
Net income attributable to noncontrolling interests ; is.np_minority ; n 443/481/492 @nci
Net income attributable to Verant Communications ; is.np_parent ; n &all-nci @ni
Net Income ; is.net_profit ; n &all
~Basic Earnings Per Common Share
Net income attributable to Verant Communications ; is.eps_basic ; p eps 4218
~Weighted-average shares outstanding (in millions)
_ ; - ; p 4218
~Diluted Earnings Per Common Share
Net income attributable to Verant Communications ; is.eps_diluted ; p eps 4223
"""
TELECOM_BALANCE = """
~Assets
Current assets
Cash and cash equivalents ; bs.cash ; $cash
[
Accounts receivable ; -|note.ar_gross ; 27261
Less Allowance for credit losses ; note.ar_allowance|- ; x 1152
Accounts receivable, net ; bs.accounts_receivable ; =
Inventories ; bs.inventories ; 2247
Prepaid expenses and other ; bs.prepayments|bs.other_current_assets ; 7973
Total current assets ; bs.total_current_assets ; =
[
Property, plant and equipment ; note.ppe_gross|- ; 331406
Less Accumulated depreciation ; note.accumulated_depreciation|- ; x 222884
Property, plant and equipment, net ; bs.fixed_assets ; =
Investments in unconsolidated businesses ; bs.long_term_equity_investments ; 842
Wireless licenses ; -|bs.intangible_assets ; 156613
Goodwill ; bs.goodwill ; 22841
Other intangible assets, net ; bs.intangible_assets ; 11129
Operating lease right-of-use assets ; bs.right_of_use_assets ; 24472
Other assets ; bs.other_noncurrent_assets ; 19769
Total assets ; bs.total_assets ; =end @TA
~Liabilities and Equity
Current liabilities
Debt maturing within one year ; bs.noncurrent_liabilities_due_1y|bs.short_term_borrowings ; 22633
Accounts payable and accrued liabilities ; -|bs.notes_and_accounts_payable|bs.accounts_payable ; 23374
Current operating lease liabilities ; bs.lease_liabilities_due_1y ; 4415
Other current liabilities ; bs.other_current_liabilities|bs.other_payables ; 14349
Total current liabilities ; bs.total_current_liabilities ; =
[
Long-term debt ; bs.long_term_borrowings|bs.bonds_payable ; 121381
Employee benefit obligations ; bs.long_term_employee_benefits ; 11997
Deferred income taxes ; bs.deferred_tax_liabilities ; 46732
Non-current operating lease liabilities ; bs.lease_liabilities ; 19928
Other liabilities ; bs.other_noncurrent_liabilities|bs.long_term_payables ; 19327
Total long-term liabilities ; bs.total_noncurrent_liabilities ; =
~Commitments and Contingencies (Note 16)
Equity
[
Series preferred stock ($0.10 par value; 250,000,000 shares authorized; none issued) ; bs.oei_preferred ; -/-
Common stock ($0.10 par value; 6,250,000,000 shares authorized in each period; 4,291,433,646 issued in each period) \
; bs.paid_in_capital ; 429/429
Additional paid in capital ; bs.capital_reserve ; 13466
Retained earnings ; bs.retained_earnings ; ?
Accumulated other comprehensive loss ; bs.oci ; -923
Common stock in treasury, at cost (81,753,488 and 87,172,997 shares outstanding) ; bs.treasury_shares ; -3583
Deferred compensation – employee stock ownership plans (ESOPs) and other ; - ; 738
Noncontrolling interests ; bs.minority_interest ; 1338
Total equity ; bs.total_equity ; =
Total liabilities and equity ; bs.total_liabilities_and_equity ; =all !TA
"""
TELECOM_CASH = """
Cash Flows from Operating Activities
Net Income ; cfs.net_profit|is.net_profit ; &all
~Adjustments to reconcile net income to net cash provided by operating activities:
Depreciation and amortization expense ; cfs.depreciation|d.da ; 17892
Employee retirement benefits ; -|cfs.other ; -360/1206/-2046
Deferred income taxes ; -|cfs.dta_decrease|cfs.dtl_increase ; 815/2388/2973
Provision for expected credit losses ; cfs.credit_impairment ; 2338
Equity in losses of unconsolidated businesses, inclusive of dividends received ; -|cfs.investment_loss ; 91/84/-10
Verant Business Group goodwill impairment ; cfs.impairment ; -/5841/-
~Changes in current assets and liabilities, net of effects from acquisition/disposition of businesses:
Accounts receivable ; cfs.receivables_decrease ; -2890
Inventories ; cfs.inventory_decrease ; -198/266/627
Prepaid expenses and other ; - ; 311/-640/928
Accounts payable and accrued liabilities and Other current liabilities ; cfs.payables_increase|- ; 1205
Other, net ; -|cfs.other ; -1804
Net cash provided by operating activities ; cf.cfo ; =
Cash Flows from Investing Activities
Capital expenditures (including capitalized software) ; cf.capex ; -17090
Cash received (paid) related to acquisitions of businesses, net of cash acquired ; cf.acquisitions_cash|- ; -/-30/248
Acquisitions of wireless licenses ; - ; -900
Proceeds from disposition of business ; cf.subsidiary_disposal_cash ; -/-/33
Other, net ; -|cf.other_investing_in|cf.other_investing_out ; 212/-880/62
Net cash used in investing activities ; cf.cfi ; =
Cash Flows from Financing Activities
Proceeds from long-term borrowings ; cf.borrowings_raised ; 3146
Proceeds from asset-backed long-term borrowings ; cf.borrowings_raised|- ; 12422
Net proceeds from (repayments of) short-term commercial paper ; - ; -/-150/106
Repayments of long-term borrowings and finance lease obligations ; cf.debt_repaid ; -7860
Repayments of asset-backed long-term borrowings ; cf.debt_repaid|- ; -8490
Dividends paid ; cf.dividends_paid ; -11249
Other, net ; -|cf.other_financing_in|cf.other_financing_out ; ?
Net cash used in financing activities ; cf.cff ; =
Increase (decrease) in cash, cash equivalents and restricted cash ; cf.net_change ; =all !Δtotalcash
Cash, cash equivalents and restricted cash, beginning of period ; cf.cash_begin ; n ^totalcash
Cash, cash equivalents and restricted cash, end of period ; cf.cash_end ; n $totalcash
"""

DEFENCE_INCOME = """
Sales
Products ; - ; 59410
Services ; - ; 11633
Total sales ; is.revenue|is.total_revenue ; =
Cost of sales
Products ; - ; -53616
Services ; - ; -10334
Severance and other charges ; - ; -87/-92/-
Other unallocated, net ; - ; 1190
Total cost of sales ; is.cost_of_sales ; =
Gross profit ; -|d.gross_profit ; =all
Other (expense) income, net ; -|is.other_income|is.nonoperating_income|is.nonoperating_expense ; -83/28/86
Operating profit ; is.operating_profit ; =all
Interest expense ; is.interest_expense ; -1036
Non-service pension income (expense) ; - ; 62/443/-971
Other non-operating income (expense), net ; -|is.nonoperating_income|is.nonoperating_expense ; 181/64/-74
Earnings before income taxes ; is.profit_before_tax ; =all
Income tax expense ; is.income_tax ; -884
Net earnings ; is.net_profit|is.np_parent ; =all @ni
~Earnings per common share
Basic ; is.eps_basic ; p eps 238.3
Diluted ; is.eps_diluted ; p eps 239.2
Cash dividends declared per common share ; - ; p 12.75/12.15/11.40
"""
DEFENCE_COMPREHENSIVE = """
Net earnings ; is.net_profit|is.np_parent ; &ni
~Other comprehensive income (loss), net of tax
[
Postretirement benefit plans ; - ; 410/-740/2890
Other, net ; - ; -62/46/-88
Other comprehensive income (loss), net of tax ; is.oci_net ; =
Comprehensive income ; is.total_comprehensive_income ; =all
"""
DEFENCE_BALANCE = """
~Assets
Current assets
Cash and cash equivalents ; bs.cash ; $cash
Receivables, net ; bs.accounts_receivable ; 2351
Contract assets ; bs.contract_assets ; 12957
Inventories ; bs.inventories ; 3474
Other current assets ; bs.other_current_assets ; 584
Total current assets ; bs.total_current_assets ; =
Property, plant and equipment, net ; bs.fixed_assets ; 8726
Goodwill ; bs.goodwill ; 11067
Intangible assets, net ; bs.intangible_assets ; 2015
Deferred income taxes ; bs.deferred_tax_assets ; 3557
Other noncurrent assets ; bs.other_noncurrent_assets ; 8404
Total assets ; bs.total_assets ; =end @TA
~Liabilities and equity
Current liabilities
Accounts payable ; bs.accounts_payable ; 2222
Salaries, benefits and payroll taxes ; bs.employee_benefits_payable ; 3125
Contract liabilities ; bs.contract_liabilities ; 9795
Current maturities of long-term debt ; bs.noncurrent_liabilities_due_1y|bs.lt_borrowings_due_1y ; 643
Other current liabilities ; bs.other_current_liabilities|bs.other_payables ; 3635
Total current liabilities ; bs.total_current_liabilities ; =
Long-term debt, net ; bs.long_term_borrowings|bs.bonds_payable ; 19627
Accrued pension liabilities ; bs.long_term_employee_benefits ; 4791
Other noncurrent liabilities ; bs.other_noncurrent_liabilities|bs.long_term_payables ; 5446
Total liabilities ; bs.total_liabilities ; =all
~Commitments and contingencies
Stockholders' equity
Common stock, $1 par value per share ; bs.paid_in_capital ; 234/240
Additional paid-in capital ; bs.capital_reserve ; -/112
Retained earnings ; bs.retained_earnings ; ?
Accumulated other comprehensive loss ; bs.oci ; -8452
Total stockholders' equity ; bs.total_equity|bs.equity_parent ; =
Total liabilities and equity ; bs.total_liabilities_and_equity ; =all !TA
"""
DEFENCE_CASH = """
Operating activities
Net earnings ; cfs.net_profit|is.net_profit ; &ni
~Adjustments to reconcile net earnings to net cash provided by operating activities
Depreciation and amortization ; cfs.depreciation|d.da ; 1559
Stock-based compensation ; -|cfs.other ; 277
Deferred income taxes ; -|cfs.dta_decrease|cfs.dtl_increase ; -898
Pension settlement charge ; -|cfs.other ; -/-/1470
~Changes in assets and liabilities
Receivables, net ; cfs.receivables_decrease ; -219/373/-542
Contract assets ; - ; 226/-865/-1739
Inventories ; cfs.inventory_decrease ; -342/-44/-107
Accounts payable ; cfs.payables_increase ; -151/183/1274
Contract liabilities ; - ; 605/702/380
Income taxes ; - ; 112/-48/148
Qualified defined benefit pension plans ; - ; -990/-378/-412
Other, net ; -|cfs.other ; 407/1058/784
Net cash provided by operating activities ; cf.cfo ; =
Investing activities
Capital expenditures ; cf.capex ; -1685
Other, net ; -|cf.other_investing_in|cf.other_investing_out ; -107/-4/-119
Net cash used for investing activities ; cf.cfi ; =
Financing activities
Issuance of long-term debt, net of related costs ; cf.borrowings_raised|cf.bonds_issued_cash ; 2970/1975/6211
Repayments of long-term debt ; cf.debt_repaid ; -168/-115/-2250
Repurchases of common stock ; -|cf.other_financing_out ; -3700
Dividends paid ; cf.dividends_paid ; -3059
Other, net ; -|cf.other_financing_in|cf.other_financing_out ; ?
Net cash used for financing activities ; cf.cff ; =
Net change in cash and cash equivalents ; cf.net_change ; =all !Δcash
Cash and cash equivalents at beginning of year ; cf.cash_begin ; n ^cash
Cash and cash equivalents at end of year ; cf.cash_end ; n $cash
"""
