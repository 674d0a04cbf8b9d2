import { lengthProblem, type TextLimit, textLength } from '#core/lib/platform/length.ts'
import { linksIn } from '#core/lib/platform/links.ts'
import { plain } from '#core/lib/text/text.ts'

/** The bounds that a comment must keep. */
export interface CommentBounds {
  lengthMin: number
  lengthMax: number
  asksQuestion: boolean
  examples: readonly string[]
  /** The platform's own limit; null where a person comments by hand. */
  limit: TextLimit | null
  /** Comments of the team under the same post. */
  others: readonly string[]
  post: string
}

/** Says why a comment may not stand under the post; null if it may. */
export function commentProblem(text: string, bounds: CommentBounds): string | null {
  const { lengthMin, lengthMax, asksQuestion, examples, limit, others, post } = bounds
  const length = textLength(text, 'graphemes')
  if (length < lengthMin) return `It has ${length} characters, and at least ${lengthMin} are asked for.`
  if (length > lengthMax) return `It has ${length} characters, and at most ${lengthMax} are asked for.`
  const tooLong = limit ? lengthProblem(text, limit, 'A comment') : null
  if (tooLong) return tooLong
  if (linksIn(text, { bare: true, path: 'any script' }).length > 0 || /:\/\//.test(text))
    return 'It holds a link.'
  if (/(?<![\p{L}\p{N}])[@#][\p{L}\p{N}_]/u.test(text)) return 'It holds a mention or a hashtag.'
  if (asksQuestion !== /[?？؟]/.test(text))
    return asksQuestion ? 'It asks no question.' : 'It asks a question, and none is wanted.'
  const said = plain(text)
  if (said === '') return 'It has no words.'
  if (others.some((other) => plain(other) === said)) return 'Another member says the same under this post.'
  if (examples.some((example) => plain(example) === said)) return 'It is one of the examples, word for word.'
  if (plain(post).includes(said)) return 'It repeats the post.'
  return null
}
