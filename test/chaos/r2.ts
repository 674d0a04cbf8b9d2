import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { platformHttp } from '#connectors/http.ts'
import { telegram } from '#connectors/telegram/index.ts'
import type { Connector } from '#core/lib/connector.ts'
import type { SystemCtx } from '#core/lib/context.ts'
import { AppError } from '#core/lib/errors.ts'
import type { JobOf } from '#core/lib/jobs.ts'
import { type OutboxRow, sweepOutbox } from '#core/lib/outbox.ts'
import { cancelPost, updatePost } from '#core/publishing/actions/posts.ts'
import { resolveTarget } from '#core/publishing/actions/targets.ts'
import { tickPublishing } from '#core/publishing/actions/tick.ts'
import { hintDelayMs } from '#core/publishing/rules.ts'
import { asOwner, startRooms } from '#test/database.ts'
import { deadLetters } from '#workers/consumers/dead-letters.ts'
import { publishing } from '#workers/consumers/publishing.ts'
import { database } from '#workers/database.ts'
import { type Abreast, Broker, type Faults } from './broker.ts'
import { type CallFate, type Platform, startPlatform } from './platform.ts'
import { contextOf, type Process } from './process.ts'
import { connectChannels, type PlannedPost, plan, type R2Size, type R2World, schedule } from './r2-world.ts'
import { type Random, seeded } from './random.ts'

/** As wrangler.toml has them, but for the size of a batch: the larger, the more a single death leaves behind. */
const PUBLISHING = { maxBatchSize: 25, maxRetries: 5, retryDelayMs: 30_000, deadLetters: 'dead-letters' }
const DEAD_LETTERS = { maxBatchSize: 100, maxRetries: 100, retryDelayMs: 60_000 }
export const TICK_MS = 60_000
/** After the last post's time there are so many more: retries, what a person sends again, and what froze meanwhile. */
const LAST_TICKS = 45
/** A person looks this often at what the machine could not know, and this long after it was tried. */
const LOOK_EVERY_MS = 5 * 60_000
const LOOK_AFTER_MS = 90_000
const CALL_DEADLINE_MS = 25_000

/** Shares of calls and of hints; what is left of them goes as it should. */
const CALLS: NonNullable<R2Options['calls']> = [
  ['unheard', 0.02],
  ['lost', 0.01],
  ['late', 0.01],
  ['busy', 0.01],
  ['down', 0.01],
  ['refused', 0.005],
]
const HINTS = { lost: 0.05, doubled: 0.1, early: 0.03, late: 0.05, lateWithinMs: 90_000 }
const GATE_BUSY = 0.005
/** Of what did not go out a person sends most again, and lets some be. */
const GIVEN_UP = 0.25

type Consume = (batch: MessageBatch, ctx: SystemCtx) => Promise<void>

export interface R2Options extends Omit<R2Size, 'tag' | 'startAt'> {
  seed: number
  abreast: Abreast
  faults?: Partial<Faults>
  /** Shares of what the platform does with calls; what is left of them is done. */
  calls?: readonly (readonly [CallFate, share: number])[]
  /** Undisturbed calls and hints. */
  calm?: boolean
  /** The minutes of the run at which a tick comes, each perhaps several times; all of them once unless told otherwise. */
  ticks?: (minute: number) => number
  /** How far the clocks of workers are apart. */
  skewMs?: number
  /** The connector as another platform would have it, such as one that can be read back. */
  connector?: (real: Connector, platform: Platform) => Connector
  /** What stands around the consumer: for a bug seeded on purpose. */
  consumer?: (consume: Consume) => Consume
  /** Hears how far it is. */
  say?: (text: string) => void
}

export interface R2Run {
  tag: string
  world: R2World
  broker: Broker
  platform: Platform
  figures: Record<CallFate | 'hints' | 'asked' | 'edits' | 'tooLate', number>
  /** Attempts whose outcome was made unknowable, as `<target>/<fence>`. */
  unknowable: Set<string>
  /** Posts of which the open screens were told that they had changed. */
  announced: Set<string>
  /** Targets whose fate a person has decided, as `<target>/<fence>`, and those of them that they gave up. */
  decided: Set<string>
  givenUp: Set<string>
  /** Attempts that a tick declared unknown although nothing had happened to them. */
  wronglyUnknown: Set<string>
  /** How often a process that had stood still changed what another was sending. */
  disturbed: number
  /** How often a person was asked twice about the same attempt. */
  askedTwice: number
  ms: number
}

