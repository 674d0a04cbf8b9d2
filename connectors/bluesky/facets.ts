import { textBytes, textLength } from '#core/lib/platform/length.ts'
import { TOP_LEVEL_DOMAINS } from './domains.ts'

/** Part of a text that readers can follow. `start` and `end` in UTF-16 units, `end` exclusive. */
export type Span = { start: number; end: number } & (
  | { kind: 'link'; uri: string }
  | { kind: 'mention'; handle: string }
  | { kind: 'tag'; tag: string }
)

const TAG_MAX_GRAPHEMES = 64

/** Before a link, mention or tag: nothing that belongs to a word, an address of a mail or a path. */
const BEFORE = String.raw`(?<![\p{L}\p{N}\p{M}_@#/.\-])`
const LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?`
const LINK = new RegExp(
  String.raw`${BEFORE}(?:(https?:\/\/[^\s<>"“”«»„…。、，]+)|((?:${LABEL}\.)+(${LABEL}))(?!\.?[\p{L}\p{N}@_])(:\d+)?(?:[/?#][^\s<>"“”«»„…。、，]*)?)`,
  'giu',
)
const MENTION =
  /(?<![\p{L}\p{N}\p{M}_@#/.-])@((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?)/giu
const TAG =
  /(?<![\p{L}\p{N}\p{M}_@#＃/&.-])[#＃](?!\ufe0f)((?:(?!\u20e2|\u200d)[^\s#＃\u00ad\u2060\u200a-\u200c])+)/gu

/** Punctuation that ends a sentence rather than belonging to a tag. */
const TRAILING_PUNCTUATION = /\p{P}+$/u
const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/**
 * Finds links, mentions and hashtags in a text, in order, none within another. Links need a scheme or a known top-level domain;
 * quotes, colons and brackets around them are no part of them.
 */
export function spansOf(text: string): Span[] {
  const found = [...links(text), ...mentions(text), ...tags(text)].sort((a, b) => a.start - b.start)
  const kept: Span[] = []
  for (const span of found) if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span)
  return kept
}

function* links(text: string): Generator<Span> {
  for (const match of text.matchAll(LINK)) {
    const [whole, withScheme, , domain] = match
    if (withScheme === undefined && !TOP_LEVEL_DOMAINS.has((domain ?? '').toLowerCase())) continue
    const shown = withoutEnd(whole)
    const uri = withScheme === undefined ? `https://${shown}` : shown
    if (!URL.canParse(uri) || new URL(uri).hostname === '') continue
    yield { kind: 'link', uri, start: match.index, end: match.index + shown.length }
  }
}

/** Leaves out the punctuation at the end of a link, but for a slash and a bracket that it has opened itself. */
function withoutEnd(link: string): string {
  let shown = link
  for (;;) {
    const last = shown.at(-1) ?? ''
    const opens = CLOSING[last]
    const isOwn = opens !== undefined && count(shown, opens) >= count(shown, last)
    if (isOwn || !/[.,;:!?'’‘)\]}*_~]/.test(last)) return shown
    shown = shown.slice(0, -1)
  }
}

const count = (text: string, sign: string) => text.split(sign).length - 1

function* mentions(text: string): Generator<Span> {
  for (const match of text.matchAll(MENTION)) {
    const [whole, handle = ''] = match
    yield {
      kind: 'mention',
      handle: handle.toLowerCase(),
      start: match.index,
      end: match.index + whole.length,
    }
  }
}

function* tags(text: string): Generator<Span> {
  for (const match of text.matchAll(TAG)) {
    const tag = (match[1] ?? '').replace(TRAILING_PUNCTUATION, '')
    // A tag needs more than digits and signs: “#1” is a number.
    if (!/[^\d\p{P}]/u.test(tag) || textLength(tag, 'graphemes') > TAG_MAX_GRAPHEMES) continue
    yield { kind: 'tag', tag, start: match.index, end: match.index + 1 + tag.length }
  }
}

/** A facet as the platform wants it: its place in bytes of UTF-8, the end exclusive. */
export interface Facet {
  index: { byteStart: number; byteEnd: number }
  features: readonly Readonly<Record<string, string>>[]
}

/** Builds the facets of a text. `dids` holds the accounts of the handles that exist; a mention of another stays plain text. */
export function facetsOf(text: string, spans: readonly Span[], dids: ReadonlyMap<string, string>): Facet[] {
  const bytes = (end: number) => textBytes(text.slice(0, end))
  return spans.flatMap((span): Facet[] => {
    const feature = featureOf(span, dids)
    return feature
      ? [{ index: { byteStart: bytes(span.start), byteEnd: bytes(span.end) }, features: [feature] }]
      : []
  })
}

function featureOf(span: Span, dids: ReadonlyMap<string, string>): Record<string, string> | null {
  switch (span.kind) {
    case 'link':
      return { $type: 'app.bsky.richtext.facet#link', uri: span.uri }
    case 'tag':
      return { $type: 'app.bsky.richtext.facet#tag', tag: span.tag }
    case 'mention': {
      const did = dids.get(span.handle)
      return did === undefined ? null : { $type: 'app.bsky.richtext.facet#mention', did }
    }
  }
}
