import { describe, expect, it } from 'vitest'
import { readPicture } from '../picture/read.ts'
import { type Card, drawCard } from './card.ts'
import { isRightToLeft, unwritable } from './writable.ts'

const SIZE = { width: 540, height: 540 }
const card = (change: Partial<Card> = {}) =>
  drawCard({ text: 'We open at eight.', footer: 'Quote card · Mira', look: 0, ...SIZE, ...change })
const hash = async (change: Partial<Card> = {}) => readPicture(await card(change), SIZE)?.hash

describe('a card', () => {
  it('is a PNG of the size asked for, the same each time', async () => {
    const [first, again] = [await card({ width: 720 }), await card({ width: 720 })]
    const view = new DataView(first.buffer)
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([720, 540])
    expect(first).toEqual(again)
  })

  it.each([
    ['accents', 'Éléonore à Århus, žluťoučký kůň', 'Eleonore a Arhus, zlutoucky kun'],
    ['Greek', 'Καλημέρα', ''],
    ['Cyrillic', 'Доброе утро', ''],
    ['Hebrew', 'שלום עולם', ''],
    ['Arabic', 'مرحبا بالعالم', ''],
    ['emoji', '☕ 🎉', ''],
  ])('shows %s', async (_what, text, other) => {
    expect(await card({ text })).not.toEqual(await card({ text: other }))
    expect(await hash({ text })).not.toBeNull()
  })

  it('draws letters of its own, not one box for each that it does not know', async () => {
    expect(await card({ text: 'ضضضض' })).not.toEqual(await card({ text: 'ههههه' }))
    expect(await card({ text: '🎉' })).not.toEqual(await card({ text: '☕' }))
  })

  it('holds a long text within itself', async () => {
    const text = 'A thought that goes on for a while. '.repeat(14).trim()
    expect(await card({ text })).not.toEqual(await card({ text: `${text} And on.` }))
  })

  it('has several looks', async () => {
    const looks = await Promise.all([0, 1, 2, 3, 4].map((look) => card({ look })))
    expect(new Set(looks.map((bytes) => Buffer.from(bytes).toString('base64'))).size).toBe(5)
    expect(await card({ look: 5 })).toEqual(looks[0])
  })
})

describe('the fonts of cards', () => {
  it.each([
    ['We open at 8:30 — “à bientôt” ☕ 👩🏽‍🚀', null],
    ['Ώρα 9, Привет, שלום، مرحبا', null],
    ['Open 営業中', '営'],
    ['नमस्ते', 'न'],
  ])('say of %s what they cannot write', (text, missing) => expect(unwritable(text)).toBe(missing))

  it('write from the right what begins in Hebrew or Arabic', () => {
    expect(['8:30 صباحا', '«שלום»', 'Hello שלום', '123'].map(isRightToLeft)).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})
