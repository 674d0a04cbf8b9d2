import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { offlineAi } from '#ai/offline.ts'
import { publicProblem } from '#connectors/guarded-fetch.ts'
import { manifest } from '#connectors/telegram/manifest.ts'
import { source } from '#connectors/telegram/source.ts'
import type { Ctx, Ports, SystemCtx, WorkspacePorts } from '#core/lib/kernel/context.ts'
import { unlimitedCredits } from '#core/lib/kernel/credits.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Mail } from '#core/lib/kernel/mail.ts'
import type { OutboxRow } from '#core/lib/kernel/outbox.ts'
import type { CommentPage, PlatformComment } from '#core/lib/platform/comments.ts'
import type {
  Connector,
  Content,
  ContentRules,
  Downloaded,
  FoundPosts,
  Outcome,
  Prepared,
  TemplatePage,
} from '#core/lib/platform/connector.ts'
import type { Quota } from '#core/lib/platform/quota.ts'
import { openVault } from '#core/lib/secrets/vault.ts'
import { createWorkspace } from '#core/workspaces/actions/workspaces.ts'
import { readerOver } from '#readers/reader.ts'
import { type Database, database, type Effects } from '#workers/database.ts'
import { memoryGates } from './gate/objects.ts'

const nothing = () => undefined
const quiet = { info: nothing, warn: nothing, error: nothing, with: () => quiet }

/** Kept open between statements of a file: opening a connection takes longer than most statements. */
let owner: pg.Pool | undefined

/** Runs a statement as the owner, past every policy: to set a stage, or to check one. */
export async function asOwner<Row extends pg.QueryResultRow>(
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  owner ??= new pg.Pool({ connectionString: inject('ownerUrl'), allowExitOnIdle: true })
  const client = await owner.connect()
  let failed = true
  try {
    await client.query('begin')
    await client.query('set local role none')
    const { rows } = await client.query<Row>(sql, values)
    await client.query('commit')
    failed = false
    return rows
  } finally {
    // A client that broke off within its transaction is not used again.
    client.release(failed)
  }
}

/** Runs a statement as the login role, without entering a scope. */
export async function asLogin(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: inject('databaseUrl') })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** The world outside: a platform whose answers the test writes. Everything of ours is real. */
export interface Outside {
  now: Date
  /** The outcomes of the next calls; then `sent`. */
  outcomes: Outcome[]
  calls: { to: string; text: string }[]
  /** The contents of all sends, in the same order. */
  contents: Content[]
  /** The results of the next file downloads; then files are away. */
  downloads: Downloaded[]
  templates: TemplatePage
  /** The results of the next steps that take a video in ahead of its post; then `ready`. */
  steps: Prepared[]
  /** The handles that these steps went on from, and those with which posts were published. */
  handles: { steps: (string | null)[]; posts: (string | undefined)[] }
  /** The limits that each step counts against. */
  stepQuotas: Quota[]
  /** The outcomes of the next handles that are taken away, then `sent`; and these handles. */
  discards: Outcome[]
  discarded: string[]
  /** The pages that the next visits to the comments of a post find; then what `comments` holds. */
  commentPages: CommentPage[]
  comments: PlatformComment[]
  /** What a look for a reply of unknown outcome finds. */
  foundReplies: FoundPosts
  /** The numbers of the attempts to publish. */
  attempts: number[]
  delivered: OutboxRow[]
  mails: Mail[]
  /** When set, deliveries of jobs fail with it. */
  deliveryError: Error | null
}

const rules = {
  text: { maxLength: 4096, count: 'utf16' },
  caption: { maxLength: 20 },
  media: [
    { kind: 'image', formats: ['image/png'], maxBytes: 1_000_000, maxCount: 3, caption: true },
    { kind: 'voice', formats: ['audio/ogg'], maxBytes: 1_000_000, maxCount: 1, caption: false },
    { kind: 'document', formats: ['*'], maxBytes: 1_000_000, maxCount: 1, caption: true },
    { kind: 'video', formats: ['video/mp4'], maxBytes: 1_000_000, maxCount: 1, caption: true },
  ],
  carousel: { min: 2, max: 3 },
} satisfies ContentRules

