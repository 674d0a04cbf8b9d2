#!/usr/bin/env bash
# vader-sentiment 1.1.3 (the JavaScript port of VADER): a negation is seen in lower case only.
#
# The original compares negations in lower case: its documentation gives "Not bad at all" the compound 0.431
# (github.com/cjhutto/vaderSentiment, README, "Not bad at all": 0.431). The port compares them as written, so that
# "Not", "NOT" and "Never" at the start of a sentence negate nothing, and "Not good" counts as praise. "doesn’t" with a
# typographic apostrophe, as phones write it, negates nothing either.
#
# Seen: the lines of EXPECTED below; right would be the same figure for each pair.
#
# In Chorus, `core/listening/rules/sentiment` folds case and apostrophes before it looks for negations.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

EXPECTED='0.431 not bad at all
-0.5423 Not bad at all
-0.5423 It was NOT bad at all
-0.3412 not good
0.4404 Not good
-0.3412 never good
0.4404 Never good
-0.3412 it isn'"'"'t good
0.4404 it isn’t good'

npm init --yes >/dev/null
npm install --silent --no-audit --no-fund vader-sentiment@1.1.3
cat >measure.mjs <<'JS'
import vader from 'vader-sentiment'

for (const text of [
  'not bad at all',
  'Not bad at all',
  'It was NOT bad at all',
  'not good',
  'Not good',
  'never good',
  'Never good',
  "it isn't good",
  'it isn’t good',
])
  console.log(vader.SentimentIntensityAnalyzer.polarity_scores(text).compound, text)
JS
seen=$(node measure.mjs)
printf '%s\n' "$seen"
[ "$seen" = "$EXPECTED" ]
echo 'vader-sentiment 1.1.3 behaves as written here.'
