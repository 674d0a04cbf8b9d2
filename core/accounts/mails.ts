import type { Mail } from '#core/lib/kernel/mail.ts'

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

/** Tells operators that a platform ends the version of its API that Chorus asks for. */
export const versionMail = ({
  platform,
  version,
  endsOn,
  days,
}: {
  platform: string
  version: string
  /** ISO 8601 date. */
  endsOn: string
  days: number
}): Pick<Mail, 'subject' | 'text'> => ({
  subject: `${platform} ends the version of its API that Chorus uses on ${endsOn}`,
  text: `${platform} ends version ${version} of its API on ${endsOn}: ${days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`}.

From then on nothing is published there, and nothing is read from there. Update Chorus before that day.`,
})