/** Posts through the real hints, claims, calls and completions over the real database, with everything going wrong. */
export async function runR2(options: R2Options): Promise<R2Run> {
  const { seed, abreast, faults, calm = false, skewMs = 0, say, ...size } = options
  const { targets } = size
  const began = performance.now()
  const random = seeded(seed)
  const tag = `r2-${randomUUID().slice(0, 8)}`
  const rooms = startRooms()
  const startAt = Math.ceil(Date.now() / TICK_MS) * TICK_MS
  rooms.outside.now = new Date(startAt)
  const channels = await connectChannels(rooms, tag)
  const world = plan(random.fork(), channels, { ...size, tag, startAt })
  await schedule(world)

  const broker = new Broker({
    random: random.fork(),
    faults: {
      redelivered: calm ? 0 : 0.02,
      window: 20,
      broken: calm ? 0 : 0.002,
      kills: calm ? 0 : Math.ceil(targets / 400),
      killsWithinMs: world.lastDueAt - startAt,
      frozen: calm ? 0 : 0.001,
      ...faults,
    },
    abreast,
    startAt,
  })
  const calls = random.fork()
  const platform = await startPlatform(
    () => broker.now,
    (land) => broker.at(broker.now + calls.int(1_000, CALL_DEADLINE_MS), land),
  )
  const figures = { hints: 0, asked: 0, edits: 0, tooLate: 0 } as R2Run['figures']
  for (const fate of ['done', 'unheard', 'lost', 'late', 'busy', 'down', 'refused'] as const)
    figures[fate] = 0
  const run: R2Run = {
    ...{ tag, world, broker, platform, figures, disturbed: 0, askedTwice: 0, ms: 0 },
    ...{ unknowable: new Set(), announced: new Set(), wronglyUnknown: new Set() },
    ...{ decided: new Set(), givenUp: new Set() },
  }

  const db = database({ url: inject('databaseUrl'), localEndpoint: inject('neonUrl') })
  const watch = watcher(run)
  broker.onFreeze = (process) => watch.freeze(process)
  const skews = random.fork()
  const gates = random.fork()
  const hints = random.fork()
  const people = random.fork()
  const now = () => new Date(broker.now)
  const real = telegram({ http: platformHttp({ baseUrl: platform.url, deadlineMs: CALL_DEADLINE_MS }), now })
  // Nobody here counts by credential, and its digest is made outside of the processes' memory.
  const { credentialOf: _, ...connector } = options.connector?.(real, platform) ?? real
  const receive = async (rows: readonly OutboxRow[]) => {
    for (const { job, workspaceId } of rows)
      if (job.type === 'feed.changed' && job.id !== undefined) run.announced.add(job.id)
      else if (job.type === 'publishing.hint')
        hint({ broker, run, random: hints, calm }, { job, workspaceId })
  }
  const contextFor = (process: Process): SystemCtx => {
    const skew = skewMs === 0 ? 0 : skews.int(-skewMs, skewMs)
    const { vault } = rooms.system
    return contextOf(process, {
      database: db,
      base: {
        ...rooms.system,
        sleep: (ms) => process.sleep(ms),
        vault: { ...vault, open: (...given) => process.track(() => vault.open(...given)) },
        gate: {
          ...rooms.system.gate,
          reserve: (_at, requests) =>
            process.step('gate', async () => {
              const busy = !calm && gates.chance(GATE_BUSY)
              const until = broker.now + 10_000
              return requests.map(() =>
                busy ? { ok: false, until, scope: 'account', key: 'chat' } : { ok: true },
              )
            }),
        },
        connector: () => ({
          ...connector,
          publish: (account, post, intent) =>
            process.step('platform', async () => {
              const fate = calm ? 'done' : fateOf(calls, options.calls ?? CALLS)
              figures[fate]++
              if (fate === 'unheard' || fate === 'lost' || fate === 'late')
                run.unknowable.add(`${intent.id}/${intent.fence}`)
              platform.expect(account.externalId, post.text, fate)
              const outcome = await connector.publish?.(account, post, intent)
              if (!outcome) throw new Error('The connector publishes nothing.')
              return outcome
            }),
        }),
      },
      now: () => new Date(broker.now + skew),
      log: rooms.system.log,
      receive,
      onBatch: (one, results) => watch.batch(one, results),
    })
  }
  // The consumers take their third argument, the bindings, only where they need one: these do not.
  const bare = {} as Env
  const consume: Consume = (batch, ctx) => publishing(batch, ctx, bare)
  const consumed = options.consumer?.(consume) ?? consume
  broker.queue('publishing', PUBLISHING, (batch, process) => {
    process.onMishap = () => watch.unknowable(process)
    return consumed(batch, contextFor(process))
  })
  broker.queue('dead-letters', DEAD_LETTERS, (batch, process) =>
    deadLetters(batch, contextFor(process), bare),
  )

  const minutes = Math.ceil((world.lastDueAt - startAt) / TICK_MS) + LAST_TICKS
  for (let minute = 0; minute <= minutes; minute++) {
    const times = options.ticks?.(minute) ?? 1
    for (let n = 0; n < times; n++)
      broker.at(startAt + minute * TICK_MS, () => {
        if (minute % 10 === 0 && n === 0)
          say?.(`minute ${minute} of ${minutes}: ${platform.landed.length} on the platform`)
        return broker.start(`tick/${minute}.${n}`, (process) => tick(contextFor(process)))
      })
  }
  for (let at = startAt + LOOK_EVERY_MS; at < startAt + minutes * TICK_MS; at += LOOK_EVERY_MS)
    broker.at(at, () => broker.startCalm('person', (process) => look(run, people, contextFor(process))))
  for (const post of world.posts)
    if (post.act)
      broker.at(post.act.at, () =>
        broker.startCalm('person', (process) => act(run, post, contextFor(process))),
      )
  try {
    await broker.run()
  } finally {
    await platform.close()
  }
  run.ms = Math.round(performance.now() - began)
  return run
}

