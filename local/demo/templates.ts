import type { Demo } from '../demo.ts'
import type { control } from '../emulator-control.ts'

/** What the café has had approved on WhatsApp. */
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

/** They belong to the business of every WhatsApp number here. The emulated platform keeps them in memory: it is told at every start. */
export async function approveTemplates(
  emulators: ReturnType<typeof control>,
  { platforms }: Pick<Demo, 'platforms'>,
): Promise<void> {
  const token = platforms.find(({ platform }) => platform === 'whatsapp')?.token ?? ''
  for (const template of TEMPLATES) await emulators.addTemplate(token, template)
}
