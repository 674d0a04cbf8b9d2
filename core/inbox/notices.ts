import type { Language } from '#core/knowledge/schemas.ts'

/** The machine's notices, in the contact's language; English for languages without a translation. */
interface Words {
  optedOut: string
  disclosure: (workspace: string) => string
  handoff: (workspace: string) => string
  /** `when`: a day of the week and a time. */
  handoffClosed: (workspace: string, when: string) => string
  when: (day: string, time: string) => string
}

const WORDS: Record<'en' | 'fr' | 'es', Words> = {
  en: {
    optedOut: 'You will get no more automatic messages here. Write START to get them again.',
    disclosure: (workspace) =>
      `This is an automatic answer from ${workspace}. Write “agent” to reach a person.`,
    handoff: (workspace) => `This is an automatic message from ${workspace}: a person will answer you here.`,
    handoffClosed: (workspace, when) =>
      `This is an automatic message from ${workspace}: a person will answer you here. We are back on ${when}.`,
    when: (day, time) => `${day} at ${time}`,
  },
  fr: {
    optedOut: 'Vous ne recevrez plus de messages automatiques ici. Écrivez START pour en recevoir à nouveau.',
    disclosure: (workspace) =>
      `Ceci est une réponse automatique de ${workspace}. Écrivez « agent » pour joindre une personne.`,
    handoff: (workspace) =>
      `Ceci est un message automatique de ${workspace} : une personne vous répondra ici.`,
    handoffClosed: (workspace, when) =>
      `Ceci est un message automatique de ${workspace} : une personne vous répondra ici. Nous sommes de retour ${when}.`,
    when: (day, time) => `${day} à ${time}`,
  },
  es: {
    optedOut: 'No recibirá más mensajes automáticos aquí. Escriba START para volver a recibirlos.',
    disclosure: (workspace) =>
      `Esta es una respuesta automática de ${workspace}. Escriba «agente» para hablar con una persona.`,
    handoff: (workspace) => `Este es un mensaje automático de ${workspace}: una persona le responderá aquí.`,
    handoffClosed: (workspace, when) =>
      `Este es un mensaje automático de ${workspace}: una persona le responderá aquí. Volvemos el ${when}.`,
    when: (day, time) => `${day} a las ${time}`,
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
/** Any Monday, from which to format the names of weekdays. */
const MONDAY = Date.UTC(2026, 0, 5)
const DAY_MS = 24 * 3_600_000

function whenOf({ day, time }: { day: number; time: string }, language: Language | null): string {
  const inLanguage = new Intl.DateTimeFormat(spoken(language), { weekday: 'long', timeZone: 'UTC' })
  return wordsOf(language).when(inLanguage.format(new Date(MONDAY + (day - 1) * DAY_MS)), time)
}

/** Returns the notice that a person will answer. While people are away, `opens` says when they are back. */
export function handoffNotice({
  words,
  wordsClosed,
  workspace,
  language,
  opens,
}: {
  words: string
  wordsClosed: string
  workspace: string
  language: Language | null
  opens: { day: number; time: string } | null
}): string {
  if (opens === null) return words.trim() || wordsOf(language).handoff(workspace)
  const when = whenOf(opens, language)
  return wordsClosed.trim().replaceAll(OPENS, when) || wordsOf(language).handoffClosed(workspace, when)
}

/** Returns the default handoff notices in English, with an example of a time, for a workspace without its own wording. */
export const standardHandoff = (workspace: string): { open: string; closed: string } => ({
  open: WORDS.en.handoff(workspace),
  closed: WORDS.en.handoffClosed(workspace, whenOf({ day: 1, time: '09:00' }, 'en')),
})
