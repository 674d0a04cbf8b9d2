import { type Client, client } from '../client.ts'
import type { Place } from '../demo.ts'
import { control } from '../emulator-control.ts'
import { linkIn } from '../mailbox.ts'
import { TEAM } from './texts.ts'

/** Invites the team; two of them accept by the link in their mail, like any invited person. */
export async function joinTeam(
  where: Place,
  owner: Client,
  { password, domain }: { password: string; domain: string },
) {
  const invite = async ({ mailbox, role }: { mailbox: string; role: string }) => {
    const email = `${mailbox}@${domain}`
    await owner.post('/v1/invitations', { email, role })
    return email
  }
  const join = async ({ name, ...who }: { name: string; mailbox: string; role: string }) => {
    const email = await invite(who)
    const { pathname } = await linkIn(control(where.emulatorUrl), email, 'invites you')
    const person = client(where.apiUrl, { origin: where.webUrl })
    await person.signUp({ name, email, password })
    await person.post('/v1/invitations/accept', { token: pathname.split('/').at(-1) })
    return person
  }
  const [editor, agent] = await Promise.all([join(TEAM.editor), join(TEAM.agent), invite(TEAM.invited)])
  return { editor, agent }
}
