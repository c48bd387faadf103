"""The engines that are compared, and what each can't say."""

from __future__ import annotations

from typing import Final

from benchmarks.peers import (
    cel_programs,
    durable_host,
    json_logic_rules,
    openfisca_variables,
    rule_engine_rules,
    this_library,
    zen_engine,
)
from benchmarks.peers.peer import NUMBERS, THEMSELVES, Peer

FLOOR: Final = "by hand"
OURS: Final = "socorg-rules, compiled"
REFERENCE: Final = "socorg-rules, reference"

PEERS: Final = (
    Peer(
        FLOOR,
        None,
        "import pydantic",
        this_library.load_by_hand,
        True,
        "citations, versions, places, what is missing",
        THEMSELVES,
    ),
    Peer(OURS, None, "from socorg_rules import Rulebook", this_library.load_compiled, True, "", this_library.OUTCOMES),
    Peer(
        REFERENCE,
        None,
        "from socorg_rules import Rulebook",
        this_library.load_reference,
        True,
        "",
        this_library.OUTCOMES,
        records=100,
    ),
    Peer(
        "socorg-rules, durable",
        "durable_rules",
        "from socorg_rules.durable import DurableEngine",
        this_library.load_durable,
        True,
        "",
        this_library.OUTCOMES,
        records=50,
    ),
    Peer(
        "durable_rules, C functions",
        "durable_rules",
        "import durable_rules_engine",
        durable_host.load_functions,
        False,
        "null, unknown, *not*, counts, sets, dates, texts in order; more than 64 tests that match one fact",
        THEMSELVES,
        records=200,
    ),
    Peer(
        "durable_rules, Host",
        "durable_rules",
        "from durable.engine import Host",
        durable_host.load_host,
        False,
        "the same",
        THEMSELVES,
        records=100,
    ),
    Peer(
        "zen-engine",
        "zen-engine",
        "import zen",
        zen_engine.load,
        True,
        "unknown (a comparison with null is an error), texts in order, years counted back from 29 February",
        NUMBERS,
        records=200,
    ),
    Peer(
        "CEL in Rust",
        "common-expression-language",
        "import cel",
        cel_programs.load_rust,
        True,
        "months added to a date, sums over lists",
        NUMBERS,
        records=300,
    ),
    Peer(
        "CEL in Python",
        "cel-python",
        "import celpy",
        cel_programs.load_python,
        True,
        "the same, and a number compared with null",
        NUMBERS,
        records=10,
    ),
    Peer(
        "rule-engine",
        "rule-engine",
        "import rule_engine",
        rule_engine_rules.load,
        True,
        "unknown (a comparison with null is an error), months added to a date",
        NUMBERS,
        records=60,
    ),
    Peer(
        "json-logic",
        "panzi-json-logic",
        "import json_logic",
        json_logic_rules.load,
        False,
        "dates, the record around a list from inside it, *all* of an empty list (it is false), null (it is 0)",
        NUMBERS,
        records=100,
    ),
    Peer(
        "openfisca-core",
        "openfisca-core",
        "import openfisca_core.simulations, openfisca_core.taxbenefitsystems",
        openfisca_variables.load,
        False,
        "null, unknown, lists, numbers above 32 bits",
        NUMBERS,
        records=20,
    ),
)


def named(name: str) -> Peer:
    """A peer by its name."""
    return next(peer for peer in PEERS if peer.name == name)
