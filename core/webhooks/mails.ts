import type { Mail } from '#core/lib/kernel/mail.ts'

interface Off {
  workspace: string
  /** The endpoint's address. */
  url: string
  problem: string
  /** Where it can be switched on. */
  at: string
}
type Words = Pick<Mail, 'subject' | 'text'>

/** Brings a name into one line of limited length, without turning an address in it into a link. */
const inLine = (name: string) =>
  name
    .replace(/\s+|:\/\//g, ' ')
    .trim()
    .slice(0, 80)

/** Only the host: the rest of an address may hold a secret. */
const hostOf = (url: string) => new URL(url).host

const PROBLEMS_FR: Readonly<Record<string, string>> = {
  'The endpoint answered that it is gone for good (410).': 'L’adresse a répondu qu’elle n’existe plus (410).',
  'The endpoint took nothing for five days.': 'L’adresse n’a rien accepté pendant cinq jours.',
}

const WORDS: Record<'en' | 'fr', (off: Off) => Words> = {
  en: ({ workspace, url, problem, at }) => ({
    subject: `Switched off: the webhooks to ${hostOf(url)}`,
    text: `Chorus tells ${hostOf(url)} nothing any more (workspace “${workspace}”). ${problem}

What waited is kept and goes out once the endpoint is switched on again:
${at}`,
  }),
  fr: ({ workspace, url, problem, at }) => ({
    subject: `Désactivés : les webhooks vers ${hostOf(url)}`,
    text: `Chorus ne prévient plus ${hostOf(url)} (espace « ${workspace} »). ${PROBLEMS_FR[problem] ?? problem}

Ce qui attendait est gardé et partira dès que l’adresse sera réactivée :
${at}`,
  }),
}

/** Tells who manages a workspace that an endpoint is told nothing any more, and why. */
export const offMail = (language: 'en' | 'fr', { workspace, ...off }: Off): Words =>
  WORDS[language]({ workspace: inLine(workspace), ...off })
