import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { wired } from '#connectors/folder.ts'
import { telegram } from '#connectors/telegram/index.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import type { JobOf } from '#core/lib/kernel/jobs.ts'
import { type OutboxRow, sweepOutbox } from '#core/lib/kernel/outbox.ts'
import type { Connector } from '#core/lib/platform/connector.ts'
import { tickPublishing } from '#core/publishing/actions/tick.ts'
import { hintDelayMs } from '#core/publishing/rules/attempts.ts'
import { asOwner, startRooms } from '#test/database.ts'
import { deadLetters } from '#workers/consumers/dead-letters.ts'
import { publishing } from '#workers/consumers/publishing.ts'
import { database } from '#workers/database.ts'
import { type Abreast, Broker, type Faults } from './broker.ts'
import { type CallFate, SHOWN_WITHIN_MS, startPlatform } from './platform.ts'
import { contextOf, type Process } from './process.ts'
import { Files } from './r2-files.ts'
import { act, decide } from './r2-people.ts'
import { type R2Run, TICK_MS } from './r2-run.ts'
import { watcher } from './r2-watch.ts'
import { connectChannels, plan, type R2Size, schedule, workspacesOf } from './r2-world.ts'
import { type Random, seeded } from './random.ts'
import { readable } from './readable.ts'

/** As in wrangler.toml, except for the batch size: the larger, the more a single death leaves behind. */
const PUBLISHING = { maxBatchSize: 25, maxRetries: 5, retryDelayMs: 30_000, deadLetters: 'dead-letters' }
const DEAD_LETTERS = { maxBatchSize: 100, maxRetries: 100, retryDelayMs: 60_000 }
/** The most minutes after the last post's time: for retries, posts that a person sends again, and frozen processes. */
const LAST_TICKS = 45
/** Minutes of the run between reports. */
const SAID_EVERY = 5
/** Time between two looks of a person at the machine's questions. */
const ASKED_EVERY_MS = 5 * 60_000
const CALL_DEADLINE_MS = 25_000

/** Shares of faulty calls and hints; the others go as they should. */
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
/** On readable platforms: shares of readings that fail, and of posts that are shown later; and the minutes in which nothing can be read. */
const READS = { away: 0.1, shownLater: 0.3, awayFrom: 120_000, awayUntil: 270_000 }

type Consume = (batch: MessageBatch, ctx: SystemCtx) => Promise<void>

export interface R2Options extends Omit<R2Size, 'tag' | 'startAt'> {
  seed: number
  abreast: Abreast
  faults?: Partial<Faults>
  /** Shares of the platform's treatments of calls; the others are done. */
  calls?: readonly (readonly [CallFate, share: number])[]
  /** Share of posts, of those to readable channels, that have a file which the platform takes in ahead; none by default. */
  files?: number
  /** Leaves calls and hints undisturbed. */
  calm?: boolean
  /** Number of ticks in each minute of the run; one by default. */
  ticks?: (minute: number) => number
  /** Difference between the clocks of workers. */
  skewMs?: number
  /** Wraps the consumer: for a bug seeded on purpose. */
  consumer?: (consume: Consume) => Consume
  /** Receives reports of progress. */
  say?: (text: string) => void
}

