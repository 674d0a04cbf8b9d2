import type { Mail } from '#core/lib/kernel/mail.ts'

interface Handed {
  account: string
  workspace: string
  /** How often the person has been reminded already; 0 for the first mail. */
  reminder: number
  url: string
}
type Words = Pick<Mail, 'subject' | 'text'>

/** Brings a name into one line of limited length, without turning an address in it into a link. */
const inLine = (name: string) =>
  name
    .replace(/\s+|:\/\//g, ' ')
    .trim()
    .slice(0, 80)

const WORDS: Record<'en' | 'fr', (handed: Handed) => Words> = {
  en: ({ account, workspace, reminder, url }) => ({
    subject: reminder === 0 ? `To publish now: ${account}` : `Still to be published: ${account}`,
    text: `${reminder === 0 ? 'The time of a post has come.' : 'Nobody has said yet that this post is published.'} You publish it yourself on ${account} (workspace “${workspace}”).

Its text to copy and its files to save are here, on a phone too. Say there when it is done:
${url}`,
  }),
  fr: ({ account, workspace, reminder, url }) => ({
    subject: reminder === 0 ? `À publier maintenant : ${account}` : `Toujours à publier : ${account}`,
    text: `${reminder === 0 ? 'L’heure d’une publication est venue.' : 'Personne n’a encore dit que cette publication est en ligne.'} Vous la publiez vous-même sur ${account} (espace « ${workspace} »).

Le texte à copier et les fichiers à enregistrer sont ici, sur téléphone aussi. Dites-y quand c’est fait :
${url}`,
  }),
}

/** Tells a person that a post waits for them to publish it. Its words stay where they can be deleted. */
export const byHandMail = (language: 'en' | 'fr', { account, workspace, ...handed }: Handed): Words =>
  WORDS[language]({ account: inLine(account), workspace: inLine(workspace), ...handed })
