"""The normal distribution in exact decimals, for the Zmijewski probability."""

from __future__ import annotations

from decimal import Decimal, localcontext

_ROOT_OF_TWO_PI = Decimal("2.50662827463100050241576528481104525")
_FAR = Decimal(8)


def normal_share(x: Decimal) -> Decimal:
    """The share of a standard normal distribution below x, to eight places.

    Series: 1/2 + phi(x) * (x + x^3/3 + x^5/15 + …) (Abramowitz and Stegun 26.2.11); beyond ±8 it is 0 or 1.
    """
    if abs(x) >= _FAR:
        return Decimal(int(x > 0))
    with localcontext() as context:
        context.prec = 40
        term, total, n = x, x, 1
        while abs(term) > Decimal("1e-30"):
            n += 2
            term = term * x * x / n
            total += term
        share = Decimal("0.5") + total * (-x * x / 2).exp() / _ROOT_OF_TWO_PI
    return share.quantize(Decimal("1e-8"))
