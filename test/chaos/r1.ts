import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import type { SystemCtx } from '#core/lib/context.ts'
import { newId } from '#core/lib/ids.ts'
import type { Log } from '#core/lib/log.ts'
import { type OutboxRow, sweepOutbox } from '#core/lib/outbox.ts'
import { sweepEvents } from '#core/operations/actions/ingest.ts'
import { asOwner, startRooms } from '#test/database.ts'
import { appliers } from '#workers/appliers.ts'
import { deadLetters } from '#workers/consumers/dead-letters.ts'
import { webhooks } from '#workers/consumers/webhooks.ts'
import { database } from '#workers/database.ts'
import { type Abreast, Broker, type Faults } from './broker.ts'
import { metaDoor } from './door.ts'
import { contextOf, type Process } from './process.ts'
import { seeded } from './random.ts'
import { type Account, type World, worldOf } from './world.ts'

/** As wrangler.toml has them. */
const WEBHOOKS = { maxBatchSize: 100, maxRetries: 5, retryDelayMs: 10_000, deadLetters: 'dead-letters' }
const DEAD_LETTERS = { maxBatchSize: 100, maxRetries: 100, retryDelayMs: 60_000 }
const TICK_MS = 60_000
/** After the last delivery there are so many more ticks: the longest any sweep waits is well within. */
const LAST_TICKS = 20
const DOOR_DOWN = 0.01
const DOOR_AGAIN_MS = 20_000

type Consume = (batch: MessageBatch, ctx: SystemCtx) => Promise<void>

export interface R1Options {
  seed: number
  deliveries: number
  abreast: Abreast
  faults?: Partial<Faults>
  /** What stands around the consumer: for a bug seeded on purpose. */
  consumer?: (consume: Consume) => Consume
  /** Hears how far it is. */
  say?: (text: string) => void
}

export interface R1Run {
  tag: string
  world: World
  accounts: readonly Account[]
  broker: Broker
  /** Jobs that arrived. */
  jobs: OutboxRow[]
  /** How often an update was put off, by its id. */
  putOff: Map<string, number>
  /** Forged requests that were let in, and genuine ones that were not. */
  wrongAtTheDoor: number
  poisonous: number
}

const nothing = () => undefined

/** One world of deliveries through the real door, the real consumers and the real database, with everything going wrong. */
export async function runR1({ seed, deliveries, abreast, faults, consumer, say }: R1Options): Promise<R1Run> {
  const random = seeded(seed)
  const tag = `chaos-${randomUUID().slice(0, 8)}`
  const rooms = startRooms()
  const accounts = await connect(rooms, tag)
  const startAt = Date.now()
  const world = worldOf(random.fork(), accounts, { deliveries, tag, startAt, newId })
  await insertSent(world)

  const lastAt = Math.max(...world.arrivals.map(({ at }) => at))
  const broker = new Broker({
    random: random.fork(),
    faults: {
      redelivered: 0.02,
      window: 40,
      broken: 0.004,
      kills: 30,
      killsWithinMs: (lastAt - startAt) / 8,
      ...faults,
    },
    abreast,
    startAt,
  })
  const run: R1Run = {
    tag,
    world,
    accounts,
    broker,
    jobs: [],
    putOff: new Map(),
    wrongAtTheDoor: 0,
    poisonous: 2,
  }

  const db = database({ url: inject('databaseUrl'), localEndpoint: inject('neonUrl') })
  const contextFor = (process: Process) =>
    contextOf(process, {
      database: db,
      base: rooms.system,
      now: () => new Date(broker.now),
      log: noting(run.putOff),
      receive: async (rows) => void run.jobs.push(...rows),
    })
  // The consumers take their third argument, the bindings, only where they need one: these do not.
  const bare = {} as Env
  const consume: Consume = (batch, ctx) => webhooks(batch, ctx, bare)
  const consumed = consumer ? consumer(consume) : consume
  broker.queue('webhooks', WEBHOOKS, (batch, process) => consumed(batch, contextFor(process)))
  broker.queue('dead-letters', DEAD_LETTERS, (batch, process) =>
    deadLetters(batch, contextFor(process), bare),
  )

  const behind = { down: false }
  const post = metaDoor({
    send: async (body) => {
      if (behind.down) throw new Error('The queue is away.')
      broker.send('webhooks', body)
    },
    put: (key, bytes) => rooms.system.blobs.put(key, bytes),
  })
  const doors = random.fork()
  const arrive = async (body: string, forged: boolean) => {
    behind.down = doors.chance(DOOR_DOWN)
    const status = await post(body, { forged })
    if (status !== (forged ? 401 : behind.down ? 500 : 200)) run.wrongAtTheDoor++
    if (status === 500) broker.at(broker.now + DOOR_AGAIN_MS, () => arrive(body, forged))
  }
  const tenth = Math.ceil(world.arrivals.length / 10)
  let arrived = 0
  for (const { at, body, forged } of world.arrivals)
    broker.at(at, () => {
      if (++arrived % tenth === 0) say?.(`${arrived} of ${world.arrivals.length} deliveries`)
      return arrive(body, forged)
    })
  for (let n = 0; n < run.poisonous; n++)
    broker.at(startAt + n * 50, () => broker.send('webhooks', poison(`${tag}/gone/${n}`, startAt)))
  const ticks = Math.ceil((lastAt - startAt) / TICK_MS) + LAST_TICKS
  for (let n = 1; n <= ticks; n++) {
    broker.at(startAt + n * TICK_MS, () => broker.start(`tick/${n}`, (process) => sweep(contextFor(process))))
  }
  await broker.run()
  return run
}

