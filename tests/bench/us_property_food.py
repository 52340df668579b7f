"""A property trust (unclassified, in thousands) and a quarterly report of a franchisor with a shareholders' \
deficit."""

from __future__ import annotations

TRUST_INCOME = """
REVENUE
Rental (including reimbursements) ; - ; 1284310
Other ; - ; 48215
Total revenue ; is.revenue|is.total_revenue ; =
EXPENSES
Depreciation and amortization ; - ; x 598240
Interest ; is.interest_expense ; x 246118
Property (including reimbursements) ; - ; x 91470
General and administrative ; is.admin_expenses ; x 41206
Provisions for impairment ; is.asset_impairment_loss ; x 32114
Merger, transaction, and other costs, net ; - ; x 3208
Total expenses ; is.total_operating_cost|- ; x =
Gain on sales of real estate ; is.asset_disposal_gain ; 30744
Foreign currency and derivative gain (loss), net ; -|is.fx_gain ; 1204/-4410/1880
Equity in earnings of unconsolidated entities ; is.share_of_associates ; 5018/-/-
Other income, net ; -|is.other_income|is.nonoperating_income ; 8806
Income before income taxes ; is.profit_before_tax ; =all
Income taxes ; is.income_tax ; x 18420
Net income ; is.net_profit ; =all @all
Net income attributable to noncontrolling interests ; is.np_minority ; -2940
Net income attributable to the Company ; is.np_parent ; =all
Preferred stock dividends ; - ; -2588/-/-
Net income available to common stockholders ; -|is.np_parent ; =all @ni
~Amounts available to common stockholders per common share:
Net income, basic and diluted ; is.eps_basic|is.eps_diluted ; p eps 291207
~Weighted average common shares outstanding:
Basic ; - ; p 291207
Diluted ; - ; p 292110
"""
TRUST_COMPREHENSIVE = """
~Other comprehensive income:
Net income available to common stockholders ; -|is.np_parent ; &ni
Foreign currency translation adjustment ; - ; -31140
Unrealized gain (loss) on derivatives, net ; - ; 22017/-18400/9912
Comprehensive income available to common stockholders ; -|is.total_comprehensive_income ; =all
"""
TRUST_BALANCE = """
~ASSETS
[
~Real estate held for investment, at cost:
Land ; - ; 5410233
Buildings and improvements ; - ; 13208540
Total real estate held for investment, at cost ; - ; =
Less accumulated depreciation and amortization ; - ; x 2384115
Real estate held for investment, net ; bs.investment_property|bs.fixed_assets ; =all
Real estate and lease intangibles held for sale, net ; bs.assets_held_for_sale ; 30466
Cash and cash equivalents ; bs.cash ; $cash
Accounts receivable, net ; bs.accounts_receivable ; 268115
Lease intangible assets, net ; bs.intangible_assets ; 1866410
Goodwill ; bs.goodwill ; 371200
Investment in unconsolidated entities ; bs.long_term_equity_investments ; 410880
Other assets, net ; bs.other_noncurrent_assets ; 880412
Total assets ; bs.total_assets ; =end @TA
~LIABILITIES AND EQUITY
Distributions payable ; bs.dividends_payable ; 68410
Accounts payable and accrued expenses ; -|bs.notes_and_accounts_payable|bs.accounts_payable|bs.other_payables ; 241076
Lease intangible liabilities, net ; - ; 510244
Other liabilities ; -|bs.other_noncurrent_liabilities|bs.other_current_liabilities ; 284310
Line of credit payable and commercial paper ; -|bs.short_term_borrowings ; 710340
Term loan, net ; bs.long_term_borrowings|- ; 498120
Mortgages payable, net ; -|bs.long_term_borrowings ; 310870
Notes payable, net ; -|bs.bonds_payable|bs.long_term_borrowings ; 7010660
Total liabilities ; bs.total_liabilities ; =all
~Commitments and contingencies
Redeemable noncontrolling interests ; - ; 61220/-
Stockholders' equity:
[
Preferred stock and paid in capital, par value $0.01 per share, 69,900 shares authorized, 6,900 shares issued and \
outstanding ; bs.oei_preferred|- ; 167394/-
Common stock and paid in capital, par value $0.01 per share, 740,200 shares authorized, 293,410 and 288,100 shares \
issued and outstanding ; -|bs.paid_in_capital ; 12480116
Distributions in excess of net income ; bs.retained_earnings|- ; ?
Accumulated other comprehensive income ; bs.oci ; 21740
Total stockholders' equity ; bs.equity_parent ; =
Noncontrolling interests ; bs.minority_interest ; 91440
Total equity ; bs.total_equity ; =
Total liabilities and equity ; bs.total_liabilities_and_equity ; =all !TA
"""
TRUST_CASH = """
CASH FLOWS FROM OPERATING ACTIVITIES
Net income ; cfs.net_profit|is.net_profit ; &all
~Adjustments to net income:
Depreciation and amortization ; cfs.depreciation|d.da ; 598240
Amortization of share-based compensation ; -|cfs.other ; 21140
Non-cash revenue adjustments ; -|cfs.other ; -48816
Provisions for impairment on real estate ; cfs.impairment ; 32114
Gain on sales of real estate ; cfs.disposal_loss ; -30744
Change in assets and liabilities
Accounts receivable and other assets ; cfs.receivables_decrease|- ; -11402
Accounts payable, accrued expenses and other liabilities ; cfs.payables_increase|- ; 18260
_ ; - ; =
Net cash provided by operating activities ; cf.cfo ; =
CASH FLOWS FROM INVESTING ACTIVITIES
Investment in real estate ; cf.capex ; -2810440
Improvements to real estate, including leasing costs ; -|cf.capex ; -31880
Proceeds from sales of real estate ; cf.asset_disposal_cash ; 120116
Return of investment from unconsolidated entities ; -|cf.invest_recovered ; 5516/-/-
Net cash used in investing activities ; cf.cfi ; =
CASH FLOWS FROM FINANCING ACTIVITIES
Cash distributions to common stockholders ; cf.dividends_paid ; -880215
Borrowings on line of credit and commercial paper programs ; cf.borrowings_raised ; 9120440
Payments on line of credit and commercial paper programs ; cf.debt_repaid ; -9010880
Proceeds from notes payable issued ; cf.bonds_issued_cash|cf.borrowings_raised ; 1499750
Principal payment on notes payable ; cf.debt_repaid ; -350000/-/-250000
Proceeds from common stock offerings, net ; cf.equity_raised ; 1810300
Distributions to noncontrolling interests ; cf.dividends_minority_paid ; -4110
Debt issuance costs ; -|cf.other_financing_out ; -21408
Other items, including shares withheld upon vesting ; -|cf.other_financing_out ; ?
Net cash provided by financing activities ; cf.cff ; =
Effect of exchange rate changes on cash and cash equivalents ; cf.fx_effect ; -3840
Net increase (decrease) in cash, cash equivalents and restricted cash ; cf.net_change ; =all !Δtotalcash
Cash, cash equivalents and restricted cash, beginning of period ; cf.cash_begin ; n ^totalcash
Cash, cash equivalents and restricted cash, end of period ; cf.cash_end ; n $totalcash
"""

