"""Places by their GB/T 2260 codes: which contains which."""

from __future__ import annotations

from functools import lru_cache

WHOLE_COUNTRY = "100000"


@lru_cache(maxsize=4_096)
def chain_of(code: str) -> tuple[str, ...]:
    """The places that a place lies in, outermost first, itself last.

    ``chain_of("320612")`` is the whole country, Jiangsu, Nantong, Tongzhou.
    """
    if code == WHOLE_COUNTRY:
        return (WHOLE_COUNTRY,)
    levels = (code[:2] + "0000", code[:4] + "00", code)
    return tuple(dict.fromkeys((WHOLE_COUNTRY, *levels)))


def lies_in(code: str, place: str) -> bool:
    """Whether a place is another or lies in it."""
    return place in chain_of(code)
