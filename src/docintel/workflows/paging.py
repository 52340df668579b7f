"""Long lists a page at a time; a cursor names the last item seen, so that nothing is doubled or left out in between."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, Field

from docintel.errors import InputError

Item = TypeVar("Item")
#: What a cursor holds: the sort key of an item, its id last.
Place = list[str | int]
Kinds = tuple[type[str] | type[int], ...]


class Page(BaseModel, Generic[Item]):
    """Some items of a list. There are more while `next_cursor` is not null: ask again with it as `cursor`."""

    items: list[Item]
    next_cursor: str | None = Field(default=None, description="Ask again with ?cursor= this; null on the last page.")


def page_of(
    items: Iterable[Item], place: Callable[[Item], Place], kinds: Kinds, *, cursor: str | None, limit: int
) -> Page[Item]:
    """The items behind a cursor, of a list that is sorted by their place; raises InputError for a cursor of no list.

    `kinds` are the types of what makes up a place. No more is taken of the list than the page needs.
    """
    after = None if cursor is None else read_cursor(cursor, kinds)
    rest = (item for item in items if after is None or place(item) > after)
    return cut(list(islice(rest, limit + 1)), place, limit=limit)


def cut(found: list[Item], place: Callable[[Item], Place], *, limit: int) -> Page[Item]:
    """A page of items of which one more than `limit` was asked for, to know whether there are more."""
    shown = found[:limit]
    return Page(items=shown, next_cursor=write_cursor(place(shown[-1])) if len(found) > limit else None)


def write_cursor(place: Place) -> str:
    """A place as clients carry it."""
    return urlsafe_b64encode(json.dumps(place, ensure_ascii=False).encode()).decode().rstrip("=")


def read_cursor(cursor: str, kinds: Kinds) -> Place:
    """The place a cursor names; raises InputError where it is not one of this list."""
    try:
        place: Any = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError as error:
        raise wrong_cursor() from error
    # PostgreSQL takes no NUL in a text
    if not isinstance(place, list) or tuple(map(type, place)) != kinds or any("\0" in str(part) for part in place):
        raise wrong_cursor()
    return place


def wrong_cursor() -> InputError:
    """What is said of a cursor that no list gave out."""
    return InputError("the cursor is none that a list gave out; start again without it.")
