#!/usr/bin/env bash
# okapibm25 1.4.1: a term is counted inside other words, in this case of letters only, and is read as a pattern.
#
# BM25 counts the occurrences of a term, a token of the document (Robertson and Zaragoza 2009, 3.4). Here the term is the source
# of a regular expression that is looked for in the text: "art" is found in "start" and "party", which then rank beside
# the document that has the word; "art" does not find "Art"; "c++" is refused as a pattern, and the dot of ".net" stands
# for any letter.
#
# Seen: the lines of EXPECTED below (1 where a document has a score above 0). Right for "art" would be 1 0 0 1.
#
# Chorus ranks by BM25 over whole lexemes, in the database (`drizzle/functions/knowledge.sql`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

EXPECTED='art 1 1 1 0
.net 0 1
c++ Invalid regular expression: /c++/g: Nothing to repeat'

npm init --yes >/dev/null
npm install --silent --no-audit --no-fund okapibm25@1.4.1
cat >rank.mjs <<'JS'
import okapi from 'okapibm25'

const rank = okapi.default ?? okapi
const found = (documents, term) => rank(documents, [term]).map((score) => (score > 0 ? 1 : 0))
console.log('art', ...found(['art for all', 'start at nine', 'a party of six', 'Art fair'], 'art'))
console.log('.net', ...found(['ask for a hall', 'six magnets'], '.net'))
try {
  found(['written in c++'], 'c++')
} catch (error) {
  console.log('c++', error.message)
}
JS
seen=$(node rank.mjs)
printf '%s\n' "$seen"
[ "$seen" = "$EXPECTED" ]
echo 'okapibm25 1.4.1 behaves as written here.'
