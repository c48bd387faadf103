#!/bin/sh
# What the library does, on the example records: which law it knows, what it decides, and why.
# usage: sh scripts/demo.sh [path of socorg-rules]
set -eu
socorg_rules=${1:-socorg-rules}

# The six families: direct registration, capital, inspection, evaluation, the two lists.
families=direct_registration,minimum_capital,capital_sufficient,inspection_due,registrar_deadline,report_late
families=$families,rating_in_force,inspection_simplified,anomaly_listing,dishonesty_listing

# `check` exits 1 for findings and 2 for undetermined decisions: both are answers, not failures.
answered() {
    "$@" || [ $? -le 2 ]
}

title() {
    printf '\n== %s\n\n' "$1"
}

title "The law that is bundled"
"$socorg_rules" rulesets

title "Organizations written by hand, one or more for each family, on 15 June 2026"
answered "$socorg_rules" check examples/families.jsonl --as-of 2026-06-15 --format table --all --only "$families"

title "Why one of them is to be put on a list (explain, in Chinese)"
"$socorg_rules" explain examples/families.jsonl --as-of 2026-06-15 --key '#17' --language zh \
    --only anomaly_listing,dishonesty_listing

title "A whole district, rebuilt from its published figures of 31 October 2013"
answered "$socorg_rules" check examples/shangcheng-2013 --as-of 2013-10-31 --format table --only "$families"
