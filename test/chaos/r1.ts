import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { sweepConversations } from '#core/inbox/actions/threads.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { type OutboxRow, sweepOutbox } from '#core/lib/kernel/outbox.ts'
import { sweepEvents } from '#core/operations/actions/ingest.ts'
import { asOwner, startRooms } from '#test/database.ts'
import { deadLetters } from '#workers/consumers/dead-letters.ts'
import { webhooks } from '#workers/consumers/webhooks.ts'
import { database } from '#workers/database.ts'
import { type Abreast, Broker, type Faults } from './broker.ts'
import { metaDoor, QueueAway } from './door.ts'
import { contextOf, type Process } from './process.ts'
import { seeded } from './random.ts'
import { type Account, REFUSED_ONCE, TOLD_AFTER_MS, type World, worldOf } from './world.ts'

/** As in wrangler.toml. */
const WEBHOOKS = { maxBatchSize: 100, maxRetries: 5, retryDelayMs: 10_000, deadLetters: 'dead-letters' }
const DEAD_LETTERS = { maxBatchSize: 100, maxRetries: 100, retryDelayMs: 60_000 }
const TICK_MS = 60_000
/** Number of ticks after the last delivery: more than the longest wait of any sweep. */
const LAST_TICKS = 20
const DOOR_DOWN = 0.01
const DOOR_AGAIN_MS = 20_000
/** Time from the first receipt until we hear of a late id. */
const HEARD_MS = { min: 1_000, max: 60_000 }

type Consume = (batch: MessageBatch, ctx: SystemCtx) => Promise<void>

export interface R1Options {
  seed: number
  deliveries: number
  abreast: Abreast
  faults?: Partial<Faults>
  /** Wraps the consumer: for a bug seeded on purpose. */
  consumer?: (consume: Consume) => Consume
  /** Receives reports of progress. */
  say?: (text: string) => void
}

export interface R1Run {
  tag: string
  world: World
  accounts: readonly Account[]
  broker: Broker
  /** Jobs that arrived. */
  jobs: OutboxRow[]
  /** Forged requests that were accepted, and genuine ones that were refused. */
  wrongAtTheDoor: number
  poisonous: number
}

/** Runs a world of deliveries through the real door, the real consumers and the real database, with all faults. */
export async function runR1({ seed, deliveries, abreast, faults, consumer, say }: R1Options): Promise<R1Run> {
  const random = seeded(seed)
  const tag = `chaos-${randomUUID().slice(0, 8)}`
  const rooms = startRooms()
  const accounts = await connect(rooms, tag)
  const startAt = Date.now()
  const world = worldOf(random.fork(), accounts, { deliveries, tag, startAt, newId })
  await insertSent(world)
  await refuseOnce()

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
    wrongAtTheDoor: 0,
    poisonous: 2,
  }

  const db = database({ url: inject('databaseUrl'), localEndpoint: inject('neonUrl') })
  const contextFor = (process: Process) =>
    contextOf(process, {
      database: db,
      base: rooms.system,
      now: () => new Date(broker.now),
      log: rooms.system.log,
      receive: async (rows) => void run.jobs.push(...rows),
    })
  // These consumers do not use their third argument, the bindings.
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
      if (behind.down) throw new QueueAway('The queue is away.')
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
  for (const { id, known, platformMessageId, receipts } of world.sent) {
    if (known !== 'late') continue
    const [first] = receipts
    const heardAt = (first ? first.at + TOLD_AFTER_MS : startAt) + random.int(HEARD_MS.min, HEARD_MS.max)
    broker.at(heardAt, () => hearOf(id, platformMessageId))
  }
  const ticks = Math.ceil((lastAt - startAt) / TICK_MS) + LAST_TICKS
  for (let n = 1; n <= ticks; n++) {
    broker.at(startAt + n * TICK_MS, () => broker.start(`tick/${n}`, (process) => sweep(contextFor(process))))
  }
  await broker.run()
  return run
}

async function sweep(ctx: SystemCtx): Promise<void> {
  await sweepOutbox(ctx)
  await sweepEvents(ctx)
  await sweepConversations(ctx)
}

/** A message whose body has vanished from the blob store: no consumer will ever read it. */
const poison = (objectName: string, at: number) => ({
  source: 'meta',
  account: null,
  receivedAt: new Date(at).toISOString(),
  bytes: null,
  objectName,
})

/** Connects two workspaces with two numbers each, and one with one. */
async function connect(rooms: ReturnType<typeof startRooms>, tag: string): Promise<Account[]> {
  const accounts: Account[] = []
  for (const numbers of [2, 2, 1]) {
    const { workspaceId } = await rooms.newWorkspace()
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

/** Inserts messages of ours that were on their way when the run began, each in a conversation of its own. */
async function insertSent({ sent }: World): Promise<void> {
  const rows = sent.map(({ account, id, known, platformMessageId }) => ({
    id,
    workspace_id: account.workspaceId,
    account_id: account.accountId,
    customer_id: newId(),
    conversation_id: newId(),
    platform_message_id: known === 'sent' ? platformMessageId : null,
    status: known === 'late' ? 'sending' : known,
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

/** Records the platform's answer to a send, as its sender does. */
const hearOf = async (id: string, platformMessageId: string) =>
  void (await asOwner(
    `update conversation_messages set status = 'sent', platform_message_id = $2 where id = $1 and status = 'sending'`,
    [id, platformMessageId],
  ))

/** Makes the database refuse some messages until their update is tried a second time. */
const refuseOnce = () =>
  asOwner(`
    create or replace function chaos_refuse_once() returns trigger language plpgsql as $$
    begin
      if not exists (select from webhook_events e where e.workspace_id = new.workspace_id
        and e.dedupe_key like '%:' || new.platform_message_id and e.attempts > 1) then raise exception 'Refused once.'; end if;
      return new;
    end $$;
    create or replace trigger chaos_refuse_once before insert on conversation_messages
      for each row when (new.text like '%${REFUSED_ONCE}') execute function chaos_refuse_once()`)
