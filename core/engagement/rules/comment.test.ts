import { describe, expect, it } from 'vitest'
import { type CommentBounds, commentProblem } from './comment.ts'

const bounds: CommentBounds = {
  lengthMin: 10,
  lengthMax: 60,
  asksQuestion: false,
  examples: ['Such a lovely morning there.'],
  limit: { maxLength: 40, count: 'graphemes' },
  others: ['The roast at six is my favourite.'],
  post: 'The market opens on Saturday. We roast from six in the morning.',
}

describe('a comment', () => {
  it.each<[string, string, Partial<CommentBounds>]>([
    ['that keeps to its pattern', 'Six in the morning, and I am there.', {}],
    ['that asks where a question is wanted', 'Who roasts at six?', { asksQuestion: true }],
    [
      'with an emoji of several code points, which counts once',
      `${'x'.repeat(9)}👨‍👩‍👧‍👦`,
      { lengthMax: 10 },
    ],
    ['with a point in a figure', 'Half past 6.30 is early enough.', {}],
    ['by hand, which no platform limits', `${'See you there. '.repeat(3)}`, { limit: null }],
  ])('%s may stand', (_what, text, more) => {
    expect(commentProblem(text.trim(), { ...bounds, ...more })).toBeNull()
  })

  it.each<[string, string, Partial<CommentBounds>, RegExp]>([
    ['that is too short', 'Nice one', {}, /at least 10/],
    ['that is too long for its pattern', 'x'.repeat(61), {}, /at most 60/],
    ['that is too long for the platform', `${'word '.repeat(9)}`, {}, /40/],
    ['with a link', 'Look at https://example.com now', {}, /link/],
    ['with a bare link', 'Look at example.com right now', {}, /link/],
    ['with a link of another scheme', 'Look at ftp://host/a now', {}, /link/],
    ['with a mention', 'As @ada says, it is early.', {}, /mention/],
    ['with a hashtag', 'Early #coffee is the best.', {}, /hashtag/],
    ['that asks where none is wanted', 'Who roasts at six?', {}, /asks a question/],
    ['that does not ask where it should', 'Six in the morning it is.', { asksQuestion: true }, /no question/],
    ['that another member says', 'the roast at six is my FAVOURITE!', {}, /Another member/],
    ['that is an example', 'Such a lovely morning there!', {}, /examples/],
    ['that repeats the post', 'We roast from six in the morning', {}, /repeats/],
    ['without words', '🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉', {}, /no words/],
  ])('%s may not, and the reason is said', (_what, text, more, reason) => {
    expect(commentProblem(text.trim(), { ...bounds, ...more })).toMatch(reason)
  })
})
