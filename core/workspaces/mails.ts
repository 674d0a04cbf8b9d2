import type { Mail } from '#core/lib/kernel/mail.ts'
import type { Role } from './schemas.ts'

type Written = Pick<Mail, 'subject' | 'text'>

/** Brings a name that a person chose into one line of limited length, without turning an address in it into a link. */
const inLine = (name: string) =>
  name
    .replace(/\s+|:\/\//g, ' ')
    .trim()
    .slice(0, 80)

export const invitationMail = ({
  workspaceName,
  invitedBy,
  role,
  url,
}: {
  workspaceName: string
  invitedBy: string | null
  role: Role
  url: string
}): Written => ({
  subject: `${inLine(invitedBy ?? 'A colleague')} invites you to ${inLine(workspaceName)} on Chorus`,
  text: `${inLine(invitedBy ?? 'A colleague')} invites you to the workspace “${inLine(workspaceName)}” as ${role}.

Accept the invitation:
${url}

The link works for seven days and for this address only. If you do not know what this is about, do nothing.`,
})

export const resetMail = ({ url }: { url: string }): Written => ({
  subject: 'Set a new password for Chorus',
  text: `Somebody asked to set a new password for your Chorus account.

Set a new password:
${url}

The link works once and for one hour; setting the password signs you out everywhere else. If it was not you, do nothing: your password stays as it is.`,
})

export const verificationMail = ({ url }: { url: string }): Written => ({
  subject: 'Confirm your address for Chorus',
  text: `Confirm that this address is yours:
${url}

The link works for one day. If you did not sign up for Chorus, do nothing.`,
})

/** Goes to the current address, so that somebody at an open browser cannot take the account away. */
export const changeAddressMail = ({ newEmail, url }: { newEmail: string; url: string }): Written => ({
  subject: 'Change your address for Chorus',
  text: `Somebody signed in to your Chorus account asked to change its address to ${inLine(newEmail)}.

Agree to it:
${url}

The new address is then asked to confirm; until it has, yours stays. The link works for one day. If it was not you, do nothing, and change your password.`,
})