function scriptedConnector(outside: Outside): Connector {
  const answer = async (to: string, content: Content): Promise<Outcome> => {
    outside.calls.push({ to, text: content.text })
    outside.contents.push(content)
    return outside.outcomes.shift() ?? { kind: 'sent', id: randomUUID() }
  }
  return {
    manifest,
    missing: [],
    source,
    connect: async () => ({ kind: 'connected', name: 'Scripted' }),
    posts: {
      rules: { ...rules, altText: true, look: 'card', quotas: () => [] },
      prepare: {
        kinds: ['video'],
        aheadMs: 15 * 60_000,
        quotas: () => outside.stepQuotas,
        discard: {
          quotas: () => [],
          call: async (_account, handle) => {
            outside.discarded.push(handle)
            return outside.discards.shift() ?? { kind: 'sent', id: handle }
          },
        },
        step: async (_account, { media }, handle) => {
          outside.handles.steps.push(handle)
          return outside.steps.shift() ?? { kind: 'ready', handle: media.map((one) => one.fileName).join() }
        },
      },
      publish: (account, content, { attempt }, handle) => {
        outside.attempts.push(attempt)
        outside.handles.posts.push(handle)
        return answer(account.externalId, content)
      },
    },
    comments: {
      rules: { text: { maxLength: 300, count: 'graphemes' }, quotas: () => [], visibilityDelayMs: 0 },
      list: async () =>
        outside.commentPages.shift() ?? { kind: 'page', comments: outside.comments, nextCursor: null },
      reply: (_account, to, text) => answer(to.id, { text }),
      find: async () => outside.foundReplies,
      like: (_account, to) => answer(to.id, { text: '♥' }),
      hide: (_account, to, hidden) => answer(to.id, { text: hidden ? 'hidden' : 'shown' }),
      privateReply: {
        withinMs: 7 * 24 * 3_600_000,
        text: { maxLength: 1_000, count: 'utf16' },
        send: (_account, to, text) => answer(to.id, { text }),
      },
    },
    actions: {
      rules: { text: { maxLength: 300, count: 'graphemes' }, quotas: () => [] },
      like: (_account, to) => answer(to.id, { text: '♥' }),
      comment: (_account, to, text) => answer(to.id, { text }),
    },
    messages: {
      rules: {
        ...rules,
        windowMs: 24 * 3_600_000,
        quotas: (to, count = 1) =>
          Array.from({ length: count }, () => ({ key: `to:${to}`, limit: 5, windowMs: 1_000 })),
      },
      send: (_account, to, content) => answer(to, content),
      download: async () => outside.downloads.shift() ?? { kind: 'retry', reason: 'The file is away.' },
      templates: async () => outside.templates,
    },
  }
}

