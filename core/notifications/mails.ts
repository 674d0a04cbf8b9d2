import type { Mail } from '#core/lib/kernel/mail.ts'
import type { NotificationSettings } from './schemas.ts'

/** A mail names this many and counts the rest. */
const NAMED = 10

/** Brings a name that a person chose into one line of limited length, without turning an address in it into a link. */
const inLine = (name: string) =>
  name
    .replace(/\s+|:\/\//g, ' ')
    .trim()
    .slice(0, 80)

interface Words {
  subject: (count: number, workspace: string) => string
  intro: (count: number, workspace: string) => string
  end: (url: string) => string
}
type What = 'conversations' | 'comments'
type Language = NotificationSettings['mailLanguage']

const WORDS: Record<Language, Record<What, Words>> = {
  en: {
    conversations: {
      subject: (count, workspace) =>
        count === 1
          ? `A conversation waits for you in ${workspace}`
          : `${count} conversations wait for you in ${workspace}`,
      intro: (count, workspace) =>
        `${count === 1 ? 'A conversation calls' : `${count} conversations call`} for you in the workspace “${workspace}”, and you have not looked yet:`,
      end: (url) => `You are told once for each. When and of what you get mails is up to you:\n${url}`,
    },
    comments: {
      subject: (count, workspace) =>
        count === 1
          ? `A comment waits for a person in ${workspace}`
          : `${count} comments wait for a person in ${workspace}`,
      intro: (count, workspace) =>
        `${count === 1 ? 'A comment waits' : `${count} comments wait`} for a person in the workspace “${workspace}”. They were written by:`,
      end: (url) => `You are told once of each. When and of what you get mails is up to you:\n${url}`,
    },
  },
  fr: {
    conversations: {
      subject: (count, workspace) =>
        count === 1
          ? `Une conversation vous attend dans ${workspace}`
          : `${count} conversations vous attendent dans ${workspace}`,
      intro: (count, workspace) =>
        `${count === 1 ? 'Une conversation vous appelle' : `${count} conversations vous appellent`} dans l’espace « ${workspace} », et vous n’avez pas encore regardé :`,
      end: (url) =>
        `Vous êtes prévenu une fois pour chacune. Quand et pourquoi vous recevez ces courriels se règle ici :\n${url}`,
    },
    comments: {
      subject: (count, workspace) =>
        count === 1
          ? `Un commentaire attend une personne dans ${workspace}`
          : `${count} commentaires attendent une personne dans ${workspace}`,
      intro: (count, workspace) =>
        `${count === 1 ? 'Un commentaire attend' : `${count} commentaires attendent`} une personne dans l’espace « ${workspace} ». Qui a écrit :`,
      end: (url) =>
        `Vous êtes prévenu une fois pour chacun. Quand et pourquoi vous recevez ces courriels se règle ici :\n${url}`,
    },
  },
}
const SOMEONE: Record<Language, string> = { en: 'Unknown contact', fr: 'Contact inconnu' }
const MORE: Record<Language, (count: number) => string> = {
  en: (count) => `and ${count} more.`,
  fr: (count) => `et ${count} de plus.`,
}
const PATH: Record<What, (id: string) => string> = {
  conversations: (id) => `/inbox/${id}`,
  comments: (id) => `/comments?comment=${id}`,
}

/** Tells who waits and where, but not what they wrote: that stays where it can be deleted. */
export function waitingMail({
  what,
  language,
  workspace,
  waiting,
  webUrl,
}: {
  what: What
  language: Language
  workspace: string
  waiting: readonly { id: string; name: string | null; account: string }[]
  webUrl: string
}): Pick<Mail, 'subject' | 'text'> {
  const words = WORDS[language][what]
  const lines = waiting
    .slice(0, NAMED)
    .map(
      ({ id, name, account }) =>
        `${inLine(name ?? SOMEONE[language])} (${inLine(account)})\n${webUrl}${PATH[what](id)}`,
    )
  const rest = waiting.length - lines.length
  return {
    subject: words.subject(waiting.length, inLine(workspace)),
    text: [
      words.intro(waiting.length, inLine(workspace)),
      ...lines,
      ...(rest > 0 ? [MORE[language](rest)] : []),
      words.end(`${webUrl}/settings/notifications`),
    ].join('\n\n'),
  }
}
