"""The chain of the audit trail: whatever is done to a row behind its back is found."""

import pytest
from sqlalchemy import text

from docintel.errors import Conflict, InputError
from docintel.store.store import Store


@pytest.fixture
def trail(store: Store) -> Store:
    """Five acts."""
    for number in range(1, 6):
        store.audit.add("exported", f"D-{number}", actor="王审计" if number % 2 else "auditor", rows=number)
    return store


def run(store: Store, statement: str) -> None:
    with store._engine.begin() as connection:
        connection.execute(text(statement))


def test_a_whole_chain_gives_its_last_entry(trail: Store) -> None:
    last = trail.audit.verify()
    assert last is not None
    assert (last.number, last.subject, last.actor, last.details) == (5, "D-5", "王审计", {"rows": 5})
    assert [entry.number for entry in trail.audit.entries()] == [1, 2, 3, 4, 5]


def test_an_empty_trail_has_none(store: Store) -> None:
    assert store.audit.verify() is None


@pytest.mark.parametrize(
    ("statements", "broken"),
    [
        # changed: the words, and the words with a hash that fits them
        (["UPDATE audit SET body = replace(body, 'D-3', 'D-9') WHERE number = 3"], 3),
        # deleted in the middle, and at the beginning
        (["DELETE FROM audit WHERE number = 2"], 2),
        (["DELETE FROM audit WHERE number = 1"], 1),
        # put in between, after those behind were moved up
        (
            [
                "UPDATE audit SET number = number + 100 WHERE number >= 3",
                "INSERT INTO audit (number, hash, body) SELECT 3, hash, body FROM audit WHERE number = 2",
                "UPDATE audit SET number = number - 99 WHERE number > 100",
            ],
            3,
        ),
        # two swapped, whole rows and bodies
        (
            [
                "UPDATE audit SET number = 99 WHERE number = 2",
                "UPDATE audit SET number = 2 WHERE number = 4",
                "UPDATE audit SET number = 4 WHERE number = 99",
            ],
            2,
        ),
    ],
)
def test_a_chain_that_was_changed_breaks_where_it_was(trail: Store, statements: list[str], broken: int) -> None:
    for statement in statements:
        run(trail, statement)
    with pytest.raises(Conflict, match=rf"entry {broken} does not fit"):
        trail.audit.verify()


def test_a_tail_cut_off_fits_and_only_a_note_kept_elsewhere_shows_it(trail: Store) -> None:
    last = trail.audit.verify()
    assert last is not None
    note = f"{last.number}:{last.hash}"
    assert trail.audit.verify(expected=note) == last
    run(trail, "DELETE FROM audit WHERE number = 5")
    shorter = trail.audit.verify()
    assert shorter is not None
    assert shorter.number == 4
    with pytest.raises(Conflict, match="entry 5 was noted, and it ends at 4"):
        trail.audit.verify(expected=note)
    # something else grew in its place
    trail.audit.add("exported", "D-7", actor="auditor")
    with pytest.raises(Conflict, match="entry 5 is not the one that was noted"):
        trail.audit.verify(expected=note)


@pytest.mark.parametrize("note", ["5", "0:" + "0" * 64, "5:abc", "x:" + "0" * 64])
def test_a_note_of_another_form_is_refused(trail: Store, note: str) -> None:
    with pytest.raises(InputError, match="NUMBER:HASH"):
        trail.audit.verify(expected=note)
