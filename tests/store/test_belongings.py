"""What goes with a document: what came in it, and never what came otherwise too."""

from hypothesis import given
from hypothesis import strategies as st

from docintel.store.belongings import _going

#: Documents by number; a file holds only files of higher numbers, so that none holds itself.
NUMBERS = range(8)


@st.composite
def holdings(draw: st.DrawFn) -> dict[str, list[tuple[str, str]]]:
    return {
        str(holder): [(str(part), f"{part}.txt") for part in draw(st.sets(st.sampled_from(NUMBERS))) if part > holder]
        for holder in NUMBERS
    }


@given(holdings(), st.sets(st.sampled_from([str(number) for number in NUMBERS])))
def test_what_stays_is_what_came_otherwise_too(parts: dict[str, list[tuple[str, str]]], own: set[str]) -> None:
    going = _going("0", parts, own)
    stays = parts.keys() - going
    assert "0" in going
    # nothing that was handed in on its own, or lies in something that stays, goes
    assert not (own - {"0"}) & going
    assert not {part for holder in stays for part, _ in parts[holder]} & (going - {"0"})
    # whatever lies in what goes and stays has one of those two reasons
    for part in {part for holder in going for part, _ in parts[holder]} & stays:
        assert part in own or any(part == held for holder in stays for held, _ in parts[holder])
