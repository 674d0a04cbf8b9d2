import { RE2JS, RE2JSSyntaxException } from 're2js'

/**
 * The largest compiled pattern, in instructions. Matching takes at most this many steps for each character of a message, since the
 * engine never backtracks.
 */
export const PROGRAM_MAX = 500

const compiled = (pattern: string): RE2JS => RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE)

/** Sentences for the faults of a pattern, by the engine's name for them. */
const FAULTS: Readonly<Record<string, string>> = {
  'missing closing ]': 'A [ is never closed.',
  'missing closing )': 'A ( is never closed.',
  'unexpected )': 'A ) closes nothing.',
  'invalid nested repetition operator': 'Two signs of repetition follow each other.',
  'missing argument to repetition operator': 'A sign of repetition has nothing before it to repeat.',
  'invalid repeat count': 'Something is repeated more often than 1,000 times.',
  'invalid or unsupported Perl syntax': 'Conditions on what stands before or after are not possible here.',
  'trailing backslash at end of expression': 'A backslash at the end stands for nothing.',
  'invalid character class range': 'These characters form no group or range.',
  'invalid escape sequence': 'This escape is not known.',
}

/** Returns the engine's name for what is wrong with a pattern; null if it can be read. */
function faultOf(pattern: string): string | null {
  try {
    compiled(pattern)
    return null
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return error.error
    throw error
  }
}

/** Returns a sentence that says what is wrong with a pattern and where, counted from 1; null if nothing is. */
export function patternProblem(pattern: string): string | null {
  const fault = faultOf(pattern)
  if (fault === null)
    return compiled(pattern).programSize() > PROGRAM_MAX
      ? 'The pattern is too large: repeat less, or shorter parts.'
      : null
  // The fault lies where the pattern, cut off there, begins to have it for good.
  let at = pattern.length
  while (at > 1 && faultOf(pattern.slice(0, at - 1)) === fault) at--
  return `${FAULTS[fault] ?? 'This part cannot be read.'} See character ${at}: “${pattern.slice(at - 1, at + 19)}”.`
}

/** Returns a test of texts for a part that matches. Costs `PROGRAM_MAX` steps a character at most. */
export function patternTest(pattern: string): (text: string) => boolean {
  const expression = compiled(pattern)
  return (text) => expression.matcher(spaced(text)).find()
}

/** Writes all line ends and wide spaces as the engine's `$`, `.` and `\s` know them. */
const spaced = (text: string) => text.replace(/\r\n?/g, '\n').replace(/[\u00a0\u202f]/g, ' ')
