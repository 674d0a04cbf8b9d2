import { manifest } from '../manifest.ts'
import { WABA_ID } from './wire.ts'

/** The café's templates on WhatsApp. */
const TEMPLATES = [
  {
    name: 'table_kept',
    language: 'en',
    category: 'UTILITY',
    components: [
      {
        type: 'BODY',
        text: 'Hello {{first_name}}, your table for {{people}} is kept on {{day}}. If something comes up, just answer here.',
      },
    ],
  },
  {
    name: 'new_roast',
    language: 'en',
    category: 'MARKETING',
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      {
        type: 'BODY',
        text: 'Hello {{1}}, the {{2}} has just come out of the roaster. Shall we keep a bag for you?',
      },
      { type: 'FOOTER', text: 'Write STOP to hear no more from us.' },
    ],
  },
]

/** Submits the templates as a business would, and approves them at once. They belong to the business of every number here. */
export async function prepare(emulatorUrl: string, [account]: readonly { token: string }[]): Promise<void> {
  if (!account) return
  for (const template of TEMPLATES) {
    await ask(`${emulatorUrl}/graph/v23.0/${WABA_ID}/message_templates`, template, {
      authorization: `Bearer ${account.token}`,
    })
    const { name } = template
    await ask(`${emulatorUrl}/_control/review`, { platform: manifest.id, name, status: 'APPROVED' })
  }
}

async function ask(url: string, body: unknown, headers: Record<string, string> = {}): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
}
