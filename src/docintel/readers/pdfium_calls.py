"""pdfium's functions for characters and paths as bare foreign calls, and sweeps that ask one of them row after row.

A contract page has 3,000 characters, and pdfium answers for one at a time, so the cost of a call is the cost of the
page. pypdfium2's own prototypes turn each argument and result into a typed object: 400 ns a call, 750 with two
outputs. The same functions without argument types, asked from `map` and writing straight into a buffer, take 150.
What is passed must therefore be right already: addresses as integers, indices as Python integers, buffers as `byref`.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import islice
from threading import get_ident
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Integers = NDArray[np.int64]

#: Rows that a buffer holds; a sweep over more of them fills it again.
_ROWS = 1024


@cache
def call(name: str, result: Any = ctypes.c_int) -> Callable[..., Any]:
    """A function of pdfium whose first argument is an address; the other arguments are passed as they come."""
    # heavy: the native library is loaded on first use
    import pypdfium2.raw

    address = ctypes.cast(getattr(pypdfium2.raw, name), ctypes.c_void_p).value
    # PYFUNCTYPE keeps the interpreter lock, for a call takes less time than letting go of it.
    return ctypes.PYFUNCTYPE(result, ctypes.c_void_p)(address)  # type: ignore[arg-type]


def address_of(handle: Any) -> int:
    """The address behind one of pypdfium2's raw handles."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def sweep_integers(name: str, count: int, *arguments: Iterable[Any]) -> Integers:
    """What a function answers to each of `count` arguments: an unsigned integer, an object's address among them."""
    return np.fromiter(map(call(name, ctypes.c_size_t), *arguments), np.int64, count)


def sweep_doubles(name: str, count: int, *arguments: Iterable[Any]) -> Numbers:
    """What a function answers to each of `count` arguments: a double."""
    return np.fromiter(map(call(name, ctypes.c_double), *arguments), np.float64, count)


def sweep_structures(name: str, width: int, count: int, *arguments: Iterable[Any]) -> Numbers:
    """The structure of `width` floats (a rectangle, a matrix) that a function fills in for each argument."""
    return _filled(call(name), _buffer(get_ident(), ctypes.c_float, width, width), count, arguments)


def sweep_floats(name: str, width: int, count: int, *arguments: Iterable[Any]) -> Numbers:
    """The `width` floats, each an output of its own, that a function gives for each of `count` arguments."""
    return _filled(call(name), _buffer(get_ident(), ctypes.c_float, width, 1), count, arguments)


def sweep_outputs(name: str, width: int, count: int, *arguments: Iterable[Any]) -> Numbers:
    """The `width` doubles, each an output of its own, that a function gives for each of `count` arguments."""
    return _filled(call(name), _buffer(get_ident(), ctypes.c_double, width, 1), count, arguments)


def sweep_flags(name: str, width: int, count: int, *arguments: Iterable[Any]) -> Numbers:
    """The `width` ints, each an output of its own, that a function gives for each of `count` arguments."""
    return _filled(call(name), _buffer(get_ident(), ctypes.c_int, width, 1), count, arguments)


def _filled(
    ask: Callable[..., Any],
    buffer: tuple[NDArray[Any], list[list[Any]]],
    count: int,
    arguments: tuple[Iterable[Any], ...],
) -> Numbers:
    table, places = buffer
    found = np.empty((count, table.shape[1]))
    waiting = [iter(argument) for argument in arguments]
    for start in range(0, count, _ROWS):
        size = min(_ROWS, count - start)
        # runs the calls, and keeps nothing of their results
        deque(map(ask, *(islice(argument, size) for argument in waiting), *places), maxlen=0)
        found[start : start + size] = table[:size]
    return found


@lru_cache(maxsize=64)
def _buffer(_thread: int, number: Any, width: int, step: int) -> tuple[NDArray[Any], list[list[Any]]]:
    """A table of `width` numbers a row, and the places where pdfium may write them, `step` numbers at a time.

    Each thread has its own, so that no sweep ever writes over another's boxes.
    """
    memory = (number * (width * _ROWS))()
    size = ctypes.sizeof(number)
    places = [
        [ctypes.byref(memory, size * (width * row + column)) for row in range(_ROWS)]
        for column in range(0, width, step)
    ]
    return np.ctypeslib.as_array(memory).reshape(_ROWS, width), places
