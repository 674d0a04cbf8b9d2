#!/usr/bin/env bash
# @extractus/feed-extractor 8.0.3: an Atom entry's address is its first link, whatever it is a link to.
#
# RFC 4287, 4.2.7.2: the page of an entry is the link with rel="alternate" or without rel; rel="related" is something
# that the entry speaks of, rel="edit" (RFC 5023, 11.1) the address to change it. The first link is taken, so that an
# entry leads to another site, or to the editing address. Further: an RSS item that has a Dublin Core date and no guid
# gets an id ending in "-NaN" and no date, and words on both sides of a CDATA section are joined.
#
# Seen: the lines of EXPECTED below. Right would be https://example.org/1 and /2, a date, and "one two three".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

EXPECTED='https://elsewhere.example/x
https://example.org/edit/2
id ends in NaN: true; published: ""; description: "onetwothree"'

npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @extractus/feed-extractor@8.0.3
cat >read.mjs <<'JS'
import { extractFromXml } from '@extractus/feed-extractor'

const entry = (id, links) => `<entry>
  <title>${id}</title><id>tag:example.org,2026:${id}</id><updated>2026-01-02T03:04:05Z</updated>${links}
</entry>`
const atom = extractFromXml(`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Shop</title><id>tag:example.org,2026:shop</id><updated>2026-01-02T03:04:05Z</updated>
  <author><name>Ana</name></author><link href="https://example.org/"/>
  ${entry(1, '<link rel="related" href="https://elsewhere.example/x"/><link rel="alternate" href="https://example.org/1"/>')}
  ${entry(2, '<link rel="edit" href="https://example.org/edit/2"/><link href="https://example.org/2"/>')}
</feed>`)
for (const { link } of atom.entries) console.log(link)
const rss = extractFromXml(`<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
  <title>Shop</title><link>https://example.org/</link><description>News</description>
  <item><title>Three</title><link>https://example.org/3</link><dc:date>2026-03-04T05:06:07Z</dc:date>
  <description>one <![CDATA[<b>two</b>]]> three</description></item>
</channel></rss>`)
const [{ id, published, description }] = rss.entries
console.log(`id ends in NaN: ${id.endsWith('-NaN')}; published: ${JSON.stringify(published)}; description: ${JSON.stringify(description)}`)
JS
seen=$(node read.mjs)
printf '%s\n' "$seen"
[ "$seen" = "$EXPECTED" ]
echo '@extractus/feed-extractor 8.0.3 behaves as written here.'
