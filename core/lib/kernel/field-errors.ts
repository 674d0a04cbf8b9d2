import type * as z from 'zod'
import type { FieldError } from './errors.ts'

type Issue = z.core.$ZodIssue
type Raw = z.core.$ZodRawIssue

/** Placeholder for the field's name in a sentence; the name is known once the whole input has been read. */
const NAME = '\u0000'

/**
 * Parses an input by a schema. Returns the data, or an error for each wrong field: a sentence that names the field, such as
 * “accountIds is required.”, and a code with its limit for translation.
 */
export function checked<S extends z.ZodType>(
  schema: S,
  value: unknown,
): { data: z.output<S> } | { errors: FieldError[] } {
  // Messages that the schema itself sets take precedence over these.
  const parsed = schema.safeParse(value, { error: sentenceOf, reportInput: true })
  return parsed.success
    ? { data: parsed.data }
    : { errors: parsed.error.issues.flatMap((issue) => errorsOf(issue, [])) }
}

/** Turns an issue into field errors: for a union, those of the nearest variant; one for each unknown field. */
function errorsOf(issue: Issue, below: readonly PropertyKey[]): FieldError[] {
  const at = [...below, ...issue.path]
  if (issue.code === 'invalid_union') {
    const nearest = nearestOf(issue.errors)
    if (nearest) return nearest.flatMap((inner) => errorsOf(inner, at))
  }
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: nameOf([...at, key]),
      message: `${nameOf([...at, key])} is not known here.`,
      code: 'unknown',
    }))
  const path = nameOf(at)
  return [{ path, message: issue.message.replaceAll(NAME, path || 'The input'), ...codeOf(issue) }]
}

/** Finds the union variant with the fewest faults, presumably the one that was meant; undefined on a tie. */
function nearestOf(choices: readonly Issue[][]): Issue[] | undefined {
  const [first, second] = choices.toSorted((a, b) => faultsOf(a) - faultsOf(b))
  return first && second && faultsOf(first) === faultsOf(second) ? undefined : first
}
const faultsOf = (issues: readonly Issue[]) =>
  issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0)

const nameOf = (path: readonly PropertyKey[]) => path.map(String).join('.')

const SHORT: Partial<Record<string, string>> = { string: 'too_short', array: 'too_few' }
const LONG: Partial<Record<string, string>> = { string: 'too_long', array: 'too_many' }

/** Returns the error's code and limit; nothing for a rule that has its own message. */
function codeOf(issue: Issue): Pick<FieldError, 'code' | 'limit'> {
  if ('input' in issue && issue.input === undefined && issue.code !== 'custom') return { code: 'required' }
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'wrong_kind' }
    case 'too_small':
      return isEmptyText(issue)
        ? { code: 'required' }
        : { code: SHORT[issue.origin] ?? 'too_small', limit: Number(issue.minimum) }
    case 'too_big':
      return { code: LONG[issue.origin] ?? 'too_large', limit: Number(issue.maximum) }
    case 'invalid_format':
      return issue.format === 'regex' ? {} : { code: `no_${issue.format}` }
    case 'invalid_value':
      return { code: 'not_offered' }
    default:
      return {}
  }
}

/** Returns the message for an issue whose schema sets none. Undefined leaves it to the library. */
function sentenceOf(issue: Raw): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return missing(issue) ?? `${NAME} must be ${KINDS[issue.expected] ?? issue.expected}.`
    case 'invalid_value':
      return missing(issue) ?? `${NAME} must be ${choiceOf(issue.values.map(String))}.`
    case 'invalid_union':
      return missing(issue) ?? `${NAME} has none of the shapes that it may have.`
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    case 'not_multiple_of':
      return `${NAME} must be a multiple of ${issue.divisor}.`
    case 'invalid_format':
      return `${NAME} must ${issue.format === 'starts_with' ? `begin with ${issue.prefix}` : `be ${FORMATS[issue.format] ?? 'as its description says'}`}.`
    default:
      return undefined
  }
}

const missing = ({ input }: { input?: unknown }) => (input === undefined ? `${NAME} is required.` : undefined)

const KINDS: Partial<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

const FORMATS: Partial<Record<string, string>> = {
  uuid: 'an id (a UUID)',
  email: 'an e-mail address',
  url: 'an address such as https://example.com/page',
  datetime: 'a time such as 2026-12-15T09:00:00Z',
}

type Sized<C extends string> = Extract<Raw, { code: C }>
const isEmptyText = ({ origin, minimum }: { origin: string; minimum: number | bigint }) =>
  origin === 'string' && Number(minimum) === 1

function tooSmall(issue: Sized<'too_small'>): string {
  const { origin, minimum, inclusive } = issue
  if (isEmptyText(issue)) return `${NAME} must not be empty.`
  const amount = amountOf(origin, minimum)
  if (amount) return `${NAME} needs at least ${amount}.`
  return `${NAME} must be ${inclusive === false ? 'more than' : 'at least'} ${minimum}.`
}

function tooBig({ origin, maximum, inclusive }: Sized<'too_big'>): string {
  const amount = amountOf(origin, maximum)
  if (amount) return `${NAME} may have at most ${amount}.`
  return `${NAME} must be ${inclusive === false ? 'less than' : 'at most'} ${maximum}.`
}

/** Formats a number of characters or list entries; undefined for other types. */
function amountOf(origin: string, count: number | bigint): string | undefined {
  const one = Number(count) === 1
  if (origin === 'string') return `${count} ${one ? 'character' : 'characters'}`
  if (origin === 'array') return `${count} ${one ? 'entry' : 'entries'}`
  return undefined
}

/** Formats alternatives: `a`, `a or b`, `a, b or c`. */
const choiceOf = (values: readonly string[]) =>
  values.length < 2 ? values.join() : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
