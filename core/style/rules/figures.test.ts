import { describe, expect, it } from 'vitest'
import { figuresOf, measure } from './figures.ts'

describe('figures of a text', () => {
  it.each([
    ['words', 'One two three four.', 4],
    ['wordsPerSentence', 'One two. Three four five six.', 3],
    ['charactersPerLine', 'abcd\n\nab', 3],
    ['lettersPerWord', 'ab abcd', 3],
    ['variety', 'no no no yes', 50],
    ['lineBreaks', 'one two\nthree four', 25],
    ['commas', 'one, two; three four', 50],
    ['dashes', 'one – two - three four-five', 40],
    ['emoji', 'one two 🎉🎉', 100],
    ['emoji', 'one two 👩‍💻', 50],
    ['hashtags', 'one #two #trois', 200 / 3],
    ['questions', 'Really? Yes. Never. “Why?”', 50],
    ['exclamations', 'Yes! No.', 50],
    ['firstPerson', 'I did my best', 50],
    ['firstPerson', 'J’ai perdu mon sac', 40],
    ['we', 'we lost our way', 50],
    ['you', 'vous et votre chien', 50],
  ] as const)('%s of %j is %d', (name, text, figure) => {
    expect(figuresOf(text)[name]).toBeCloseTo(figure, 5)
  })

  it.each(['', '\n\n', '🎉'])('are numbers for %j', (text) => {
    expect(Object.values(figuresOf(text)).every(Number.isFinite)).toBe(true)
  })
})

describe('what is measured of posts', () => {
  it('names openings, closings, emoji and words that posts share', () => {
    const posts = [
      'Hot take: prospecting is listening. 🔥\n\nAgree?',
      'Hot take: cold calls teach prospecting. 🔥\n\nAgree?',
      'Nobody reads prospecting mails.\n\nAgree?',
    ]
    expect(measure(posts)).toMatchObject({
      posts: 3,
      openings: [{ text: 'Hot take:', posts: 2 }],
      closings: [{ text: 'Agree?', posts: 3 }],
      emoji: [{ text: '🔥', posts: 2 }],
      vocabulary: [
        { text: 'agree', posts: 3 },
        { text: 'prospecting', posts: 3 },
        { text: 'take', posts: 2 },
      ],
    })
  })

  it('keeps mean and spread of each figure', () => {
    expect(measure(['one two', 'one two three four']).figures.words).toEqual({ mean: 3, spread: 1 })
  })
})
