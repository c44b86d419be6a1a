#!/usr/bin/env bash
# Time from process start to the first page, and resident memory then, on an existing demo database: bench/startup.sh [rounds]
# Targets: at most 2 s and 200 MB. Uses the build of ./run (made when missing or old) and a data folder and port of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds="${1:-5}"
port="${PORT:-18377}"
data="${DATA:-artifacts/startup-data}"
page="http://127.0.0.1:$port/login"
mkdir -p "$data"

# Milliseconds since the epoch.
now() { date +%s%3N; }

# Waits until the page is there; gives up after two minutes.
wait_for_page() {
    local deadline=$(($(now) + 120000))
    until curl -sf -o /dev/null --max-time 60 "$page"; do
        if [ "$(now)" -gt "$deadline" ] || ! kill -0 "$1" 2>/dev/null; then
            echo "The server did not answer." >&2
            exit 1
        fi
        sleep 0.01
    done
}

stop() { kill -TERM "$1" && wait "$1" || true; }

# The first start builds and fills the database; it is not measured.
if [ ! -f "$data/demo-accounts.txt" ] || [ ! -f artifacts/run/.stamp ]; then
    ./run --data "$data" --port "$port" >artifacts/startup.log 2>&1 &
    server=$!
    while [ ! -f "$data/demo-accounts.txt" ] && kill -0 "$server" 2>/dev/null; do sleep 0.2; done
    wait_for_page "$server"
    stop "$server"
fi

printf '%-6s %12s %12s %10s\n' round "first page" "processor" RSS
for round in $(seq "$rounds"); do
    from="$(now)"
    dotnet artifacts/run/dizhu.dll serve --demo --data "$data" --port "$port" >artifacts/startup.log 2>&1 &
    server=$!
    wait_for_page "$server"
    took=$(($(now) - from))
    rss="$(awk '/^VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$server/status")"
    cpu="$(awk -v hz="$(getconf CLK_TCK)" '{ printf "%d", ($14 + $15) * 1000 / hz }' "/proc/$server/stat")"
    stop "$server"
    printf '%-6s %9s ms %9s ms %7s MB\n' "$round" "$took" "$cpu" "$rss"
done
