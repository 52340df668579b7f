"""A retailer with a year of 52 or 53 weeks, a carmaker with a finance arm (oldest year first), a maker of software."""

from __future__ import annotations

RETAIL_INCOME = """
Net sales ; is.revenue|is.total_revenue ; 96412
Cost of sales ; is.cost_of_sales ; x 64108
Gross profit ; -|d.gross_profit ; =all
Operating expenses:
Selling, general and administrative ; is.sga_combined ; x 17356
Depreciation and amortization ; - ; x 2014
Total operating expenses ; -|d.opex|is.total_operating_cost ; x =
Operating income ; is.operating_profit ; =all
Interest and other (income) expense:
Interest income and other, net ; -|is.interest_income|is.nonoperating_income ; 121
Interest expense ; is.interest_expense ; x 1203
Interest and other, net ; -|is.finance_expenses ; x =
Earnings before provision for income taxes ; is.profit_before_tax ; =all
Provision for income taxes ; is.income_tax ; x 2790
Net earnings ; is.net_profit|is.np_parent ; =all @ni
Basic weighted average common shares ; - ; p 561
Basic earnings per share ; is.eps_basic ; p eps 561
Diluted weighted average common shares ; - ; p 564
Diluted earnings per share ; is.eps_diluted ; p eps 564
"""
RETAIL_COMPREHENSIVE = """
Net earnings ; is.net_profit|is.np_parent ; &ni
Other comprehensive (loss) income, net of tax:
Foreign currency translation adjustments ; - ; -312
Cash flow hedges ; - ; 14
Other ; - ; -3
Total other comprehensive (loss) income, net of tax ; is.oci_net ; =
Comprehensive income ; is.total_comprehensive_income ; =all
"""
RETAIL_BALANCE = """
~Assets
Current assets:
Cash and cash equivalents ; bs.cash ; $cash
Receivables, net ; bs.accounts_receivable ; 3412
Merchandise inventories ; bs.inventories ; 14210
Other current assets ; bs.other_current_assets ; 1104
Total current assets ; bs.total_current_assets ; =
Net property and equipment ; bs.fixed_assets ; 16702
Operating lease right-of-use assets ; bs.right_of_use_assets ; 5318
Goodwill ; bs.goodwill ; 5127
Intangible assets, net ; bs.intangible_assets ; 2140
Other assets ; bs.other_noncurrent_assets ; 441
Total assets ; bs.total_assets ; =end @TA
~Liabilities and Stockholders' Equity
Current liabilities:
Short-term debt ; bs.short_term_borrowings ; 210/-
Accounts payable ; bs.accounts_payable ; 7216
Accrued salaries and related expenses ; bs.employee_benefits_payable ; 1386
Sales taxes payable ; bs.taxes_payable ; 340
Deferred revenue ; bs.contract_liabilities ; 1612
Income taxes payable ; bs.taxes_payable ; 486
Current installments of long-term debt ; bs.noncurrent_liabilities_due_1y|bs.lt_borrowings_due_1y ; 2417
Current operating lease liabilities ; bs.lease_liabilities_due_1y ; 783
Other accrued expenses ; bs.other_payables|bs.other_current_liabilities ; 2604
Total current liabilities ; bs.total_current_liabilities ; =
Long-term debt, excluding current installments ; bs.long_term_borrowings|bs.bonds_payable ; 21240
Long-term operating lease liabilities ; bs.lease_liabilities ; 4811
Deferred income taxes ; bs.deferred_tax_liabilities ; 962
Other long-term liabilities ; bs.other_noncurrent_liabilities|bs.long_term_payables ; 1534
Total liabilities ; bs.total_liabilities ; =all
[
Common stock, par value $0.05; authorized: 4,000 shares; issued: 796 shares at February 1, 2025 and 795 shares at \
February 3, 2024; outstanding: 558 shares at February 1, 2025 and 561 shares at February 3, 2024 ; \
bs.paid_in_capital ; 40/40
Paid-in capital ; bs.capital_reserve ; 6318
Retained earnings ; bs.retained_earnings ; ?
Accumulated other comprehensive loss ; bs.oci ; -611
Treasury stock, at cost, 238 shares at February 1, 2025 and 234 shares at February 3, 2024 ; bs.treasury_shares ; \
-42116
Total stockholders' equity ; bs.total_equity|bs.equity_parent ; =
Total liabilities and stockholders' equity ; bs.total_liabilities_and_equity ; =all !TA
"""
RETAIL_CASH = """
Cash Flows from Operating Activities:
Net earnings ; cfs.net_profit|is.net_profit ; &ni
~Reconciliation of net earnings to net cash provided by operating activities:
Depreciation and amortization, excluding amortization of intangible assets ; cfs.depreciation|d.da ; 2340
Intangible asset amortization ; cfs.intangible_amortisation ; 188
Stock-based compensation expense ; -|cfs.other ; 271
~Changes in working capital:
Receivables, net ; cfs.receivables_decrease ; -214
Merchandise inventories ; cfs.inventory_decrease ; -905
Other current assets ; - ; 61
Accounts payable and accrued expenses ; cfs.payables_increase ; 417
Deferred revenue ; - ; -93
Income taxes payable ; - ; 76
Deferred income taxes ; -|cfs.dta_decrease|cfs.dtl_increase ; -118
Other operating activities ; -|cfs.other ; 44
Net cash provided by operating activities ; cf.cfo ; =
Cash Flows from Investing Activities:
Capital expenditures ; cf.capex ; -2106
Payments for businesses acquired, net ; cf.acquisitions_cash ; -1240/-/-58
Other investing activities ; -|cf.other_investing_in|cf.other_investing_out ; 17
Net cash used in investing activities ; cf.cfi ; =
Cash Flows from Financing Activities:
Proceeds from short-term debt, net ; -|cf.borrowings_raised ; 210/-/-640
Proceeds from long-term debt, net of discounts ; cf.borrowings_raised|cf.bonds_issued_cash ; 2986
Repayments of long-term debt ; cf.debt_repaid ; -1312
Repurchases of common stock ; -|cf.other_financing_out ; -1590
Proceeds from sales of common stock ; cf.equity_raised ; 240
Cash dividends ; cf.dividends_paid ; -4480
Other financing activities ; -|cf.other_financing_in|cf.other_financing_out ; ?
Net cash used in financing activities ; cf.cff ; =
Change in cash and cash equivalents ; - ; =all
Effect of exchange rate changes on cash and cash equivalents ; cf.fx_effect ; -38
Cash and cash equivalents at beginning of year ; cf.cash_begin ; ^cash
Cash and cash equivalents at end of year ; cf.cash_end ; =all !$cash
Supplemental Disclosures:
Cash paid for interest, net of interest capitalized ; cf.interest_paid ; n 1166
Cash paid for income taxes ; cf.taxes_paid ; n 2845
"""

