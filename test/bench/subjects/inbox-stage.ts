import { randomBytes, randomUUID } from 'node:crypto'
import { metered } from '#ai/meter.ts'
import { offlineAi } from '#ai/offline.ts'
import { respond } from '#core/inbox/actions/respond.ts'
import { sendQueued } from '#core/inbox/actions/send.ts'
import type { Update } from '#core/inbox/schemas.ts'
import { createDocument } from '#core/knowledge/actions/documents.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { unlimitedCredits } from '#core/lib/kernel/credits.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Connector } from '#core/lib/platform/connector.ts'
import { openVault } from '#core/lib/secrets/vault.ts'
import { database, type Effects } from '#workers/database.ts'
import { openStage } from '../q5-stage.ts'

/** One request of the platform with one update, in the form that the consumer reads. */
export interface Delivery {
  source: string
  account: null
  receivedAt: Date
  body: string
  objectName: null
  error: null
  updates: Update[]
}

type MeteredCall = Parameters<Parameters<typeof metered>[1]['record']>[0]

/** The functions that differ from version to version: taking in a batch, and recording a model's call. */
export interface Inbox {
  take(ctx: SystemCtx, deliveries: Delivery[]): Promise<void>
  record(ctx: Ctx, call: MeteredCall): Promise<unknown>
}

const FACTS = 'Our shop is open from nine to five on Saturdays. Returns are free within thirty days.'
const QUESTION = 'When are you open on Saturdays?'
const WORKSPACES = 10
const CONTACTS = 50
/** Number of consumers side by side, as queues have them. */
const CONSUMERS = 4

/** The module that indexes documents stood elsewhere in the commit that is measured beside this one. */
type Indexing = typeof import('#core/knowledge/actions/indexing.ts')
const indexing = (): Promise<Indexing> =>
  import('#core/knowledge/actions/indexing.ts').catch(() => import(FORMER_INDEXING) as Promise<Indexing>)
const FORMER_INDEXING = '#core/knowledge/actions/documents.ts'

const nothing = () => undefined
const log = { info: nothing, warn: nothing, error: console.error, with: () => log }

