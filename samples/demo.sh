#!/bin/sh
# The main job on the invented dispute: a new record, its case, the reports in, the brief out.
set -eu
cd "$(dirname "$0")/.."
onrecord=${ONRECORD:-onrecord}
mkdir -p demo
rm -f demo/record.sqlite demo/record.sqlite-wal demo/record.sqlite-shm
export ONRECORD_DB=demo/record.sqlite
"$onrecord" case new sarn --actors samples/actors.toml --codebook samples/codebook.toml
"$onrecord" add samples/reports --case sarn
"$onrecord" brief --case sarn
echo
echo "The record is demo/record.sqlite. To open the pages:"
echo "    $onrecord serve --db demo/record.sqlite"
