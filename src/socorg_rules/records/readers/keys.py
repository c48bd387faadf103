"""Keys by which the organizations of one source are told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from socorg_rules.problems import Place, Problems
from socorg_rules.records.diagnosis import shown
from socorg_rules.records.readers.messages import DOUBLED_KEY


def doubled_keys(found: Iterable[tuple[str, Place]], problems: Problems) -> frozenset[str]:
    """The keys that stand at more than one place, each of them reported at its second place."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for key, place in found:
        places[key].append(place)
    doubled = {key: all_places for key, all_places in places.items() if len(all_places) > 1}
    for key, all_places in doubled.items():
        listed = ", ".join(str(replace(place, path=None)) for place in all_places)
        problems.add(DOUBLED_KEY.at(all_places[1], key=shown(key), places=listed))
    return frozenset(doubled)
