import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Escalation } from '#core/inbox/schemas.ts'
import type { Client } from '../client.ts'
import type { Demo } from '../demo.ts'
import type { control } from '../emulator-control.ts'
import { CONVERSATIONS, TAKEN, type Talk } from './texts.ts'
import { until } from './until.ts'

const TALKS: Talk[] = [TAKEN, ...CONVERSATIONS]

/** Makes contacts write. One asks for a person and gets an answer; the machine decides whether the others are answered or wait. */
export async function talk(
  emulators: ReturnType<typeof control>,
  agent: Client,
  platforms: Demo['platforms'],
): Promise<void> {
  const accountOf = (name: string) => platforms.find(({ platform }) => platform === name)?.externalId ?? ''
  const [first] = platforms
  for (const { platform = first?.platform ?? '', from, texts, files = [] } of TALKS) {
    const sender = { platform, account: accountOf(platform), from }
    for (const text of texts) await emulators.inbound({ ...sender, text })
    for (const { kind, mimeType, name, caption } of files) {
      const base64 = readFileSync(join(import.meta.dirname, 'files', name), 'base64')
      await emulators.inbound({
        ...sender,
        media: [{ kind, mimeType, base64 }],
        ...(caption === undefined ? {} : { text: caption }),
      })
    }
  }
  const escalation = await until(`${TAKEN.from.name} to ask for a person`, async () => {
    const { items } = await agent.get<{ items: Escalation[] }>('/v1/escalations?limit=50')
    return items.find(({ customerName }) => customerName === TAKEN.from.name) ?? null
  })
  await agent.post(`/v1/conversations/${escalation.conversationId}/messages`, { text: TAKEN.answer })
  await agent.patch(`/v1/escalations/${escalation.id}`, { status: 'in_progress', note: TAKEN.note })
}
