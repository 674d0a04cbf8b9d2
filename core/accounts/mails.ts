import type { Mail } from '#core/lib/mail.ts'

/** Brings a name or a platform's text into one line of limited length, without turning an address in it into a link. */
const inLine = (text: string) =>
  text
    .replace(/\s+|:\/\//g, ' ')
    .trim()
    .slice(0, 200)

export const expiredMail = ({
  account,
  workspace,
  reason,
  url,
}: {
  account: string
  workspace: string
  reason: string
  url: string
}): Pick<Mail, 'subject' | 'text'> => ({
  subject: `${inLine(account)} has to be connected again`,
  text: `The account “${inLine(account)}” in the workspace “${inLine(workspace)}” no longer takes what Chorus sends.

The platform says: ${inLine(reason)}

Posts and messages wait and nothing is lost. They go out when somebody reconnects the account:
${url}`,
})