/** Runs posts through the real hints, claims, calls and completions over the real database, with all faults. */
export async function runR2(options: R2Options): Promise<R2Run> {
  const { seed, abreast, faults, calm = false, skewMs = 0, say, files: withFile = 0, ...size } = options
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
  // Drawn from only where there are files: the other worlds stay as they are.
  const files = withFile > 0 ? new Files(random.fork(), calm) : null
  await files?.give(world.posts, withFile)

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
  const reads = random.fork()
  const platform = await startPlatform({
    now: () => broker.now,
    later: (land) => broker.at(broker.now + calls.int(1_000, CALL_DEADLINE_MS), land),
    shownAfter: () => (!calm && reads.chance(READS.shownLater) ? reads.int(0, SHOWN_WITHIN_MS) : 0),
  })
  const figures = { hints: 0, looks: 0, reads: 0, asked: 0, edits: 0, tooLate: 0 } as R2Run['figures']
  for (const fate of ['done', 'unheard', 'lost', 'late', 'busy', 'down', 'refused'] as const)
    figures[fate] = 0
  const run: R2Run = {
    ...{ tag, world, broker, platform, figures, disturbed: 0, askedTwice: 0, ms: 0 },
    ...{ looked: new Map(), hadFor: new Map(), files },
    ...{ unknowable: new Set(), untold: new Map(), wronglyUnknown: new Set() },
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
  const http = { baseUrl: platform.url, deadlineMs: CALL_DEADLINE_MS }
  // Nothing here counts by credential, and its digest is made outside of the processes' memory.
  const { credentialOf: _, ...unreadable } = wired(telegram, {
    apiUrl: platform.url,
    deadlineMs: CALL_DEADLINE_MS,
    now,
  })
  const connectors: Partial<Record<string, Connector>> = {
    telegram: unreadable,
    mastodon: readable(unreadable, http),
  }
  const receive = async (process: Process, rows: readonly OutboxRow[]) => {
    const jobs: QueuedJob[] = []
    // A change event with a post's id comes from a person or a tick, not from a batch.
    for (const { job, workspaceId } of rows)
      if (job.type === 'feed.changed' && job.id === undefined) watch.told(process, workspaceId)
      else if (
        job.type === 'publishing.hint' ||
        job.type === 'publishing.prepare' ||
        job.type === 'publishing.look'
      )
        jobs.push({ job, workspaceId })
    // Sort jobs that the database gives in no order, so that a replay of the seed has the same order.
    jobs.sort((a, b) => (a.job.targetId < b.job.targetId ? -1 : 1))
    for (const one of jobs) queue({ broker, run, random: hints, calm }, one)
  }
  /** Makes a connector whose calls go wrong. */
  const troubled = (process: Process, { posts }: Connector): Pick<Connector, 'posts'> =>
    posts
      ? {
          posts: {
            ...posts,
            publish: (account, post, intent, handle) =>
              process.step('platform', async () => {
                const fate = calm ? 'done' : fateOf(calls, options.calls ?? CALLS)
                const attempt = `${intent.id}/${intent.fence}`
                figures[fate]++
                if (fate === 'unheard' || fate === 'lost' || fate === 'late') run.unknowable.add(attempt)
                platform.expect(account.externalId, post.text, fate, attempt)
                files?.publish(intent.id, withFiles.has(intent.id), handle)
                return posts.publish(account, post, intent)
              }),
            ...(posts.find && {
              find: (account, since, intent) =>
                process.step('platform', async () => {
                  const minutes = broker.now - startAt
                  const away = minutes >= READS.awayFrom && minutes < READS.awayUntil
                  figures.reads++
                  if (!calm && (reads.chance(READS.away) || away)) platform.fail(account.externalId)
                  return (
                    posts.find?.(account, since, intent) ?? { kind: 'retry', reason: 'It lets nobody look.' }
                  )
                }),
            }),
          },
        }
      : {}
  const withFiles = new Set(
    world.posts.flatMap(({ id, targets }) => (files?.posts.has(id) ? targets.map((one) => one.id) : [])),
  )
  /** Returns the platforms of a process, and on readable ones the taking in of files. */
  const platformsOf = (process: Process): Connector[] => {
    const { mastodon: one } = connectors
    return files && one?.posts
      ? [{ ...one, posts: { ...one.posts, prepare: files.preparation(process, now) } }]
      : []
  }
  const contextFor = (process: Process): SystemCtx => {
    const platforms = platformsOf(process)
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
        platforms,
        connector: (name) => {
          const connector = platforms.find(({ manifest }) => manifest.id === name) ?? connectors[name]
          if (!connector) throw new Error(`Nobody of this run is on ${name}.`)
          return { ...connector, ...troubled(process, connector) }
        },
      },
      now: () => new Date(broker.now + skew),
      log: watch.logOf(process, rooms.system.log),
      receive: (rows) => receive(process, rows),
      onBatch: (one, results) => watch.batch(one, results),
    })
  }
  // These consumers do not use their third argument, the bindings.
  const bare = {} as Env
  const consume: Consume = (batch, ctx) => publishing(batch, ctx, bare)
  const consumed = options.consumer?.(consume) ?? consume
  broker.queue('publishing', PUBLISHING, (batch, process) => {
    process.onMishap = (kind) => watch.mishap(process, kind)
    watch.start(process)
    return consumed(batch, contextFor(process))
  })
  broker.queue('dead-letters', DEAD_LETTERS, (batch, process) =>
    deadLetters(batch, contextFor(process), bare),
  )

  const lastMinute = Math.ceil((world.lastDueAt - startAt) / TICK_MS) + LAST_TICKS
  const lastTickAt = startAt + lastMinute * TICK_MS
  const tickAt = (minute: number): void =>
    broker.at(startAt + minute * TICK_MS, async () => {
      if (say && minute % SAID_EVERY === 0) say(progress(run, targets, performance.now() - began))
      // Further ticks change nothing when everything has ended; frozen processes go on all the same.
      if (broker.now > world.lastDueAt && (await allEnded(run))) return
      if (minute < lastMinute) tickAt(minute + 1)
      for (let n = 0; n < (options.ticks?.(minute) ?? 1); n++)
        await broker.start(`tick/${minute}.${n}`, (process) => tick(contextFor(process)))
    })
  tickAt(0)
  for (let at = startAt + ASKED_EVERY_MS; at < lastTickAt; at += ASKED_EVERY_MS)
    broker.at(at, () => broker.startCalm('person', (process) => decide(run, people, contextFor(process))))
  for (const post of world.posts) {
    for (const { channel, byHandAt } of post.targets)
      if (byHandAt !== undefined) broker.at(byHandAt, () => platform.writeByHand(channel.chat, post.text))
    if (post.act)
      broker.at(post.act.at, () =>
        broker.startCalm('person', (process) => act(run, post, contextFor(process))),
      )
  }
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

