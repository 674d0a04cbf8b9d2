import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merged } from './merge.ts'

const BASE = 'We lost ten deals in March.\n\nThen we began to ask.'

describe('two edits of one text', () => {
  it('are joined where they stand apart', () => {
    const mine = BASE.replace('ten', 'twelve')
    const theirs = BASE.replace('ask.', 'ask first.')
    expect(merged(BASE, mine, theirs)).toBe('We lost twelve deals in March.\n\nThen we began to ask first.')
  })

  it.each<[what: string, mine: string, theirs: string]>([
    ['the same word', BASE.replace('ten', 'twelve'), BASE.replace('ten', 'nine')],
    ['a word that the other took away', BASE.replace('ten', 'twelve'), BASE.replace('ten deals ', '')],
    ['the same end', `${BASE} Mine.`, `${BASE} Theirs.`],
    ['an empty text', 'Mine.', 'Theirs.'],
  ])('are left to a person where both changed %s', (what, mine, theirs) => {
    expect(merged(what === 'an empty text' ? '' : BASE, mine, theirs)).toBeNull()
  })

  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'dd', '\n'), { maxLength: 12 }).map((w) => w.join(' '))

  it('give what one of them says where the other changed nothing, or the same', () => {
    fc.assert(
      fc.property(text, text, (base, changed) => {
        expect(merged(base, changed, base)).toBe(changed)
        expect(merged(base, base, changed)).toBe(changed)
        expect(merged(base, changed, changed)).toBe(changed)
      }),
    )
  })

  it('do not depend on who was first, and lose no word that either added', () => {
    fc.assert(
      fc.property(text, fc.nat(12), fc.nat(12), (base, i, j) => {
        const put = (word: string, at: number) => {
          const words = base.split(' ')
          return [...words.slice(0, at), word, ...words.slice(at)].join(' ')
        }
        const [mine, theirs] = [put('mine', i), put('theirs', j)]
        const both = merged(base, mine, theirs)
        expect(merged(base, theirs, mine)).toBe(both)
        if (both !== null) expect([both.includes('mine'), both.includes('theirs')]).toEqual([true, true])
      }),
    )
  })
})
