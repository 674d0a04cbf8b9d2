import * as z from 'zod'
import { split } from '#connectors/sources.ts'
import { anyJobSchema } from '#core/lib/kernel/jobs.ts'
import type { Decoded } from '#core/operations/actions/dead-letters.ts'
import { type QueuedWebhook, storedWebhookSchema } from './queues.ts'

const ofAccountSchema = z.looseObject({ accountId: z.uuid() })

/** Decodes a dead letter: a job as it is, a webhook's bytes as the text or the JSON that they were. */
export function decodeLetter(body: unknown): Decoded {
  const webhook = storedWebhookSchema.safeParse(body)
  if (webhook.success) return ofWebhook(webhook.data)
  const job = anyJobSchema.safeParse(body)
  if (!job.success)
    return { kind: 'unknown', workspaceId: null, accountId: null, externalIds: [], content: body }
  const { workspaceId, job: wanted } = job.data
  const account = ofAccountSchema.safeParse(wanted)
  return {
    kind: wanted.type,
    workspaceId,
    accountId: account.success ? account.data.accountId : null,
    externalIds: [],
    content: wanted,
  }
}

function ofWebhook({ source, account, bytes, objectName, receivedAt }: QueuedWebhook): Decoded {
  const about = {
    kind: `webhook from ${source}`,
    workspaceId: null,
    accountId: z.uuid().safeParse(account?.id).data ?? null,
  }
  if (bytes === null) return { ...about, externalIds: [], content: { receivedAt, objectName } }
  const text = new TextDecoder().decode(bytes)
  const json = jsonIn(text)
  if (json === undefined) return { ...about, externalIds: [], content: text }
  return { ...about, externalIds: accountsIn(source, json, account?.id ?? null), content: json }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Show a body that is no JSON as text.
    return undefined
  }
}

/** Lists the platform's ids of the accounts that a delivery is for. An unreadable delivery, which may be why it died, has none. */
function accountsIn(source: string, json: unknown, accountId: string | null): string[] {
  try {
    const updates = split(source, json, accountId)
    return [...new Set(updates.flatMap(({ externalAccountId }) => externalAccountId ?? []))]
  } catch {
    return []
  }
}
