import { patternTest } from '#core/lib/text/pattern.ts'
import { collapse, fold } from '#core/lib/text/text.ts'
import type { RuleLanguage } from '../../schemas/languages.ts'
import type { When } from '../../schemas/triage-rules.ts'
import type { DecisionKind } from '../../schemas.ts'
import { wallTime } from '../opening-hours.ts'

/** What rules ask about: the messages that are decided on together. */
export interface Asked {
  /** Oldest first; without those that have no text. */
  texts: readonly string[]
  language: RuleLanguage | null
  /** The names, handles and numbers by which the contact is known. */
  sender: readonly string[]
  accountId: string | null
  /** When the newest was sent. */
  at: Date
  /** True if the contact has not written in the conversation before. */
  first: boolean
  /** The labels of the conversation. */
  labelIds: readonly string[]
}

export interface Rule {
  /** Null for a rule that is not saved. */
  id: string | null
  name: string
  enabled: boolean
  when: When
  decision: DecisionKind
  assignTo: string | null
  /** The labels that the conversation gets. */
  labelIds: readonly string[]
}

type Condition = keyof When
type Wanted = { [C in Condition]-?: NonNullable<When[C]> }

/** Returns whether each condition holds. A text condition holds if it does for one of the messages. */
const HOLDS: { readonly [C in Condition]: (wanted: Wanted[C], asked: Asked) => boolean } = {
  contains: (wanted, { texts }) => {
    const folded = comparableAll(texts)
    return [wanted].flat().some((words) => folded.some((text) => holdsWords(text, comparable(words))))
  },
  matches: (wanted, { texts }) => texts.some(patternTest(wanted)),
  language: (wanted, { language }) => language !== null && [wanted].flat().includes(language),
  sender: (wanted, { sender }) => {
    const names = sender.map(nameOf)
    return [wanted].flat().some((name) => names.includes(nameOf(name)))
  },
  accountId: (wanted, { accountId }) => accountId !== null && [wanted].flat().includes(accountId),
  labelId: (wanted, { labelIds }) => [wanted].flat().some((id) => labelIds.includes(id)),
  between: (wanted, { at }) => isWithin(wanted, at),
  firstMessage: (wanted, { first }) => wanted === first,
}
/** The conditions, the cheapest first. */
const CONDITIONS = [
  'firstMessage',
  'accountId',
  'labelId',
  'language',
  'sender',
  'contains',
  'between',
  'matches',
] as const

const holds = <C extends Condition>(
  condition: C,
  when: { [Name in C]?: Wanted[Name] | undefined },
  asked: Asked,
): boolean => {
  const wanted = when[condition]
  return wanted === undefined || HOLDS[condition](wanted, asked)
}

/** Returns the conditions that do not hold. */
export const missesOf = (when: When, asked: Asked): Condition[] =>
  CONDITIONS.filter((condition) => !holds(condition, when, asked))

/** Returns the first rule, of those that are switched on, all of whose conditions hold. */
export const firstMatch = <R extends Rule>(rules: readonly R[], asked: Asked): R | null =>
  rules.find(
    ({ enabled, when }) => enabled && CONDITIONS.every((condition) => holds(condition, when, asked)),
  ) ?? null

/** Returns a text in which case, accents and the number of spaces do not count. */
const comparable = (text: string) => collapse(fold(text))

const known = new WeakMap<readonly string[], readonly string[]>()

/** Returns the comparable forms of the same texts, made once for all rules. */
function comparableAll(texts: readonly string[]): readonly string[] {
  const made = known.get(texts) ?? texts.map(comparable)
  known.set(texts, made)
  return made
}

/** Scripts that write words without spaces: each of their characters begins one. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]/u
const OF_A_WORD = /[\p{L}\p{N}]/u

/** Tests whether a text holds words that begin where a word does; what begins with a sign may stand anywhere. */
function holdsWords(text: string, words: string): boolean {
  const [start = ''] = words
  if (start === '') return false
  const anywhere = !OF_A_WORD.test(start) || UNSPACED.test(start)
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (anywhere || !OF_A_WORD.test(lastOf(text.slice(Math.max(0, at - 2), at)))) return true
  }
  return false
}
/** Returns the last character of a text, whole. */
const lastOf = (text: string) => [...text].at(-1) ?? ''

/** Returns a name without what people leave out: case, accents, `@`, and the signs in telephone numbers. */
const nameOf = (name: string): string => {
  const plain = comparable(name)
  return /^\+?[\d\s().-]+$/.test(plain) ? plain.replace(/\D/g, '') : plain.replace(/^@/, '')
}

/** Tests whether a time lies in a daily window; one that ends earlier than it begins goes over midnight. */
function isWithin({ from, to, timezone, days }: NonNullable<When['between']>, at: Date): boolean {
  const { day, time } = wallTime(at, timezone)
  const overMidnight = to < from
  const afterMidnight = overMidnight && time < to
  if (overMidnight ? time < from && !afterMidnight : time < from || time >= to) return false
  const began = afterMidnight ? ((day + 5) % 7) + 1 : day
  return days === undefined || days.includes(began)
}