async function tick(ctx: SystemCtx): Promise<void> {
  await tickPublishing(ctx)
  await sweepOutbox(ctx)
}

interface Hinting {
  broker: Broker
  run: R2Run
  random: Random
  calm: boolean
}

/** A hint on its way to its queue: lost, doubled, held back too little or too long. */
function hint(
  { broker, run, random, calm }: Hinting,
  body: { job: JobOf<'publishing.hint'>; workspaceId: string },
): void {
  run.figures.hints++
  const delayMs = Math.ceil(hintDelayMs(new Date(body.job.dueAt), new Date(broker.now)) / 1_000) * 1_000
  if (!calm && random.chance(HINTS.lost)) return
  const times = !calm && random.chance(HINTS.doubled) ? 2 : 1
  for (let n = 0; n < times; n++) {
    if (calm) broker.send('publishing', body, delayMs)
    else if (random.chance(HINTS.early)) broker.send('publishing', body)
    else if (random.chance(HINTS.late))
      broker.send('publishing', body, delayMs + random.int(0, HINTS.lateWithinMs))
    else broker.send('publishing', body, delayMs)
  }
}

function fateOf(random: Random, shares: NonNullable<R2Options['calls']>): CallFate {
  let at = random.next()
  for (const [fate, share] of shares) {
    if (at < share) return fate
    at -= share
  }
  return 'done'
}

interface Attempt {
  target: string
  fence: number
}

/** Which attempts each process has begun and not yet recorded: those are lost with it. */
function watcher(run: R2Run) {
  const begun = new Map<Process, Attempt[]>()
  const frozen = new Set<Process>()
  const others = (process: Process, target: string) =>
    [...begun].some(
      ([other, own]) => other !== process && !other.dead && own.some((one) => one.target === target),
    )
  return {
    async batch(process: Process, results: readonly unknown[]) {
      if (process.name.startsWith('tick')) return void (await this.atTick())
      const claimed = results.flatMap(claimedIn)
      const before = begun.get(process) ?? []
      // The trip after a claim's is the one that records what came of it.
      if (claimed.length > 0) begun.set(process, claimed)
      else begun.delete(process)
      // What stood still before its claim holds leases that have ended already.
      if (frozen.has(process)) this.unknowable(process)
      const again = new Set(claimed.map(({ target }) => target))
      run.broker.thaw((other) => begun.get(other)?.some(({ target }) => again.has(target)) ?? false)
      if (!frozen.has(process) || claimed.length > 0) return
      const contested = before.filter(({ target }) => others(process, target)).map(({ target }) => target)
      if (contested.length > 0) run.disturbed += await notBeingSent(contested)
    },
    /** What a tick has just declared unknown must be what nobody can know. */
    async atTick() {
      for (const attempt of await unknownNow(run))
        if (!run.unknowable.has(attempt)) run.wronglyUnknown.add(attempt)
    },
    unknowable(process: Process) {
      for (const { target, fence } of begun.get(process) ?? []) run.unknowable.add(`${target}/${fence}`)
    },
    freeze(process: Process) {
      frozen.add(process)
      this.unknowable(process)
    },
  }
}