async function sweep(ctx: SystemCtx): Promise<void> {
  await sweepOutbox(ctx)
  await sweepEvents(ctx, appliers)
}

/** Its body has vanished from the blob store: no consumer will ever read it. */
const poison = (objectName: string, at: number) => ({
  source: 'meta',
  account: null,
  receivedAt: new Date(at).toISOString(),
  bytes: null,
  objectName,
})

function noting(putOff: Map<string, number>): Log {
  const log: Log = {
    info: nothing,
    warn: nothing,
    error: (event, fields) => {
      const id = fields?.eventId
      if (event === 'webhook.event_failed' && typeof id === 'string')
        putOff.set(id, (putOff.get(id) ?? 0) + 1)
    },
    with: () => log,
  }
  return log
}

/** Two workspaces with two numbers each, and one with one. */
async function connect(rooms: ReturnType<typeof startRooms>, tag: string): Promise<Account[]> {
  const accounts: Account[] = []
  for (const numbers of [2, 2, 1]) {
    const { workspaceId } = await rooms.newWorkspace()
    // Who is answered is another matter; here nobody is.
    await asOwner('update ai_rules set ai_control_enabled = false where workspace_id = $1', [workspaceId])
    for (let n = 0; n < numbers; n++) {
      const account = { workspaceId, accountId: newId(), phoneNumberId: `${tag}.${accounts.length}` }
      await asOwner(
        `insert into social_accounts (id, workspace_id, platform, external_id, name, credentials) values ($1, $2, 'whatsapp', $3, 'Number', '')`,
        [account.accountId, workspaceId, account.phoneNumberId],
      )
      accounts.push(account)
    }
  }
  return accounts
}

/** Messages of ours that were on their way when the run began, each in a conversation of its own. */
async function insertSent({ sent }: World): Promise<void> {
  const rows = sent.map(({ account, id, known, platformMessageId }) => ({
    id,
    workspace_id: account.workspaceId,
    account_id: account.accountId,
    customer_id: newId(),
    conversation_id: newId(),
    platform_message_id: known === 'sent' ? platformMessageId : null,
    status: known,
  }))
  const json = [JSON.stringify(rows)]
  const shape = `jsonb_to_recordset($1::jsonb) as r(id uuid, workspace_id uuid, account_id uuid, customer_id uuid,
    conversation_id uuid, platform_message_id text, status text)`
  await asOwner(
    `insert into customers (id, workspace_id) select customer_id, workspace_id from ${shape}`,
    json,
  )
  await asOwner(
    `insert into conversations (id, workspace_id, account_id, customer_id, platform, recipient, last_message_at)
     select conversation_id, workspace_id, account_id, customer_id, 'whatsapp', '33600000000', now() from ${shape}`,
    json,
  )
  await asOwner(
    `insert into conversation_messages (id, workspace_id, conversation_id, direction, author, platform_message_id, message_type, text, status, sent_at)
     select id, workspace_id, conversation_id, 'outbound', 'person', platform_message_id, 'text', 'On its way', status, now() from ${shape}`,
    json,
  )
}
