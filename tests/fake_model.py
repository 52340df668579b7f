"""A model that says what a test lets it say, and keeps count of how it was asked."""

from collections.abc import Callable, Mapping

from docintel.encoder import Line, Reading, UnitReading


class FakeModel:
    """Answers by the text of the line; a text it does not know has an empty reading."""

    def __init__(self, answers: Mapping[str, Reading] | Callable[[str], Reading]) -> None:
        self._answer = answers if callable(answers) else lambda text: answers.get(text, Reading())
        self.calls: list[list[str]] = []

    def read(self, lines: list[Line]) -> list[Reading]:
        self.calls.append([line.text for line in lines])
        return [self._answer(line.text) for line in lines]

    def settled(self, question: str, language: str, chance: float) -> float:
        return chance


def unit(text: str, type_: str, cue: str, sure: float = 0.9, **places: str) -> UnitReading:
    """A unit of a text, its `cue`, `bearer` and `deadline` given by their words and `kind` by its name."""

    def place(words: str | None) -> tuple[int, int] | None:
        return None if words is None else (text.index(words), text.index(words) + len(words))

    at = place(cue)
    assert at is not None
    return UnitReading(
        type=type_,
        cue=at,
        bearer=place(places.get("bearer")),
        deadline=place(places.get("deadline")),
        deadline_kind=places.get("kind"),
        strength="absolute",
        confidence=sure,
    )