/** How many of those that somebody is sending are no longer being sent, as the rows have it. */
async function notBeingSent(targets: string[]): Promise<number> {
  const rows = await asOwner(
    `select id from scheduled_post_accounts where id = any($1) and status not in ('sending', 'unknown')`,
    [targets],
  )
  return rows.length
}

async function unknownNow({ world }: R2Run): Promise<string[]> {
  const rows = await asOwner<{ attempt: string }>(
    `select id || '/' || fence as attempt from scheduled_post_accounts where status = 'unknown' and workspace_id = any($1)`,
    [[...new Set(world.channels.map(({ workspaceId }) => workspaceId))]],
  )
  return rows.map(({ attempt }) => attempt)
}

const claimedRows = (result: unknown): Record<string, unknown>[] =>
  typeof result === 'object' && result !== null && 'rows' in result && Array.isArray(result.rows)
    ? result.rows
    : []

const claimedIn = (result: unknown): Attempt[] =>
  claimedRows(result).flatMap(({ target_id, fence }) =>
    typeof target_id === 'string' && typeof fence === 'number' ? [{ target: target_id, fence }] : [],
  )

/** A person changes their mind around the post's time. What they are told is what must come of it. */
async function act({ figures }: R2Run, post: PlannedPost, system: SystemCtx): Promise<void> {
  const ctx = system.workspace(post.workspaceId)
  try {
    if (post.act?.kind === 'cancel') {
      await cancelPost(ctx, post.id)
      post.cancelled = true
    } else if (post.act?.kind === 'edit') {
      await updatePost(ctx, post.id, { text: `${post.text} edited` })
      post.text = `${post.text} edited`
    } else {
      const dueAt = post.dueAt + 3 * TICK_MS
      await updatePost(ctx, post.id, { publishAt: new Date(dueAt).toISOString() })
      post.dueAt = dueAt
    }
    figures.edits++
  } catch (error) {
    // It is being published, and they are told so.
    if (!(error instanceof AppError) || error.code !== 'already_publishing') throw error
    figures.tooLate++
  }
}

/** A person looks on the platform for what the machine could not know and says what they see; what is late they let go out. */
async function look(run: R2Run, people: Random, system: SystemCtx): Promise<void> {
  const before = new Date(run.broker.now - LOOK_AFTER_MS).toISOString()
  const waiting = await asOwner<{
    workspace_id: string
    post_id: string
    id: string
    attempt: string
    chat: string
  }>(
    `select a.workspace_id, a.scheduled_post_id as post_id, a.id, a.id || '/' || a.fence as attempt, s.external_id as chat
     from scheduled_post_accounts a
     join social_accounts s on s.workspace_id = a.workspace_id and s.id = a.account_id
     left join post_runs r on r.workspace_id = a.workspace_id and r.target_id = a.id and r.fence = a.fence
     where a.workspace_id = any($2) and ((a.status = 'unknown' and r.started_at < $1)
       or (a.status = 'waiting' and a.waiting_reason = 'late')) order by a.id`,
    [before, [...new Set(run.world.channels.map(({ workspaceId }) => workspaceId))]],
  )
  const seen = new Set(run.platform.landed.map(({ chat, text }) => `${chat} ${text}`))
  const texts = new Map(run.world.posts.map((post) => [post.id, post.text]))
  for (const { workspace_id, post_id, id, attempt, chat } of waiting) {
    run.figures.asked++
    if (run.decided.has(attempt)) run.askedTwice++
    run.decided.add(attempt)
    const there = seen.has(`${chat} ${texts.get(post_id)}`)
    const outcome = there ? 'sent' : people.chance(GIVEN_UP) ? 'cancelled' : 'send_again'
    if (outcome === 'cancelled') run.givenUp.add(id)
    await resolveTarget(system.workspace(workspace_id), post_id, id, { outcome })
  }
}
