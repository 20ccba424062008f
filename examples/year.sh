#!/bin/sh
# The year of an invented agency: its sheet into the book, the threshold that was crossed, the pages of the book, the
# contract that was missing, two seals, and a bundle of evidence that a stranger can verify.
#     sh examples/year.sh FOLDER [PERENNE…]
set -eu
examples=$(dirname "$0")
folder=$1
shift
[ $# -gt 0 ] || set -- perenne
mkdir -p "$folder"
export PERENNE_HOME="$folder/home"

"$@" book import "$examples/book/collaborations.csv" --book "$folder/book" --by "Ana Verdier"
"$@" book thresholds --book "$folder/book"
"$@" book add "$examples/book/events.ndjson" --book "$folder/book" --by "Ana Verdier"
"$@" book report --book "$folder/book" --out "$folder/portfolio" --on 2026-11-24
"$@" contract check "$examples/relations.ndjson" --json > "$folder/findings.ndjson"
"$@" contract audit "$examples/contracts/contrat.txt" --page "$folder/clauses.html"
"$@" contract draft "$examples/contracts/terms.toml" --out "$folder/contract.pdf"
"$@" contract audit "$folder/contract.pdf" --strict
"$@" contract sign "$folder/contract.pdf" --name "Noémie Ardent" --at 2026-02-24T10:00:00Z --out "$folder/sealed-once.pdf"
"$@" contract sign "$folder/sealed-once.pdf" --name "Maison Lorbec SAS" --at 2026-02-24T11:00:00Z --out "$folder/sealed.pdf"
"$@" contract signatures "$folder/sealed.pdf"
"$@" evidence make --relation "$examples/relations.ndjson" --findings "$folder/findings.ndjson" --attach "$folder/sealed.pdf" --out "$folder/evidence.zip"
"$@" evidence verify "$folder/evidence.zip"