FOOD_INCOME = """
Revenues
Company sales ; - ; 698
Franchise and property revenues ; - ; 831
Franchise contributions for advertising and other services ; - ; 405
Total revenues ; is.revenue|is.total_revenue ; =
Costs and Expenses, Net
Company restaurant expenses ; - ; x 582
General and administrative expenses ; is.admin_expenses ; x 294
Franchise and property expenses ; - ; x 32
Franchise advertising and other services expense ; - ; x 408
Refranchising (gain) loss ; - ; x -9
Other (income) expense ; - ; x 4/-2/11/-5
Total costs and expenses, net ; is.total_operating_cost ; x =
Operating Profit ; is.operating_profit ; =all
Investment (income) expense, net ; -|is.investment_income ; x -7/21/-6/18
Other pension (income) expense ; - ; x -2/-2/-4/-3
Interest expense, net ; is.interest_expense|is.finance_expenses|- ; x 121
Income Before Income Taxes ; is.profit_before_tax ; =all
Income tax provision ; is.income_tax ; x 110
Net Income ; is.net_profit|is.np_parent ; =all @ni
Basic Earnings Per Common Share ; is.eps_basic ; p eps 280
Diluted Earnings Per Common Share ; is.eps_diluted ; p eps 283
Dividends Declared Per Common Share ; - ; p 0.71/0.67/1.42/1.34
"""
FOOD_COMPREHENSIVE = """
Net Income ; is.net_profit|is.np_parent ; &ni
Other comprehensive income (loss), net of tax
~Translation adjustments and gains (losses) from intra-entity transactions of a long-term investment nature
Adjustments and gains (losses) arising during the period ; - ; 31/-12/41/-38
~Changes in pension and post-retirement benefits
Unrealized gains (losses) arising during the period ; - ; -/2/1/2
~Changes in derivative instruments
Reclassification of (gains) losses into Net Income ; - ; -9
Other comprehensive income (loss), net of tax ; is.oci_net ; =
Comprehensive Income ; is.total_comprehensive_income ; =all
"""
FOOD_CASH = """
Cash Flows – Operating Activities
Net Income ; cfs.net_profit|is.net_profit ; &ni
Depreciation and amortization ; cfs.depreciation|d.da ; 92
Refranchising (gain) loss ; - ; -21
Investment (income) expense, net ; -|cfs.investment_loss ; -6/18
Deferred income taxes ; -|cfs.dta_decrease|cfs.dtl_increase ; 12
Share-based compensation expense ; -|cfs.other ; 41
Changes in accounts and notes receivable ; cfs.receivables_decrease ; 33
Changes in prepaid expenses and other current assets ; - ; -18
Changes in accounts payable and other current liabilities ; cfs.payables_increase ; -128
Changes in income taxes payable ; - ; -44
Other, net ; -|cfs.other ; 58
Net Cash Provided by Operating Activities ; cf.cfo ; =
Cash Flows – Investing Activities
Capital spending ; cf.capex ; -137
Proceeds from sale of investments ; cf.invest_recovered ; -/12
Acquisition of restaurants from franchisees, net of cash acquired ; cf.acquisitions_cash|- ; -/-174
Proceeds from refranchising of restaurants ; - ; 24
Other, net ; -|cf.other_investing_in|cf.other_investing_out ; 2/-4
Net Cash Used in Investing Activities ; cf.cfi ; =
Cash Flows – Financing Activities
Proceeds from long-term debt ; cf.borrowings_raised|cf.bonds_issued_cash ; 1510/-
Repayments of long-term debt ; cf.debt_repaid ; -1480/-36
Revolving credit facilities, three months or less, net ; - ; -/170
Repurchase shares of Common Stock ; -|cf.other_financing_out ; -372
Dividends paid on Common Stock ; cf.dividends_paid ; -396
Debt issuance costs ; -|cf.other_financing_out ; -17/-
Other, net ; -|cf.other_financing_in|cf.other_financing_out ; ?
Net Cash Used in Financing Activities ; cf.cff ; =
Effect of Exchange Rates on Cash and Cash Equivalents ; cf.fx_effect ; 22
Net Increase (Decrease) in Cash, Cash Equivalents, Restricted Cash and Restricted Cash Equivalents ; cf.net_change ; \
=all !Δtotalcash
Cash, Cash Equivalents, Restricted Cash and Restricted Cash Equivalents - Beginning of Period ; cf.cash_begin ; n \
^totalcash
Cash, Cash Equivalents, Restricted Cash and Restricted Cash Equivalents - End of Period ; cf.cash_end ; n $totalcash
"""
FOOD_BALANCE = """
~ASSETS
Current Assets
Cash and cash equivalents ; bs.cash ; $cash
Accounts and notes receivable, less allowance: $47 in 2025 and $44 in 2024 ; \
bs.notes_and_accounts_receivable|bs.accounts_receivable ; 724
Prepaid expenses and other current assets ; bs.prepayments|bs.other_current_assets ; 471
Total Current Assets ; bs.total_current_assets ; =
Property, plant and equipment, net of accumulated depreciation of $1,390 in 2025 and $1,348 in 2024 ; \
bs.fixed_assets ; 1310
Goodwill ; bs.goodwill ; 741
Intangible assets, net ; bs.intangible_assets ; 418
Other assets ; bs.other_noncurrent_assets ; 1402
Deferred income taxes ; bs.deferred_tax_assets ; 911
Total Assets ; bs.total_assets ; =end @TA
~LIABILITIES AND SHAREHOLDERS' DEFICIT
Current Liabilities
Accounts payable and other current liabilities ; -|bs.accounts_payable|bs.notes_and_accounts_payable ; 1198
Income taxes payable ; bs.taxes_payable ; 46
Short-term borrowings ; bs.short_term_borrowings ; 71
Total Current Liabilities ; bs.total_current_liabilities ; =
Long-term debt ; bs.long_term_borrowings|bs.bonds_payable ; 11302
Other liabilities and deferred credits ; bs.other_noncurrent_liabilities|- ; 1750
Total Liabilities ; bs.total_liabilities ; =all
Shareholders' Deficit
Common Stock, no par value, 750 shares authorized; 278 shares issued in 2025 and 279 issued in 2024 ; \
bs.paid_in_capital ; -/-
Accumulated deficit ; bs.retained_earnings ; ?
Accumulated other comprehensive loss ; bs.oci ; -342
Total Shareholders' Deficit ; bs.total_equity|bs.equity_parent ; =
Total Liabilities and Shareholders' Deficit ; bs.total_liabilities_and_equity ; =all !TA
"""
