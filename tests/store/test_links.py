"""Fingerprints and links on both databases: kept, replaced, and gone with their filings."""

from docintel.credit.fingerprints import fingerprint
from docintel.records import Customer, DocumentLink, Filing, Reading
from docintel.store.store import Store
from factories import document

CUSTOMER = Customer(id="C1", name="栖原精密机械有限公司")


def filed(store: Store, text: str, name: str, customer: Customer = CUSTOMER) -> Filing:
    """A document filed with its fingerprint."""
    store.save_customer(customer)
    found = document(text, name=name)
    filing = store.file(Reading(found), customer.id, reason="folder")
    store.links.save_fingerprint(filing, fingerprint(found, ()), version=1)
    store.save_facts(filing, (), analysis="plain@1")
    return filing


def link(newer: Filing, older: Filing, **parts: str) -> DocumentLink:
    fields = {
        "customer": newer.customer_id, "newer": newer.id, "older": older.id, "newer_name": newer.name,
        "older_name": older.name, "kind": "same", "order": "filed", "similarity": 0.93, "decided_by": ("text",),
        "reason_zh": "甲。", "reason_en": "A.",
    }  # fmt: skip
    return DocumentLink.model_validate({**fields, **parts})


def test_a_fingerprint_comes_back_as_saved_with_the_name_and_moment_of_its_filing(store: Store) -> None:
    first, second = filed(store, "甲方应当付款。" * 9, "a.txt"), filed(store, "乙方应当交货。" * 9, "b.txt")
    copies = store.links.copies("C1")
    assert [(one.filing, one.name, one.document) for one in copies] == [
        (first.id, "a.txt", first.document_id),
        (second.id, "b.txt", second.document_id),
    ]
    assert copies[0].filed < copies[1].filed
    assert copies[0].fingerprint == fingerprint(store.document(first), ())
    assert store.links.wordings("C1") == {one.filing: one.fingerprint.wording for one in copies}
    assert [one.filing for one in store.links.copies("C1", [second.id])] == [second.id]


def test_what_was_not_held_against_the_others_is_listed_until_it_is(store: Store) -> None:
    first, second = filed(store, "甲方应当付款。" * 9, "a.txt"), filed(store, "乙方应当交货。" * 9, "b.txt")
    assert [one.name for one in store.links.unlinked("C1", version=1)] == ["a.txt", "b.txt"]
    store.links.replace(first, [])
    assert [one.name for one in store.links.unlinked("C1", version=1)] == ["b.txt"]
    store.links.replace(second, [link(second, first)])
    assert store.links.unlinked("C1", version=1) == []
    assert [one.name for one in store.links.unlinked("C1", version=2)] == ["a.txt", "b.txt"]
    # what is being read again is left to whoever reads it
    store.file(Reading(store.document(first)), "C1", reason="folder")
    assert [one.name for one in store.links.unlinked("C1", version=2)] == ["b.txt"]


def test_links_are_replaced_whole_from_either_end_and_go_with_either_filing(store: Store) -> None:
    first, second = filed(store, "甲方应当付款。" * 9, "a.txt"), filed(store, "乙方应当交货。" * 9, "b.txt")
    store.links.replace(second, [link(second, first)])
    assert store.links.of("C1") == [link(second, first)]
    # the same pair the other way round has the same id
    store.links.replace(first, [link(first, second, kind="version")])
    assert store.links.of("C1") == [link(first, second, kind="version")]
    store.withdraw(first)
    assert store.links.of("C1") == []
    assert [one.name for one in store.links.copies("C1")] == ["b.txt"]


def test_two_customers_with_the_same_bytes_have_links_of_their_own(store: Store) -> None:
    other = Customer(id="C2", name="云杉特钢制品有限公司")
    mine = [filed(store, text * 9, name) for text, name in (("甲方应当付款。", "a.txt"), ("乙方应当交货。", "b.txt"))]
    filed(store, "甲方应当付款。" * 9, "a.txt", other)
    store.links.replace(mine[0], [link(*mine)])
    assert (len(store.links.of("C1")), store.links.of("C2")) == (1, [])
    assert [one.name for one in store.links.copies("C2")] == ["a.txt"]
