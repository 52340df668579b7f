"""Who wrote."""

import pytest

from borrowers import MAKER, mail
from docintel.credit.senders import copies_counsel, domain_of, side_of


@pytest.mark.parametrize(
    ("sender", "side"),
    [
        ("沈某 <shen@chenghu.example>", "customer"),
        ("cfo@finance.chenghu.example", "customer"),  # a subdomain
        ("cfo@notchenghu.example", "other"),
        ("shen@QQ.com", "private"),
        ("partner@north-law.example", "counsel"),
        ("clerk@lawton.example", "other"),  # "law" inside a word is no law firm
        ("沈总", "other"),
    ],
)
def test_the_domain_tells_the_side(sender: str, side: str) -> None:
    assert side_of(sender, None, MAKER) == side


def test_a_private_mailbox_the_customer_is_known_by_is_the_customers() -> None:
    known = MAKER.model_copy(update={"email_domains": ("163.com",)})
    assert side_of("shen@163.com", None, known) == "customer"


def test_without_known_domains_the_role_tells() -> None:
    unknown = MAKER.model_copy(update={"email_domains": ()})
    assert side_of("a@b.example", "borrower", unknown) == "customer"
    assert side_of("a@b.example", None, unknown) == "other"
    assert side_of("a@b.example", "borrower", MAKER) == "other"


def test_copies_to_a_law_firm() -> None:
    assert copies_counsel(mail("2026-02-01", cc=("x@north-law.example",)), MAKER)
    assert not copies_counsel(mail("2026-02-01", cc=("x@bank.example",)), MAKER)


def test_domains_are_lower_case() -> None:
    assert (domain_of("A <a@B.Example.>"), domain_of("nobody")) == ("b.example", None)


def test_a_display_name_that_is_an_address_deceives_nobody() -> None:
    assert domain_of("cfo@borrower.example <x@mail.example>") == "mail.example"