CARS_INCOME = """
Revenues
Brennock excluding Credit ; - ; 118300/121660/127410
Brennock Credit ; - ; 9870/10290/11020
Total revenues ; is.revenue|is.total_revenue ; =
Costs and expenses
Cost of sales ; is.cost_of_sales ; x 104260/110300/117740
Selling, administrative, and other expenses ; is.sga_combined ; x 8120/8410/8560
Brennock Credit interest, operating, and other expenses ; - ; x 6290/8870/9480
Total costs and expenses ; is.total_operating_cost ; x =
Operating income/(loss) ; is.operating_profit ; =all
Interest expense on Company debt excluding Brennock Credit ; is.interest_expense ; x 1120/1090/1040
Other income/(loss), net ; - ; -3940/-512/1310
Equity in net income/(loss) of affiliated companies ; is.share_of_associates ; -2170/310/540
Income/(Loss) before income taxes ; is.profit_before_tax ; =all
Provision for/(Benefit from) income taxes ; is.income_tax ; x -640/-270/780
Net income/(loss) ; is.net_profit ; =all @all
Less: Income/(Loss) attributable to noncontrolling interests ; is.np_minority ; x -142/-16/12
Net income/(loss) attributable to Brennock Motor Company ; is.np_parent ; =all @ni
~EARNINGS/(LOSS) PER SHARE ATTRIBUTABLE TO HALLMARK MOTOR COMPANY COMMON AND CLASS B STOCK
Basic income/(loss) ; is.eps_basic ; p eps 3980
Diluted income/(loss) ; is.eps_diluted ; p eps 4020
~Weighted-average shares used in computation of earnings/(loss) per share
Basic shares ; - ; p 3980
Diluted shares ; - ; p 4020
"""
CARS_BALANCE = """
~ASSETS
Cash and cash equivalents ; bs.cash ; $cash
Marketable securities ; bs.trading_fin_assets ; 15310
Brennock Credit finance receivables, net of allowance for credit losses of $256 and $262 ; - ; 46420
Trade and other receivables, less allowances of $64 and $81 ; \
bs.accounts_receivable|bs.notes_and_accounts_receivable ; 15600
Inventories ; bs.inventories ; 15650
Other assets ; bs.other_current_assets ; 3630
Total current assets ; bs.total_current_assets ; =all
Brennock Credit finance receivables, net of allowance for credit losses of $144 and $188 ; \
-|bs.long_term_receivables ; 55650
Net investment in operating leases ; - ; 21380
Net property ; bs.fixed_assets ; 40820
Equity in net assets of affiliated companies ; bs.long_term_equity_investments ; 5550
Deferred income taxes ; bs.deferred_tax_assets ; 16980
Other assets ; bs.other_noncurrent_assets ; 12104
Total assets ; bs.total_assets ; =end @TA
~LIABILITIES
Payables ; bs.accounts_payable|bs.notes_and_accounts_payable ; 25990
Other liabilities and deferred revenue ; bs.other_current_liabilities|bs.other_payables ; 25880
Debt payable within one year
Company excluding Brennock Credit ; - ; 480
Brennock Credit ; - ; 49670
Total current liabilities ; bs.total_current_liabilities ; =all
Other liabilities and deferred revenue ; bs.other_noncurrent_liabilities|bs.long_term_payables ; 28410
Long-term debt
Company excluding Brennock Credit ; - ; 19460
Brennock Credit ; - ; 80090
Deferred income taxes ; bs.deferred_tax_liabilities ; 1010
Total liabilities ; bs.total_liabilities ; =all
EQUITY
[
Common Stock, par value $0.01 per share (4,086 million shares issued of 6 billion authorized) ; bs.paid_in_capital ; \
41/42
Class B Stock, par value $0.01 per share (71 million shares issued of 530 million authorized) ; -|bs.paid_in_capital \
; 1/1
Capital in excess of par value of stock ; bs.capital_reserve ; 22830
Retained earnings ; bs.retained_earnings ; ?
Accumulated other comprehensive income/(loss) ; bs.oci ; -9340
Treasury stock ; bs.treasury_shares ; -2050
Total equity attributable to Brennock Motor Company ; bs.equity_parent ; =
Equity attributable to noncontrolling interests ; bs.minority_interest ; -74
Total equity ; bs.total_equity ; =
Total liabilities and equity ; bs.total_liabilities_and_equity ; =all !TA
"""
CARS_CASH = """
Cash flows from operating activities
Net income/(loss) ; cfs.net_profit|is.net_profit ; &all
Depreciation and tooling amortization ; cfs.depreciation|d.da ; 7640/7690/7570
Other amortization ; -|cfs.intangible_amortisation|cfs.other ; -1150/-1170/-1640
Provision for/(Benefit from) credit and insurance losses ; -|cfs.credit_impairment ; 46/438/520
Pension and other postretirement employee benefits ("OPEB") expense/(income) ; -|cfs.other ; -380/3050/640
Equity method investment (earnings)/losses and impairments in excess of dividends received ; -|cfs.investment_loss ; \
2820/-48/-210
Net (gain)/loss on changes in investments in affiliates ; -|cfs.investment_loss ; 147/-9/4
Stock compensation ; -|cfs.other ; 340/460/512
Provision for/(Benefit from) deferred income taxes ; -|cfs.dta_decrease|cfs.dtl_increase ; -1910/-1650/-930
Decrease/(Increase) in finance receivables (wholesale and other) ; - ; -9110/-4830/-2290
Decrease/(Increase) in accounts receivable and other assets ; cfs.receivables_decrease ; -1190/-2620/-1010
Decrease/(Increase) in inventory ; cfs.inventory_decrease ; -2580/-1220/-430
Increase/(Decrease) in accounts payable and accrued and other liabilities ; cfs.payables_increase ; 9320/9830/8410
Other ; -|cfs.other ; 160/-70/11
Net cash provided by/(used in) operating activities ; cf.cfo ; =
Cash flows from investing activities
Capital spending ; cf.capex ; -6870/-8240/-8680
Acquisitions of finance receivables and operating leases ; - ; -45530/-54500/-58700
Collections of finance receivables and operating leases ; - ; 46280/44560/46300
Purchases of marketable and other investments ; cf.invest_paid ; -17460/-8590/-11100
Sales and maturities of marketable and other investments ; cf.invest_recovered ; 19120/12700/10900
Settlements of derivatives ; - ; 94/-138/-210
Capital contributions to equity method investments ; -|cf.invest_paid ; -738/-2720/-1850
Other ; -|cf.other_investing_in|cf.other_investing_out ; 460/-90/112
Net cash provided by/(used in) investing activities ; cf.cfi ; =
Cash flows from financing activities
Cash payments for dividends and dividend equivalents ; cf.dividends_paid ; -2010/-5000/-3120
Purchases of common stock ; -|cf.other_financing_out ; -484/-335/-426
Net changes in short-term debt ; - ; 5460/-1540/-820
Proceeds from issuance of long-term debt ; cf.borrowings_raised|cf.bonds_issued_cash ; 45470/51660/57300
Payments of long-term debt ; cf.debt_repaid ; -45660/-41970/-44700
Other ; -|cf.other_financing_in|cf.other_financing_out ; ?
Net cash provided by/(used in) financing activities ; cf.cff ; =
Effect of exchange rate changes on cash, cash equivalents, and restricted cash ; cf.fx_effect ; -414/-4/-291
Net increase/(decrease) in cash, cash equivalents, and restricted cash ; cf.net_change ; =all !Δtotalcash @moved
Cash, cash equivalents, and restricted cash at beginning of period ; cf.cash_begin ; n ^totalcash
Net increase/(decrease) in cash, cash equivalents, and restricted cash ; cf.net_change ; n &moved
Cash, cash equivalents, and restricted cash at end of period ; cf.cash_end ; n $totalcash
"""
