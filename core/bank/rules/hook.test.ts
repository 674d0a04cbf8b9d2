import fc from 'fast-check'
import { expect, it } from 'vitest'
import { HOOK_MAX, hookOf } from './hook.ts'

it.each([
  ['One line.', 'One line.'],
  ['\n\n  The first   line  \nSecond', 'The first line'],
  ['🚀🚀🚀\n\nThe rocket is up at last.', 'The rocket is up at last.'],
  ['Stop.\n\nNobody reads your newsletter.', 'Stop.\nNobody reads your newsletter.'],
  ['Three things that I learnt:\n1. Listen.', 'Three things that I learnt:\n1. Listen.'],
  ['Trois choses apprises :\r\n1. Écouter.', 'Trois choses apprises :\n1. Écouter.'],
  [`${'A short sentence. '.repeat(20)}`, 'A short sentence. '.repeat(11).trim()],
  ['…\n---\n🙂', ''],
  ['', ''],
])('the hook of %j is %j', (text, hook) => {
  expect(hookOf(text)).toBe(hook)
})

it('is never longer than what platforms show, and of the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 900 }), (text) => {
      const hook = hookOf(text)
      expect([...new Intl.Segmenter('en').segment(hook)].length).toBeLessThanOrEqual(HOOK_MAX)
      expect(hook.trim()).toBe(hook)
    }),
  )
})
