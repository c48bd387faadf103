#!/bin/sh
# What the library does, on the example records: which law it knows, and what it decides.
# usage: sh scripts/demo.sh [path of socorg-rules]
set -eu
socorg_rules=${1:-socorg-rules}

# `check` exits 1 for findings and 2 for undetermined decisions: both are answers, not failures.
answered() {
    "$@" || [ $? -le 2 ]
}

echo "The law that is bundled:"
"$socorg_rules" rulesets
echo
echo "The example organizations on 2026-06-15:"
answered "$socorg_rules" check examples/families.jsonl --as-of 2026-06-15
