#!/usr/bin/env bash
# Makes the pictures of docs/pictures anew, from the browser tests: tools/pictures.sh
# Needs what those tests need: a Chromium named by DIZHU_TEST_CHROMIUM (or one on the path; ./test installs one), and node for the map.
set -euo pipefail
cd "$(dirname "$0")/.."
export DIZHU_TEST_CHROMIUM="${DIZHU_TEST_CHROMIUM:-$(command -v chromium-headless-shell chromium | head -n 1)}"
DIZHU_PICTURES="$(mktemp -d)"
export DIZHU_PICTURES
trap 'rm -rf "$DIZHU_PICTURES"' EXIT
dotnet build tests/Dizhu.EndToEnd.Tests -c Release -v q
tests/Dizhu.EndToEnd.Tests/bin/Release/net10.0/Dizhu.EndToEnd.Tests --filter-class '*DeskTests' --filter-class '*OneCaseTests' --filter-class '*MapTests' --filter-class '*WallTests' --no-ansi --progress off

# What a reader should see first, by the name the tests give it.
for name in acceptance-desk dispatch-desk case-file work-list collector-phone unit-phone public-report-what map-street edit-split wall; do
    cp "$DIZHU_PICTURES/$name.png" "docs/pictures/$name.png"
done