/** Makes contexts over the test database, in this process. `trips` counts round trips to it. */
export function startRooms() {
  const outside: Outside = {
    now: new Date(),
    outcomes: [],
    calls: [],
    contents: [],
    downloads: [],
    templates: { kind: 'page', items: [], nextCursor: null },
    steps: [],
    handles: { steps: [], posts: [] },
    stepQuotas: [],
    discards: [],
    discarded: [],
    commentPages: [],
    comments: [],
    foundReplies: { kind: 'found', posts: [] },
    attempts: [],
    delivered: [],
    mails: [],
    deliveryError: null,
  }
  const db: Database = database({ url: inject('databaseUrl'), localEndpoint: inject('neonUrl') })
  const blobs = new Map<string, Uint8Array>()
  const connector = scriptedConnector(outside)
  const deliver = async (rows: readonly OutboxRow[]) => {
    if (outside.deliveryError) throw outside.deliveryError
    outside.delivered.push(...rows)
  }
  const effects: Effects = {
    now: () => outside.now,
    warn: nothing,
    // A failed delivery stays in the outbox, as with the Worker.
    afterCommit: (rows) => db.deliverAndForget(rows, deliver, effects).catch(nothing),
  }
  const ports: Ports = {
    actor: { kind: 'worker', queue: 'test' },
    requestId: randomUUID(),
    log: quiet,
    now: () => outside.now,
    sleep: async () => undefined,
    vault: openVault([{ version: 1, key: new Uint8Array(randomBytes(32)) }]),
    gate: memoryGates(() => outside.now.getTime()).gate,
    blobs: {
      put: async (key, bytes) => void blobs.set(key, new Uint8Array(Buffer.from(bytes as Uint8Array))),
      putAll: async (key, chunks) => {
        const parts: Uint8Array[] = []
        for await (const chunk of chunks) parts.push(chunk)
        blobs.set(key, new Uint8Array(Buffer.concat(parts)))
      },
      get: async (key) => blobs.get(key) ?? null,
      open: async (key, { offset, length } = { offset: 0, length: Infinity }) => {
        const bytes = blobs.get(key)
        return bytes ? new Blob([bytes.slice(offset, offset + length)]).stream() : null
      },
      delete: async (key) => void blobs.delete(key),
      deleteAll: async (prefix) => {
        for (const key of blobs.keys()) if (key.startsWith(prefix)) blobs.delete(key)
      },
    },
    reader: readerOver({ get: async (key) => blobs.get(key) ?? null }),
    platforms: [connector],
    connector: () => connector,
    deliver,
    mail: { send: async (mail) => void outside.mails.push(mail) },
    publicProblem: publicProblem({ resolve: async () => ['93.184.215.14'] }),
    fetchPublic: async () => ({ kind: 'refused', reason: 'This test fetches nothing.' }),
    practice: null,
    billing: null,
    publicUrl: 'https://chorus.example.org',
    webUrl: 'https://app.chorus.example.org',
    operators: ['operator@example.org'],
  }
  const own: WorkspacePorts = {
    ai: offlineAi(),
    images: null,
    credits: unlimitedCredits,
    limits: { most: async () => null },
  }
  const workspace = (workspaceId: string): Ctx => ({
    ...ports,
    ...own,
    workspaceId,
    db: db.scoped({ role: 'chorus_app', workspaceId, userId: null }, effects),
  })
  /** Makes the context of a person of the workspace. */
  const as = (workspaceId: string, userId: string, name = 'Ada'): Ctx => ({
    ...workspace(workspaceId),
    actor: { kind: 'user', id: userId, name },
    db: db.scoped({ role: 'chorus_app', workspaceId, userId }, effects),
  })
  const system: SystemCtx & WorkspacePorts = {
    ...ports,
    ...own,
    db: db.scoped({ role: 'chorus_system' }, effects),
    workers: {},
    enabled: async () => true,
    workspace,
    requeue: async () => undefined,
  }

  async function addDataKey(workspaceId: string) {
    const { wrappedKey, masterKeyVersion } = await ports.vault.newDataKey(workspaceId)
    await asOwner(
      'insert into workspace_keys (workspace_id, wrapped_key, master_key_version) values ($1, $2, $3)',
      [workspaceId, wrappedKey, masterKeyVersion],
    )
    return wrappedKey
  }

  /** Connects one more account, without asking any platform. */
  async function addAccount(workspaceId: string) {
    const accountId = newId()
    const [kept] = await asOwner<{ wrapped_key: string }>(
      'select wrapped_key from workspace_keys where workspace_id = $1',
      [workspaceId],
    )
    const key = kept?.wrapped_key ?? (await addDataKey(workspaceId))
    const binding = { workspaceId, accountId, column: 'credentials' }
    const credentials = await ports.vault.seal(binding, key, '{"accessToken":"1:token-of-a-test"}')
    const externalId = `ext-${accountId}`
    await asOwner(
      `insert into social_accounts (id, workspace_id, platform, external_id, name, credentials) values ($1, $2, 'telegram', $3, 'Channel', $4)`,
      [accountId, workspaceId, externalId, credentials],
    )
    return { accountId, externalId }
  }

  /** Makes a workspace of its own, with an owner and a connected account. */
  async function newWorkspace() {
    const userId = newId()
    await asOwner('insert into users (id, name, email) values ($1, $2, $3)', [
      userId,
      'Ada Owner',
      `${userId}@chorus.test`,
    ])
    const { id } = await createWorkspace(system, userId, { name: 'Rooms' })
    // The job of the starter set, which a test that wants one adds itself.
    await asOwner('delete from outbox where workspace_id = $1', [id])
    outside.delivered = outside.delivered.filter(({ workspaceId }) => workspaceId !== id)
    const ctx = workspace(id)
    const { accountId, externalId } = await addAccount(id)
    return { ctx, workspaceId: id, userId, accountId, externalId }
  }
  return { outside, system, workspace, as, newWorkspace, addAccount }
}

export type Rooms = ReturnType<typeof startRooms>
export type Room = Awaited<ReturnType<Rooms['newWorkspace']>>
