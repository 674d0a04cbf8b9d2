import type { Language } from '#core/knowledge/schemas.ts'
import type { Closed } from './rules/opening-hours.ts'

/** The machine's notices, in the contact's language; English for languages without a translation. */
interface Words {
  optedOut: string
  disclosure: (workspace: string) => string
  handoff: (workspace: string) => string
  /** `when`: a day of the week and a time. */
  handoffClosed: (workspace: string, when: string) => string
  /** `when`: as above; without it, nobody knows when people are back. */
  away: (workspace: string, when: string | null) => string
  when: (day: string, time: string) => string
  later: string
}

const WORDS: Record<'en' | 'fr' | 'es', Words> = {
  en: {
    optedOut: 'You will get no more automatic messages here. Write START to get them again.',
    disclosure: (workspace) =>
      `This is an automatic answer from ${workspace}. Write “agent” to reach a person.`,
    handoff: (workspace) => `This is an automatic message from ${workspace}: a person will answer you here.`,
    handoffClosed: (workspace, when) =>
      `This is an automatic message from ${workspace}: a person will answer you here. We are back on ${when}.`,
    away: (workspace, when) =>
      `This is an automatic message from ${workspace}: we are away at the moment. A person will read your message ${when ? `when we are back on ${when}` : 'as soon as we are back'}.`,
    when: (day, time) => `${day} at ${time}`,
    later: 'later',
  },
  fr: {
    optedOut: 'Vous ne recevrez plus de messages automatiques ici. Écrivez START pour en recevoir à nouveau.',
    disclosure: (workspace) =>
      `Ceci est une réponse automatique de ${workspace}. Écrivez « agent » pour joindre une personne.`,
    handoff: (workspace) =>
      `Ceci est un message automatique de ${workspace} : une personne vous répondra ici.`,
    handoffClosed: (workspace, when) =>
      `Ceci est un message automatique de ${workspace} : une personne vous répondra ici. Nous sommes de retour ${when}.`,
    away: (workspace, when) =>
      `Ceci est un message automatique de ${workspace} : nous sommes absents pour le moment. Une personne lira votre message ${when ? `à notre retour, ${when}` : 'à notre retour'}.`,
    when: (day, time) => `${day} à ${time}`,
    later: 'plus tard',
  },
  es: {
    optedOut: 'No recibirá más mensajes automáticos aquí. Escriba START para volver a recibirlos.',
    disclosure: (workspace) =>
      `Esta es una respuesta automática de ${workspace}. Escriba «agente» para hablar con una persona.`,
    handoff: (workspace) => `Este es un mensaje automático de ${workspace}: una persona le responderá aquí.`,
    handoffClosed: (workspace, when) =>
      `Este es un mensaje automático de ${workspace}: una persona le responderá aquí. Volvemos el ${when}.`,
    away: (workspace, when) =>
      `Este es un mensaje automático de ${workspace}: ahora no estamos. Una persona leerá su mensaje ${when ? `cuando volvamos, el ${when}` : 'cuando volvamos'}.`,
    when: (day, time) => `${day} a las ${time}`,
    later: 'más tarde',
  },
}

const spoken = (language: Language | null) => (language === 'fr' || language === 'es' ? language : 'en')
const wordsOf = (language: Language | null) => WORDS[spoken(language)]

export const optedOutNotice = (language: Language | null): string => wordsOf(language).optedOut

/** Returns the default disclosure in English, for a workspace without its own wording. */
export const standardDisclosure = (workspace: string): string => WORDS.en.disclosure(workspace)

/** Puts the disclosure before a machine's first answer: in the workspace's own wording if it has one. */
export function disclosed(
  reply: string,
  { words, workspace, language }: { words: string; workspace: string; language: Language | null },
): { text: string; answerFrom: number } {
  const before = `${words.trim() || wordsOf(language).disclosure(workspace)}\n\n`
  return { text: before + reply, answerFrom: [...before].length + 1 }
}

/** Placeholder in a workspace's own wording for the time when people are back. */
const OPENS = '{opens}'
/** Beyond so many days, a day of the week alone would be taken for an earlier one. */
const WEEK_MS = 6 * 24 * 3_600_000
/** A closed time as an example: away on Sunday, back on Monday. */
const SUNDAY: Closed & { now: Date } = {
  now: new Date('2026-01-04T12:00:00Z'),
  since: null,
  opens: new Date('2026-01-05T09:00:00Z'),
  timezone: 'UTC',
}

/** Returns when people are back, in local time: a day and a time, with the date if it is far; null if nobody knows. */
function whenOf({ opens, timezone }: Closed, now: Date, language: Language | null): string | null {
  if (opens === null) return null
  const far = opens.getTime() - now.getTime() > WEEK_MS
  const formatted = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(spoken(language), { ...options, timeZone: timezone }).format(opens)
  const day = formatted({ weekday: 'long', ...(far ? { day: 'numeric', month: 'long' } : {}) })
  return wordsOf(language).when(day, formatted({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }))
}

interface Told {
  /** The workspace's own words; empty for those that come with Chorus. */
  words: string
  workspace: string
  language: Language | null
  closed: Closed
  now: Date
}

/** Returns the notice that a person will answer, while people are there. */
export const handoffNotice = ({ words, workspace, language }: Omit<Told, 'closed' | 'now'>): string =>
  words.trim() || wordsOf(language).handoff(workspace)

/** Returns the same while people are away, with when they are back. */
export function handoffClosedNotice({ words, workspace, language, closed, now }: Told): string {
  const when = whenOf(closed, now, language) ?? wordsOf(language).later
  return words.trim().replaceAll(OPENS, when) || wordsOf(language).handoffClosed(workspace, when)
}

/** Returns the answer outside business hours: nobody is there, and a person will read the message. */
export function awayNotice({ words, workspace, language, closed, now }: Told): string {
  const when = whenOf(closed, now, language)
  const own = words.trim().replaceAll(OPENS, when ?? wordsOf(language).later)
  return own || wordsOf(language).away(workspace, when)
}

/** Returns the words that come with Chorus, in English and with an example of a time. */
export function standardNotices(workspace: string): { open: string; closed: string; away: string } {
  const told: Told = { words: '', workspace, language: 'en', closed: SUNDAY, now: SUNDAY.now }
  return { open: handoffNotice(told), closed: handoffClosedNotice(told), away: awayNotice(told) }
}
