import type { Client } from './client.ts'
import type { control } from './emulator-control.ts'

type Emulators = Pick<ReturnType<typeof control>, 'mails'>

const ARRIVES_WITHIN_MS = 30_000

/** Waits for a mail to an address with these words in its subject, and returns the link in the latest. */
export async function linkIn(emulators: Emulators, to: string, subject: string): Promise<URL> {
  const deadline = Date.now() + ARRIVES_WITHIN_MS
  for (;;) {
    const mail = (await emulators.mails(to)).filter((one) => one.subject.includes(subject)).at(-1)
    const link = /https?:\/\/\S+/.exec(mail?.text ?? '')?.[0]
    if (link) return new URL(link)
    if (Date.now() > deadline) throw new Error(`No mail “${subject}” with a link arrived at ${to}.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/**
 * Follows the link in the mail that sign-up sends. It leads through the dashboard, whose Function removes `/api` from the
 * path; here the Worker is called directly.
 */
export async function confirmAddress(emulators: Emulators, person: Client, email: string): Promise<void> {
  const { pathname, search } = await linkIn(emulators, email, 'Confirm')
  const response = await person.raw('GET', pathname.replace(/^\/api/, '') + search)
  if (response.status >= 400) throw new Error(`${email} could not be confirmed: ${response.status}.`)
}
