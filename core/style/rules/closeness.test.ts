import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { closenessOf } from './closeness.ts'
import { measure } from './figures.ts'
import { commonSignature } from './signature.ts'

const AUTHORS = ['alexander', 'bierce', 'macdowell', 'morris', 'wodehouse']
/** Each post is held out once, with a third of its author's others. */
const FOLDS = 3

const books = AUTHORS.map((name) => ({
  name,
  posts: readFileSync(join(import.meta.dirname, 'five-authors', `${name}.txt`), 'utf8').split('\n%\n'),
}))

/** Scores every post, held out, beside all five authors. */
const judged = Array.from({ length: FOLDS }, (_, fold) => {
  const authors = books.map(({ name, posts }) => {
    const own = posts.filter((_post, n) => n % FOLDS !== fold)
    return { name, signature: commonSignature(own), measured: measure(own) }
  })
  return books.flatMap(({ name, posts }) =>
    posts
      .filter((_post, n) => n % FOLDS === fold)
      .map((text) => ({
        name,
        scores: authors.map((author) => ({ name: author.name, score: closenessOf(text, author).score })),
      })),
  )
}).flat()

describe('closeness, by what is measured alone', () => {
  it('tells the true author of a held-out post among five in at least 80 %', () => {
    const right = judged.filter(({ name, scores }) => {
      const best = Math.max(...scores.map(({ score }) => score))
      return scores.find(({ score }) => score === best)?.name === name
    })
    console.info(`The author was told of ${right.length} of ${judged.length} posts.`)
    expect(judged).toHaveLength(250)
    expect(right.length / judged.length).toBeGreaterThanOrEqual(0.8)
  })

  it('is above a half for most of an author’s own posts, and below for most of others’', () => {
    const shareAbove = (own: boolean) => {
      const scores = judged.flatMap(({ name, scores }) =>
        scores.filter((author) => (author.name === name) === own).map(({ score }) => score),
      )
      return scores.filter((score) => score > 0.5).length / scores.length
    }
    console.info(
      `Above a half: ${shareAbove(true)} of an author’s own posts, ${shareAbove(false)} of others’.`,
    )
    expect(shareAbove(true)).toBeGreaterThan(0.7)
    expect(shareAbove(false)).toBeLessThan(0.35)
  })
})

const terse = Array.from(
  { length: 12 },
  (_, n) => `Ship it.\n\nDay ${n}. No meetings.\n\nWe wrote code. It worked.`,
)
const lively = Array.from(
  { length: 12 },
  (_, n) =>
    `Guess what happened on day ${n}?! 🎉 I tried it, and I loved it, and you will too! 🚀 Are you ready? #fun`,
)
const author = (posts: string[]) => ({ signature: commonSignature(posts), measured: measure(posts) })

describe('the reasons of a closeness', () => {
  it.each([
    ['emoji', lively[3] ?? '', terse, /^It has .* emoji in 100 words; this author uses 0\.$/],
    [
      'questions',
      'Is it done? Did we ship? Who knows? Will it work?',
      terse,
      /^100 % of its sentences are questions; with this author 0 %\.$/,
    ],
    [
      '“I”',
      'The dog thinks it will go home now.',
      ['I think I will go home now.', 'I hope I can stay here.'],
      /^It says “I” 0 times in 100 words/,
    ],
    ['line breaks', terse[3] ?? '', lively, /^It breaks the line/],
  ])('tell of %s that the author does not have, or misses', (_what, text, posts, reason) => {
    expect(closenessOf(text, author(posts)).reasons).toContainEqual(expect.stringMatching(reason))
  })

  it('tell what is alike', () => {
    expect(closenessOf(terse[5] ?? '', author(terse)).reasons).toContain(
      'Words and punctuation are put together as this author does.',
    )
  })

  it('say that a short text shows little', () => {
    expect(closenessOf('Ship it.', author(terse)).reasons).toContain(
      'The text is short and shows little of a style.',
    )
  })

  it.each(['', '   ', '🎉', '1', '?!', 'é'.repeat(5000), '\u0000\ud800'])(
    'exist for any text: %j',
    (text) => {
      const { score } = closenessOf(text, author(terse))
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(1)
    },
  )
})
