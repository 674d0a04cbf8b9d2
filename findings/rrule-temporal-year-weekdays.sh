#!/usr/bin/env bash
# rrule-temporal 2.2.7 and 2.2.8: weekdays with a number that count through a year (RFC 5545 3.3.10: BYDAY in a YEARLY rule without BYMONTH).
#
# 1. Beside a weekday with a number, those without one are lost: FREQ=YEARLY;BYDAY=MO,3SU gives the third Sunday of each year and no
#    Monday. With BYMONTH, and in a MONTHLY rule, the same list gives both.
# 2. A weekday that a year does not have so often is found in a neighbouring year: FREQ=YEARLY;BYDAY=53SU gives 3 January 2027, which is the
#    first Sunday of 2027; 2026 has 52. In a MONTHLY rule the same is right: BYDAY=5SU gives only months with five Sundays.
#
# Seen: the lines of EXPECTED below. Right would be
#    FREQ=YEARLY;BYDAY=MO,3SU   2026-01-05 2026-01-12 2026-01-18 2026-01-19
#    FREQ=YEARLY;BYDAY=53SU     2028-12-31 2034-12-31 2040-12-30 2045-12-31
#
# In Chorus such rules are expanded by `core/publishing/rules/years.ts`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

EXPECTED='FREQ=YEARLY;BYDAY=MO,3SU 2026-01-18 2027-01-17 2028-01-16 2029-01-21
FREQ=YEARLY;BYMONTH=1;BYDAY=MO,3SU 2026-01-05 2026-01-12 2026-01-18 2026-01-19
FREQ=MONTHLY;BYDAY=MO,3SU 2026-01-05 2026-01-12 2026-01-18 2026-01-19
FREQ=YEARLY;BYDAY=53SU 2027-01-03 2028-01-02 2028-12-31 2030-01-06
FREQ=MONTHLY;BYDAY=5SU 2026-03-29 2026-05-31 2026-08-30 2026-11-29'

for version in 2.2.7 2.2.8; do
  npm init --yes >/dev/null
  npm install --silent --no-audit --no-fund "rrule-temporal@$version" temporal-polyfill@0.3.0
  cat >expand.mjs <<'JS'
import { RRuleTemporal } from 'rrule-temporal'

for (const rule of [
  'FREQ=YEARLY;BYDAY=MO,3SU',
  'FREQ=YEARLY;BYMONTH=1;BYDAY=MO,3SU',
  'FREQ=MONTHLY;BYDAY=MO,3SU',
  'FREQ=YEARLY;BYDAY=53SU',
  'FREQ=MONTHLY;BYDAY=5SU',
]) {
  const series = new RRuleTemporal({ rruleString: `DTSTART;TZID=UTC:20260101T090000\nRRULE:${rule}` })
  const days = series.all((_, index) => index < 4).map((time) => time.toPlainDate().toString())
  console.log(rule, ...days)
}
JS
  seen=$(node expand.mjs)
  echo "rrule-temporal $version:"
  echo "$seen"
  [ "$seen" = "$EXPECTED" ] || { echo "rrule-temporal $version behaves otherwise now." >&2; exit 1; }
done
