import type { Mail } from '#core/lib/kernel/mail.ts'
import type { Signal } from './schemas/signals.ts'

type Language = 'en' | 'fr'
type Told = Pick<Signal, 'kind' | 'label' | 'day' | 'numbers'>

/** A mail names this many signals and counts the rest. */
const NAMED = 10

/** Brings a name into one line of limited length, without turning an address in it into a link. */
const inLine = (name: string) =>
  name
    .replace(/\s+|:\/\//g, ' ')
    .trim()
    .slice(0, 80)

interface Words {
  subject: (count: number, project: string) => string
  intro: (project: string, workspace: string) => string
  kinds: Record<Signal['kind'], string>
  beside: (observed: string, usual: string) => string
  more: (count: number) => string
  end: (url: string, settings: string) => string
}

const WORDS: Record<Language, Words> = {
  en: {
    subject: (count, project) =>
      count === 1 ? `Something stood out: ${project}` : `${count} things stood out: ${project}`,
    intro: (project, workspace) => `What stood out in the project “${project}” (workspace “${workspace}”):`,
    kinds: {
      volume: 'More people talk than usual',
      hashtag: 'A hashtag rises',
      sentiment: 'The feeling moved',
      post: 'A post breaks out',
      creator: 'Somebody new writes much',
    },
    beside: (observed, usual) => `${observed}, where ${usual} is usual`,
    more: (count) => `and ${count} more.`,
    end: (url, settings) =>
      `The numbers, the posts and what you can do about it:\n${url}\n\nWhich mails you get is up to you:\n${settings}`,
  },
  fr: {
    subject: (count, project) =>
      count === 1 ? `Un fait notable : ${project}` : `${count} faits notables : ${project}`,
    intro: (project, workspace) => `Ce qui ressort du projet « ${project} » (espace « ${workspace} ») :`,
    kinds: {
      volume: 'On en parle plus que d’habitude',
      hashtag: 'Un hashtag monte',
      sentiment: 'Le ressenti a changé',
      post: 'Une publication perce',
      creator: 'Un nouvel auteur écrit beaucoup',
    },
    beside: (observed, usual) => `${observed}, pour ${usual} d’habitude`,
    more: (count) => `et ${count} de plus.`,
    end: (url, settings) =>
      `Les chiffres, les publications et ce que vous pouvez faire :\n${url}\n\nLes courriels que vous recevez se règlent ici :\n${settings}`,
  },
}

/** Tells what stood out, with its numbers. Posts and the names of their authors stay where they can be deleted. */
export function signalMail({
  language,
  project,
  workspace,
  signals,
  url,
  webUrl,
}: {
  language: Language
  project: string
  workspace: string
  signals: readonly Told[]
  url: string
  webUrl: string
}): Pick<Mail, 'subject' | 'text'> {
  const words = WORDS[language]
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  const lines = signals.slice(0, NAMED).map(({ kind, label, day, numbers }) => {
    const name = kind === 'hashtag' ? `${words.kinds.hashtag} (${inLine(label)})` : words.kinds[kind]
    const beside =
      kind === 'creator'
        ? ''
        : `: ${words.beside(number.format(numbers.observed), number.format(numbers.usual))}`
    return `${day} · ${name}${beside}`
  })
  const rest = signals.length - lines.length
  return {
    subject: words.subject(signals.length, inLine(project)),
    text: [
      words.intro(inLine(project), inLine(workspace)),
      [...lines, ...(rest > 0 ? [words.more(rest)] : [])].join('\n'),
      words.end(url, `${webUrl}/settings/notifications`),
    ].join('\n\n'),
  }
}
