import type { Mail } from '#core/lib/kernel/mail.ts'
import type { NotificationSettings } from './schemas.ts'

/** A mail names this many conversations and counts the rest. */
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
  someone: string
  more: (count: number) => string
  end: (url: string) => string
}

const WORDS: Record<NotificationSettings['mailLanguage'], Words> = {
  en: {
    subject: (count, workspace) =>
      count === 1
        ? `A conversation waits for you in ${workspace}`
        : `${count} conversations wait for you in ${workspace}`,
    intro: (count, workspace) =>
      `${count === 1 ? 'A conversation calls' : `${count} conversations call`} for you in the workspace “${workspace}”, and you have not looked yet:`,
    someone: 'Unknown contact',
    more: (count) => `and ${count} more.`,
    end: (url) => `You are told once for each. When and of what you get mails is up to you:\n${url}`,
  },
  fr: {
    subject: (count, workspace) =>
      count === 1
        ? `Une conversation vous attend dans ${workspace}`
        : `${count} conversations vous attendent dans ${workspace}`,
    intro: (count, workspace) =>
      `${count === 1 ? 'Une conversation vous appelle' : `${count} conversations vous appellent`} dans l’espace « ${workspace} », et vous n’avez pas encore regardé :`,
    someone: 'Contact inconnu',
    more: (count) => `et ${count} de plus.`,
    end: (url) =>
      `Vous êtes prévenu une fois pour chacune. Quand et pourquoi vous recevez ces courriels se règle ici :\n${url}`,
  },
}

/** Tells who waits and where, but not what they wrote: that stays where it can be deleted. */
export function silenceMail({
  language,
  workspace,
  waiting,
  webUrl,
}: {
  language: NotificationSettings['mailLanguage']
  workspace: string
  waiting: readonly { id: string; name: string | null; account: string }[]
  webUrl: string
}): Pick<Mail, 'subject' | 'text'> {
  const words = WORDS[language]
  const lines = waiting
    .slice(0, NAMED)
    .map(
      ({ id, name, account }) =>
        `${inLine(name ?? words.someone)} (${inLine(account)})\n${webUrl}/inbox/${id}`,
    )
  const rest = waiting.length - lines.length
  return {
    subject: words.subject(waiting.length, inLine(workspace)),
    text: [
      words.intro(waiting.length, inLine(workspace)),
      ...lines,
      ...(rest > 0 ? [words.more(rest)] : []),
      words.end(`${webUrl}/settings/notifications`),
    ].join('\n\n'),
  }
}
