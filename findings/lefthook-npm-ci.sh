#!/usr/bin/env bash
# lefthook 2.2.2, with npm 11: a lock file that `npm install` has just written is refused by `npm ci`.
#
# The package lists `lefthook-android-arm64` 2.2.2 among its optional dependencies, and that package was not published. `npm install`
# leaves it out of the lock file without a word; `npm ci` wants every listed package there, finds that the two are "not in sync", and
# advises `npm install`, which changes nothing. With lefthook 2.2.1, which does not list it, both pass.
#
# Seen: the lines of EXPECTED below.
#
# Chorus keeps 2.2.1, so that `npm ci` installs it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

EXPECTED='2.2.1: npm install passes, npm ci passes
2.2.2: npm install passes, npm ci says: Missing: lefthook-android-arm64@ from lock file'

quiet=(--silent --no-audit --no-fund --ignore-scripts)
try() {
  mkdir "$1"
  cd "$1"
  npm init --yes >/dev/null
  npm install "${quiet[@]}" --save-dev --save-exact "lefthook@$1"
  if said=$(npm ci --no-audit --no-fund --ignore-scripts 2>&1); then
    echo "$1: npm install passes, npm ci passes"
  else
    echo "$1: npm install passes, npm ci says: $(grep -o 'Missing: .*' <<<"$said")"
  fi
  cd ..
}
seen=$(
  try 2.2.1
  try 2.2.2
)
printf '%s\n' "$seen"
[ "$seen" = "$EXPECTED" ]
echo 'lefthook 2.2.2 behaves as written here.'
