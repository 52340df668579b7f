# ruff: noqa: E501  a line is a line of a document
"""English contracts and notices by what is filled in. All names, numbers and texts are invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Facility:
    """A term loan in the manner of London banks."""

    number: str = ""
    day: str = "12 February 2026"
    borrower: str = "Thornmere Castings Limited"
    lender: str = "Aldersgate Merchant Bank PLC"
    amount: str = "GBP 8,400,000"
    margin: str = "2.75 per cent. per annum"
    title: str = "FACILITY AGREEMENT"
    recital: str = "The Lender has agreed to make a term loan facility available to the Borrower on the terms below."
    extra: str = ""

    def __str__(self) -> str:
        return f"""{self.title}
{self.number}
dated {self.day}
between
(1) {self.borrower}, a company incorporated in England and Wales (the "Borrower"); and
(2) {self.lender} (the "Lender").
{self.recital}
1. THE FACILITY
1.1 Subject to the terms of this Agreement, the Lender makes available to the Borrower a term loan facility in an aggregate amount of {self.amount}.
1.2 The Borrower shall apply all amounts borrowed by it towards the purchase of foundry equipment and for no other purpose.
2. CONDITIONS OF UTILISATION
2.1 The Borrower may not deliver a Utilisation Request unless the Lender has received all of the documents listed in Schedule 1 in form and substance satisfactory to it.
3. INTEREST
3.1 The rate of interest on each Loan for each Interest Period is the aggregate of the Margin, being {self.margin}, and SONIA.
3.2 If the Borrower fails to pay any amount on its due date, interest shall accrue on the overdue amount at a rate which is two per cent. higher.
4. REPAYMENT
4.1 The Borrower shall repay the Loans in sixteen equal quarterly instalments, and no part which is repaid may be redrawn.
5. COVENANTS
5.1 The Borrower shall ensure that the Leverage Ratio does not exceed 3.25:1 on any Quarter Date and that Interest Cover is not less than 4.00:1.
5.2 The Borrower shall not create or permit to subsist any Security over any of its assets without the prior written consent of the Lender.
{self.extra}6. EVENTS OF DEFAULT
6.1 On and at any time after the occurrence of an Event of Default which is continuing, the Lender may by notice cancel the Facility and declare that all Loans are immediately due and payable.
7. GOVERNING LAW
7.1 This Agreement and any non-contractual obligations arising out of it are governed by English law.
IN WITNESS WHEREOF this Agreement has been entered into on the date stated at the beginning of it.
Signed for {self.borrower} by:
Signed for {self.lender} by:
"""


@dataclass(frozen=True)
class Services:
    """A services agreement in the American manner, without a number."""

    day: str = "June 3, 2025"
    provider: str = "Corrigan Field Services, Inc."
    client: str = "Pellmore Hydro Corporation"
    fee: str = "$42,500"
    work: str = "inspection and maintenance of the turbines at the Greyling Dam"
    title: str = "MASTER SERVICES AGREEMENT"
    recital: str = ""
    extra: str = ""

    def __str__(self) -> str:
        return f"""{self.title}
This {self.title.title()} is made and entered into as of {self.day} by and between {self.client} (the "Company") and {self.provider} (the "Contractor").
{self.recital}
1. Services. The Contractor shall perform the {self.work}, and such other services as the parties may agree in writing from time to time.
2. Fees. The Company shall pay the Contractor a monthly fee of {self.fee}, within thirty days after receipt of a correct invoice.
3. Term. This Agreement commences on the date first written above and continues for three years unless it is terminated earlier as provided herein.
4. Termination. Either party may terminate this Agreement for convenience upon ninety days written notice, or at once if the other party commits a material breach and fails to cure it within thirty days.
5. Confidentiality. Each party shall hold in confidence all information it receives from the other party and shall use it solely to perform its obligations.
6. Indemnity. The Contractor shall indemnify and hold harmless the Company from all claims arising out of its negligence or willful misconduct.
7. Limitation. In no event shall either party be liable for indirect, special or consequential damages.
{self.extra}8. Governing Law. This Agreement shall be governed by the laws of the State of Oregon.
IN WITNESS WHEREOF, the parties have executed this Agreement as of the date first written above.
{self.client}            {self.provider}
By: ____________              By: ____________
"""


@dataclass(frozen=True)
class Utilisation:
    """A borrower's request to draw, in English."""

    day: str = "2 March 2026"
    amount: str = "GBP 1,200,000"
    number: str = "Request No. UR-01"

    def __str__(self) -> str:
        return f"""UTILISATION REQUEST
{self.number}
From: Thornmere Castings Limited
To: Aldersgate Merchant Bank PLC
Dated: {self.day}
Facility Agreement dated 12 February 2026
1. We refer to the Facility Agreement. This is a Utilisation Request. Terms defined in the Facility Agreement have the same meaning here.
2. We wish to borrow a Loan in the amount of {self.amount} on the Utilisation Date of {self.day}.
3. We confirm that each condition specified in clause 2 of the Facility Agreement is satisfied on the date of this Utilisation Request.
4. The proceeds of this Loan should be credited to our account with you. This Utilisation Request is irrevocable.
Yours faithfully
Thornmere Castings Limited
"""