/** Tests whether every target has reached a final state, and every job has left. */
async function allEnded({ world }: R2Run): Promise<boolean> {
  const [open] = await asOwner<{ targets: boolean; jobs: boolean }>(
    `select exists (select from scheduled_post_accounts where workspace_id = any($1)
         and status not in ('sent', 'failed', 'cancelled')) as targets,
       exists (select from outbox where workspace_id = any($1)) as jobs`,
    [workspacesOf(world)],
  )
  return open?.targets === false && open.jobs === false
}

function progress({ world, broker, platform, figures, looked }: R2Run, targets: number, ms: number): string {
  const minutes = (at: number) => Math.round((at - broker.startedAt) / TICK_MS)
  return `R2: minute ${minutes(broker.now)} of about ${minutes(world.lastDueAt) + 10}: ${platform.landed.length} of ${targets} on the platform, ${looked.size} looked for, ${figures.asked} asked; ${Math.round(ms / 1000)} s`
}

/** A job on the publisher's queue. */
interface QueuedJob {
  job: JobOf<'publishing.hint'> | JobOf<'publishing.prepare'> | JobOf<'publishing.look'>
  workspaceId: string
}

interface Queueing {
  broker: Broker
  run: R2Run
  random: Random
  calm: boolean
}

/** Queues a job with faults: lost, doubled, held back too little or too long. */
function queue({ broker, run, random, calm }: Queueing, body: QueuedJob): void {
  const { job } = body
  const now = new Date(broker.now)
  if (job.type !== 'publishing.prepare') run.figures[job.type === 'publishing.hint' ? 'hints' : 'looks']++
  const heldBackMs =
    job.type === 'publishing.hint'
      ? hintDelayMs(new Date(job.dueAt), now)
      : Math.max(0, Date.parse(job.at) - broker.now)
  const delayMs = Math.ceil(heldBackMs / 1_000) * 1_000
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