/** Opens workspaces that contacts write to, over the database's own HTTP and WebSocket; no other service is really called. */
export async function openInbox(inbox: Inbox) {
  const stage = await openStage(nothing)
  const db = database({ url: stage.loginUrl, localEndpoint: stage.neonUrl })
  const deferred: Promise<unknown>[] = []
  const now = () => new Date()
  const deliver = async () => undefined
  const effects: Effects = {
    now,
    warn: nothing,
    // For commits from before it was one of the warnings.
    ...{ connectionLost: nothing },
    afterCommit: (rows) => void deferred.push(db.deliverAndForget(rows, deliver, effects)),
  }
  const vault = openVault([{ version: 1, key: new Uint8Array(randomBytes(32)) }])
  const send = async () => ({ kind: 'sent', id: randomUUID() })
  const connector = {
    platform: 'telegram',
    messages: { rules: { quotas: () => [] }, send },
    // For commits from before the connector had parts.
    capabilities: { quotas: { publish: [], message: () => [] } },
    message: send,
  } as unknown as Connector
  const gate = { reserve: async (_at: unknown, asked: readonly unknown[]) => asked.map(() => ({ ok: true })) }
  const kept = new Map<string, Uint8Array>()
  const blobs = {
    put: async (key: string, bytes: Uint8Array | string) =>
      void kept.set(key, new Uint8Array(Buffer.from(bytes))),
    get: async (key: string) => kept.get(key) ?? null,
  }
  const ports = {
    log,
    now,
    deliver,
    vault,
    gate,
    blobs,
    connector: () => connector,
    requestId: 'bench',
    sleep: deliver,
  }
  const workspace = (workspaceId: string): Ctx => {
    const scope = { role: 'chorus_app', workspaceId, userId: null } as const
    const actor = { kind: 'object', name: 'conversation' }
    const ctx = { ...ports, actor, workspaceId, db: db.scoped(scope, effects) } as unknown as Ctx
    const record = (call: MeteredCall) => void deferred.push(inbox.record(ctx, call))
    return { ...ctx, ai: metered(offlineAi(), { now, record, credits: unlimitedCredits }) }
  }
  const system = {
    ...ports,
    db: db.scoped({ role: 'chorus_system' }, effects),
    enabled: async () => true,
    workspace,
  } as unknown as SystemCtx

  const accounts: { workspaceId: string; externalId: string }[] = []
  for (let n = 0; n < WORKSPACES; n++) {
    const workspaceId = await stage.newWorkspace()
    const [accountId, externalId] = [newId(), `bench-${newId()}`]
    const { wrappedKey, masterKeyVersion } = await vault.newDataKey(workspaceId)
    const binding = { workspaceId, accountId, column: 'credentials' }
    const sealed = await vault.seal(binding, wrappedKey, '{"accessToken":"t"}')
    await stage.owner.query('begin')
    await stage.owner.query('set local role chorus_system')
    for (const [sql, values] of [
      [
        'insert into workspace_keys (workspace_id, wrapped_key, master_key_version) values ($1, $2, $3)',
        [workspaceId, wrappedKey, masterKeyVersion],
      ],
      ['insert into ai_settings (id, workspace_id) values ($1, $2)', [newId(), workspaceId]],
      ['insert into ai_rules (id, workspace_id) values ($1, $2)', [newId(), workspaceId]],
      [
        `insert into social_accounts (id, workspace_id, platform, external_id, name, credentials) values ($1, $2, 'telegram', $3, 'Bench', $4)`,
        [accountId, workspaceId, externalId, sealed],
      ],
    ] as const)
      await stage.owner.query(sql, [...values])
    await stage.owner.query('commit')
    accounts.push({ workspaceId, externalId })
  }

  let made = 0
  const deliveryOf = (payload: Update['payload'], dedupeKey: string, externalAccountId: string): Delivery => {
    const at = now()
    return {
      ...{ source: 'telegram', account: null, receivedAt: at, objectName: null, error: null },
      body: JSON.stringify({ ...payload, padding: 'x'.repeat(300) }),
      updates: [
        { type: payload.kind, platform: 'telegram', externalAccountId, dedupeKey, occurredAt: at, payload },
      ],
    }
  }
  const message = (account: number, contact: string, text: string): Delivery => {
    const id = `m-${++made}`
    return deliveryOf(
      {
        kind: 'message',
        platformMessageId: id,
        from: { userId: contact, phone: `33${contact}`, name: `Contact ${contact}` },
        recipient: contact,
        messageType: 'text',
        text,
        metadata: { id, timestamp: '1795970000', type: 'text', text: { body: text } },
      },
      `message:${id}`,
      accounts[account]?.externalId ?? '',
    )
  }
  const receipt = (account: number, of: string, status: 'delivered' | 'read'): Delivery =>
    deliveryOf(
      { kind: 'receipt', platformMessageId: of, callbackData: null, status, error: null },
      `status:${of}:${status}`,
      accounts[account]?.externalId ?? '',
    )
  /** Returns the milliseconds until all of them are taken in. */
  const timed = async (deliveries: readonly Delivery[], batch: number): Promise<number> => {
    const batches: Delivery[][] = []
    for (let from = 0; from < deliveries.length; from += batch)
      batches.push(deliveries.slice(from, from + batch))
    const startedAt = performance.now()
    await Promise.all(
      Array.from({ length: CONSUMERS }, async () => {
        for (let one = batches.shift(); one; one = batches.shift()) await inbox.take(system, one)
      }),
    )
    await Promise.all(deferred.splice(0))
    return performance.now() - startedAt
  }
  const count = async (sql: string): Promise<number> => {
    await stage.owner.query('begin')
    await stage.owner.query('set local role chorus_system')
    const { rows } = await stage.owner.query<{ n: string }>(sql)
    await stage.owner.query('commit')
    return Number(rows[0]?.n)
  }

  return {
    /** Takes in `many` messages in batches of `batch`, and returns the milliseconds. */
    async messages({ many, batch }: { many: number; batch: number }): Promise<number> {
      const inbound = `select count(*) as n from conversation_messages where direction = 'inbound'`
      const before = await count(inbound)
      const given = Array.from({ length: many }, (_, n) =>
        message(n % WORKSPACES, `c${(n * 7) % CONTACTS}`, `${QUESTION} I ask for the ${n}th time.`),
      )
      const ms = await timed(given, batch)
      if ((await count(inbound)) !== before + many)
        throw new Error(`Of ${many} messages some were not stored.`)
      return ms
    },
    /** Does the same with receipts of sent messages: `delivered`, then `read`. */
    async receipts({ many, batch }: { many: number; batch: number }): Promise<number> {
      await stage.owner.query('begin')
      await stage.owner.query('set local role chorus_system')
      const { rows } = await stage.owner.query<{ external_id: string; platform_message_id: string }>(
        `insert into conversation_messages (id, workspace_id, conversation_id, direction, author, platform_message_id, message_type, text, status, sent_at)
         select gen_random_uuid(), c.workspace_id, c.id, 'outbound', 'person', gen_random_uuid()::text, 'text', 'Sent.', 'sent', now()
         from generate_series(1, $1::int) n join lateral (select * from conversations order by id offset (n % (select count(*) from conversations)) limit 1) c on true
         returning platform_message_id, (select a.external_id from conversations c join social_accounts a on a.id = c.account_id
           where c.id = conversation_id) as external_id`,
        [many / 2],
      )
      await stage.owner.query('commit')
      const told = (status: 'delivered' | 'read') =>
        rows.map((row) =>
          receipt(
            accounts.findIndex(({ externalId }) => externalId === row.external_id),
            row.platform_message_id,
            status,
          ),
        )
      const ms = await timed([...told('delivered'), ...told('read')], batch)
      const read = await count(
        `select count(*) as n from conversation_messages where text = 'Sent.' and delivered_at is not null and read_at is not null`,
      )
      if (read < rows.length) throw new Error(`Of ${rows.length} messages ${read} are read.`)
      return ms
    },
    /** Lets `many` contacts ask once each, answers them and sends the answers: each as its own batch. */
    async answers({ many }: { many: number }): Promise<void> {
      for (let n = 0; n < many; n++) {
        const { workspaceId } = accounts[n % WORKSPACES] ?? { workspaceId: '' }
        const contact = `a${n % (2 * WORKSPACES)}`
        await inbox.take(system, [message(n % WORKSPACES, contact, QUESTION)])
        const ctx = workspace(workspaceId)
        const [{ rows }] = await ctx.db.batch((q) => [
          q.execute<{ id: string }>(
            `select c.id from conversations c where c.workspace_id = '${workspaceId}' and c.recipient = '${contact}'`,
          ),
        ])
        const id = rows[0]?.id ?? ''
        if ((await respond(ctx, id)) !== 'decided') throw new Error('It was not answered.')
        await sendQueued(ctx, id)
        await Promise.all(deferred.splice(0))
      }
      const unsent = await count(
        `select count(*) as n from conversation_messages where author = 'machine' and status <> 'sent'`,
      )
      if (unsent > 0) throw new Error(`${unsent} answers were not sent.`)
    },
    /** Teaches each workspace the answer to the question. */
    async learn(): Promise<void> {
      for (const { workspaceId } of accounts) {
        const ctx = workspace(workspaceId)
        const { id } = await createDocument(ctx, { title: 'Facts', text: FACTS })
        await (await indexing()).indexDocument(ctx, id)
      }
      await Promise.all(deferred.splice(0))
    },
    close: () => stage.close(),
  }
}
