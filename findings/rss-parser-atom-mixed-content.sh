#!/usr/bin/env bash
# rss-parser 3.13.0: the words of an Atom entry whose content is XHTML come out in another order, and joined.
#
# RFC 4287, 3.1.1.3: content of type "xhtml" is one <div> whose children are the text. Text that stands between elements
# is moved before all elements, and the space between two elements is lost: "Open <b>not</b> on <i>Monday</i>" is read
# as "Open  on notMonday", in `content` and in `contentSnippet`. The feed's `link` is the first link, here rel="self",
# although RFC 4287 4.2.7.2 makes the one without rel (alternate) the page.
#
# Seen: the lines of EXPECTED below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

EXPECTED='content: Open  on notMonday
link of the feed: https://example.org/feed.atom'

npm init --yes >/dev/null
npm install --silent --no-audit --no-fund rss-parser@3.13.0
cat >read.mjs <<'JS'
import Parser from 'rss-parser'

const feed = await new Parser().parseString(`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Shop</title>
  <id>tag:example.org,2026:shop</id>
  <updated>2026-01-02T03:04:05Z</updated>
  <author><name>Ana</name></author>
  <link rel="self" href="https://example.org/feed.atom"/>
  <link href="https://example.org/"/>
  <entry>
    <title>Hours</title>
    <id>tag:example.org,2026:1</id>
    <updated>2026-01-02T03:04:05Z</updated>
    <link href="https://example.org/1"/>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Open <b>not</b> on <i>Monday</i></div></content>
  </entry>
</feed>`)
console.log('content:', feed.items[0].contentSnippet)
console.log('link of the feed:', feed.link)
JS
seen=$(node read.mjs)
printf '%s\n' "$seen"
[ "$seen" = "$EXPECTED" ]
echo 'rss-parser 3.13.0 behaves as written here.'
