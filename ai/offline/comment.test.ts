import { describe, expect, it } from 'vitest'
import type { CommentInput } from '#core/engagement/schemas.ts'
import { comment } from './comment.ts'

const POST =
  'The market opens on Saturday. We roast from six in the morning: come early! #coffee https://example.com'
const input = (more: Partial<CommentInput> = {}): CommentInput => ({
  post: POST,
  language: 'en',
  author: { name: 'Ada', style: '' },
  pattern: { instructions: '', lengthMin: 20, lengthMax: 200, asksQuestion: false, examples: [] },
  others: [],
  problem: null,
  ...more,
})

describe('the offline engine', () => {
  it.each(['en', 'fr', null])(
    'comments on a post (%s) so that ten colleagues say ten things, all within the pattern',
    (language) => {
      for (const asksQuestion of [false, true]) {
        const others: string[] = []
        for (let n = 0; n < 10; n++) {
          const { pattern } = input()
          const { text } = comment(input({ language, others, pattern: { ...pattern, asksQuestion } }))
          expect(text?.length).toBeGreaterThanOrEqual(pattern.lengthMin)
          expect(text?.length).toBeLessThanOrEqual(pattern.lengthMax)
          expect(text).not.toMatch(/[@#]|:\/\//)
          expect(text?.includes('?')).toBe(asksQuestion)
          others.push(text ?? '')
        }
        expect(new Set(others).size).toBe(10)
      }
    },
  )

  it('says that it cannot where nothing keeps to the pattern, or the post has no words', () => {
    const { pattern } = input()
    for (const more of [{ pattern: { ...pattern, lengthMin: 900, lengthMax: 1000 } }, { post: '🎉 #fun' }])
      expect(comment(input(more))).toMatchObject({ text: null, reason: expect.stringMatching(/\w/) })
  })
})
