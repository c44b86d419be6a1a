#!/usr/bin/env bash
# Adds a migration of the same name for both databases: tools/add-migration.sh NAME
set -euo pipefail
cd "$(dirname "$0")/.."
name="${1:?usage: tools/add-migration.sh NAME}"
dotnet tool restore >/dev/null
for storage in Sqlite Postgres; do
    project="src/Dizhu.Storage.$storage"
    dotnet ef migrations add "$name" --project "$project" --startup-project "$project" --context DizhuDb --output-dir Migrations
done
