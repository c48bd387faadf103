"""What a peer costs before it answers: ``python -m benchmarks.peers.costs "zen-engine"``, in a process of its own.

Prints milliseconds of importing it, milliseconds until it has answered about one organization, and the mebibytes that
both added.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from time import process_time


def resident() -> float:
    """Mebibytes of memory that the process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main(name: str, imports: str) -> None:
    """Measures in the order in which a caller pays."""
    before, start = resident(), process_time()
    exec(imports, {})
    imported = process_time()
    after_import = resident()
    # Only now: the common part is written with this library, which is no cost of theirs.
    from benchmarks.peers.questions import formulas  # noqa: PLC0415
    from benchmarks.peers.records import organizations  # noqa: PLC0415
    from benchmarks.peers.registry import FLOOR, named  # noqa: PLC0415

    peer = named(name)
    [organization] = organizations(1)
    if not name.startswith("socorg-rules") and name != FLOOR:
        formulas(lists=peer.lists)
    held, begun = resident(), process_time()
    prepare, answers = peer.loaded(lists=peer.lists)
    answers(prepare(organization))
    ready = process_time()
    print(
        json.dumps(
            {
                "import_ms": 1000 * (imported - start),
                "load_ms": 1000 * (ready - begun),
                "mebibytes": after_import - before + resident() - held,
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
