import { linked } from './inline.ts'
import { box, compose, type Draft, isTitle, type Reading, Tally } from './reading.ts'

const HEADING = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*$/
const UNDERLINE = /^\s{0,3}(=+|-{2,})\s*$/
const ITEM = /^(\s*)([-*+•–]|\d{1,9}[.)])\s+(.*)$/
const FENCE = /^\s{0,3}(?:```|~~~)/
const RULE = /^\s*(?:[-*_]\s*){3,}$/
const TABLE_ROW = /^\s*\|.*\|\s*$/
const TABLE_RULE = /^\s*\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*$/
const TICK = /^\[([ xX])\]\s+/
/** Tags that people write in Markdown; anything else in angle brackets stays as they wrote it. */
const TAG =
  /<\/[a-z][\w-]*>|<\/?(?:a|abbr|b|br|center|code|dd|details|div|dl|dt|em|font|h[1-6]|hr|i|img|kbd|li|ol|p|pre|small|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul)(?:\s[^<>]*)?\/?>/gi

/** Reads text as somebody wrote it, and interprets its marks of Markdown. Text without marks stays as it is. */
export function readText(text: string): Reading {
  const tally = new Tally()
  return compose(draftsOf(text, tally), tally)
}

/** Returns a piece of a line without its marks. */
export const withoutMarks = (line: string): string => inline(line, new Tally())

function draftsOf(text: string, tally: Tally): Draft[] {
  const drafts: Draft[] = []
  const indents: number[] = []
  let isCode = false
  let isOpen = false
  let section = 0
  const headed = (level: number, words: string) => {
    section = level
    drafts.push({ kind: 'heading', level, text: words })
    isOpen = false
  }
  for (const raw of text.split(/\r\n?|\n/)) {
    const last = drafts.at(-1)
    if (FENCE.test(raw)) {
      isCode = !isCode
      isOpen = false
      continue
    }
    if (isCode) {
      addLine(drafts, raw, isOpen)
      isOpen = true
      continue
    }
    const line = raw.replace(/^\s{0,3}(?:>\s?)+/, '')
    const heading = HEADING.exec(line)
    const item = ITEM.exec(line)
    if (heading) headed(heading[1]?.length ?? 1, inline(heading[2] ?? '', tally))
    else if (isOpen && last?.kind === 'text' && UNDERLINE.test(line) && !last.text.includes('\n')) {
      drafts.pop()
      headed(line.includes('=') ? 1 : 2, last.text)
    } else if (line.trim() === '' || RULE.test(line)) isOpen = false
    else if (TABLE_RULE.test(line)) {
      if (last?.kind === 'row') last.isHead = true
    } else if (TABLE_ROW.test(line)) {
      const cells = line
        .trim()
        .slice(1, -1)
        .split(/(?<!\\)\|/)
      drafts.push({ kind: 'row', cells: cells.map((cell) => inline(cell, tally)), isHead: false })
      isOpen = false
    } else if (item) {
      const [, indent = '', mark = '', said = ''] = item
      while ((indents.at(-1) ?? -1) >= indent.length) indents.pop()
      indents.push(indent.length)
      const ticked = TICK.exec(said)?.[1]
      const words = ticked === undefined ? said : `${box(ticked !== ' ')} ${said.replace(TICK, '')}`
      drafts.push({
        kind: 'item',
        level: indents.length,
        mark: /\d/.test(mark) ? mark : '-',
        text: inline(words, tally),
      })
      isOpen = true
    } else {
      const words = inline(line, tally)
      const isBold = !isOpen && /^\s*(?:\*\*|__)[^*_]+(?:\*\*|__)\s*$/.test(line)
      if (isBold && isTitle(words))
        drafts.push({ kind: 'heading', level: Math.min(6, section + 1), text: words })
      else {
        addLine(drafts, words, isOpen)
        isOpen = true
        continue
      }
      isOpen = false
    }
    if (!item) indents.length = 0
  }
  return drafts
}

/** Adds a line to the open block, or opens a paragraph with it. */
function addLine(drafts: Draft[], line: string, isOpen: boolean): void {
  const last = drafts.at(-1)
  if (!isOpen || !last || last.kind === 'heading' || last.kind === 'row')
    drafts.push({ kind: 'text', text: line })
  else last.text += last.kind === 'item' ? ` ${line}` : `\n${line}`
}

const ESCAPED = /\\([\\`*_{}[\]()#+\-.!~|<>])/g
/** Stands for an escaped sign until the marks are read: code points of a private area, which no text uses. */
const KEPT = 0xf0000

function inline(line: string, tally: Tally): string {
  return line
    .replace(ESCAPED, (_, sign: string) => String.fromCodePoint(KEPT + sign.charCodeAt(0)))
    .replace(/~~(?=\S)(?:[^~]{1,300}?)(?<=\S)~~/g, () => {
      tally.add('struck')
      return ''
    })
    .replace(/!\[([^[\]]*)\]\([^()]*\)/g, (_, label: string) => {
      tally.add('pictures')
      return label
    })
    .replace(/\[([^[\]]+)\]\(((?:https?:|mailto:|tel:)[^()\s]+)[^()]*\)/g, (_, label: string, url: string) =>
      linked(label, url),
    )
    .replace(/\[([^[\]]+)\]\([^()\s]*\)/g, '$1')
    .replace(/<((?:https?:|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>/g, '$1')
    .replace(TAG, (tag) => {
      if (/^<img\b/i.test(tag)) tally.add('pictures')
      return ' '
    })
    .replace(/`([^`]*)`/g, '$1')
    .replace(/(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}])[*_](?=\S)(.{1,300}?)(?<=\S)[*_](?![\p{L}\p{N}])/gu, '$1')
    .replace(/[\u{f0000}-\u{f00ff}]/gu, (sign) => String.fromCharCode((sign.codePointAt(0) ?? KEPT) - KEPT))
    .trim()
}
