import { Logger, makeWorkerUtils, run as runGraphile } from 'graphile-worker'
import { PgBoss } from 'pg-boss'
import { newId } from '#core/lib/ids.ts'
import type { JobOf } from '#core/lib/jobs.ts'
import { publishHinted } from '#core/publishing/actions/publish.ts'
import type { Figure } from './figure.ts'
import { openPublisher, type Publisher } from './q2-publisher.ts'
import { median, openStage, type Stage, timed } from './q5-stage.ts'

const TURNS = 5
const JOBS = 4_000
const BATCH = 100
/** Fewer of those that come one by one, and the time of as many. */
const SAME_JOBS = 1_000
/** Side by side: as many as the two queues have of their own. */
const WORKERS = 4
const LIMITS = { graphile: 0.8, pgBoss: 2 }
const MOST_TRIPS = 3

/** `same`: graphile-worker brings one post after the other to the work that ours does in batches. */
type Engine = 'ours' | 'graphile' | 'pgBoss' | 'same'

/**
 * Q2: what claiming, writing the intent and recording the outcome cost, beside two queues that live in Postgres too and do
 * less: neither keeps a record of an attempt, nor the state of what it belongs to. Q3: round trips of a batch, counted.
 */
export async function publishingEngine(say: (text: string) => void): Promise<Figure[]> {
  const stage = await openStage(say)
  const publishers = await Promise.all(Array.from({ length: WORKERS }, () => openPublisher(stage.loginUrl)))
  const boss = new PgBoss({
    connectionString: stage.ownerUrl,
    max: WORKERS,
    supervise: false,
    schedule: false,
  })
  try {
    await boss.start()
    await boss.createQueue('bench')
    const accounts = await newAccounts(stage)
    const engines: Record<Engine, () => Promise<number>> = {
      ours: () => ours(stage, publishers, accounts),
      graphile: () => graphile(stage, JOBS, async () => undefined),
      pgBoss: () => pgBoss(boss),
      same: () => sameByGraphile(stage, publishers, accounts),
    }
    const names = Object.keys(engines) as Engine[]
    say(`warming up: ${JOBS} jobs each`)
    for (const name of names) await engines[name]()
    const turns: Record<Engine, number>[] = []
    for (let n = 1; n <= TURNS; n++) {
      const turn = { ours: 0, graphile: 0, pgBoss: 0, same: 0 }
      for (const name of names) turn[name] = await engines[name]()
      turns.push(turn)
      say(
        `turn ${n}/${TURNS}: ${names.map((name) => `${name} ${perSecond(turn[name])}`).join(', ')} a second`,
      )
    }
    const trips = await tripsOf(stage, publishers[0], accounts)
    return [speed(turns), sameWork(turns), roundTrips(trips)]
  } finally {
    await boss.stop({ graceful: false })
    await Promise.all(publishers.map((publisher) => publisher.close()))
    await stage.close()
  }
}

function speed(turns: readonly Record<Engine, number>[]): Figure {
  const ratioTo = (name: Engine) => median(turns.map((turn) => turn[name] / turn.ours))
  const medianOf = (name: Engine) => perSecond(median(turns.map((turn) => turn[name])))
  const [toGraphile, toBoss] = [ratioTo('graphile'), ratioTo('pgBoss')]
  return {
    id: 'Q2',
    promise:
      'claim, intent and completion of posts in batches of 100, beside job queues in the same Postgres',
    limit: `≥ ${LIMITS.graphile} × graphile-worker (batched), ≥ ${LIMITS.pgBoss} × pg-boss (batch 100)`,
    anchor: `graphile-worker ${medianOf('graphile')}, pg-boss ${medianOf('pgBoss')} jobs a second`,
    measured: `${toGraphile.toFixed(2)} × graphile-worker, ${toBoss.toFixed(2)} × pg-boss; ${medianOf('ours')} posts a second`,
    holds: toGraphile >= LIMITS.graphile && toBoss >= LIMITS.pgBoss,
    notes: [
      `Median of ${TURNS} turns of ${JOBS}; ${WORKERS} connections each, nothing done in between.`,
      'Counted in on our side alone: row-level security, the run of each attempt, the published post, the state of each post from its targets, the wake-up call of the screens and its removal from the outbox: some seven rows a post, where graphile-worker writes two.',
      'Counted out on the side of graphile-worker: its start, its first fetch and its last completion.',
    ],
    detail: { turns, toGraphile, toBoss },
  }
}

/** Q2 as whoever publishes with such a queue would have it: the same records kept, a job for each post. */
function sameWork(turns: readonly Record<Engine, number>[]): Figure {
  const ratio = median(turns.map((turn) => turn.same / turn.ours))
  return {
    id: 'Q2 same',
    promise: 'the same work, records and all, as jobs of graphile-worker',
    limit: `≥ ${LIMITS.graphile} ×`,
    anchor: `${perSecond(median(turns.map((turn) => turn.same)))} posts a second by graphile-worker`,
    measured: `${ratio.toFixed(2)} ×; ${perSecond(median(turns.map((turn) => turn.ours)))} posts a second`,
    holds: ratio >= LIMITS.graphile,
    notes: ['Its jobs come one by one, so that each pays for its own transactions: what batches are for.'],
    detail: { ratio },
  }
}

const roundTrips = (trips: Record<number, number>): Figure => ({
  id: 'Q3',
  promise: 'round trips to the database for a batch of posts, whatever its size',
  limit: `≤ ${MOST_TRIPS}`,
  anchor: 'claim all, complete all, clear the outbox',
  measured: Object.entries(trips)
    .map(([size, count]) => `${count} for ${size}`)
    .join(', '),
  holds: Object.values(trips).every((count) => count <= MOST_TRIPS),
  notes: ['Counted where the engine asks: a transaction is one trip over HTTP, as the Worker makes it.'],
  detail: { trips },
})

const perSecond = (ms: number) => Math.round(JOBS / (ms / 1_000))

export interface Account {
  workspaceId: string
  accountId: string
}

export async function newAccounts(stage: Stage): Promise<Account[]> {
  const accounts: Account[] = []
  for (let n = 0; n < 10; n++) {
    const account = { workspaceId: await stage.newWorkspace(), accountId: newId() }
    await asSystem(
      stage,
      `insert into social_accounts (id, workspace_id, platform, external_id, name, credentials) values ($1, $2, 'telegram', $3, 'Bench', '')`,
      [account.accountId, account.workspaceId, `@bench_${n}`],
    )
    accounts.push(account)
  }
  return accounts
}

/** Posts that are due now, as hints. */
export async function schedule(stage: Stage, accounts: readonly Account[], count: number) {
  const dueAt = new Date().toISOString()
  const rows = Array.from({ length: count }, (_, n) => {
    const account = accounts[n % accounts.length]
    return {
      post_id: newId(),
      target_id: newId(),
      workspace_id: account?.workspaceId,
      account_id: account?.accountId,
    }
  })
  const values = [JSON.stringify(rows), dueAt]
  const shape =
    'jsonb_to_recordset($1::jsonb) as r(post_id uuid, target_id uuid, workspace_id uuid, account_id uuid)'
  await asSystem(
    stage,
    `insert into scheduled_posts (id, workspace_id, text, publish_at, timezone) select post_id, workspace_id, 'Bench', $2::timestamptz, 'UTC' from ${shape}`,
    values,
  )
  await asSystem(
    stage,
    `insert into scheduled_post_accounts (id, workspace_id, scheduled_post_id, account_id, due_at)
     select target_id, workspace_id, post_id, account_id, $2::timestamptz from ${shape}`,
    values,
  )
  await stage.owner.query('analyze scheduled_posts, scheduled_post_accounts, post_runs, published_posts')
  return rows.map(
    ({ target_id }): JobOf<'publishing.hint'> => ({
      type: 'publishing.hint',
      targetId: target_id,
      version: 1,
      dueAt,
    }),
  )
}

export async function asSystem({ owner }: Stage, sql: string, values: readonly unknown[]): Promise<void> {
  await owner.query('begin')
  await owner.query('set local role chorus_system')
  await owner.query(sql, [...values])
  await owner.query('commit')
}

/** Milliseconds for all of them. */
async function ours(
  stage: Stage,
  publishers: readonly Publisher[],
  accounts: readonly Account[],
): Promise<number> {
  const hints = await schedule(stage, accounts, JOBS)
  const batches = Array.from({ length: JOBS / BATCH }, (_, n) => hints.slice(n * BATCH, (n + 1) * BATCH))
  const ms = await timed(() =>
    Promise.all(
      publishers.map(async ({ ctx }) => {
        for (let batch = batches.pop(); batch; batch = batches.pop()) await publishHinted(ctx, batch)
      }),
    ),
  )
  const { rows } = await stage.owner.query<{ sent: string }>(
    `select count(*) as sent from scheduled_post_accounts where id = any($1) and status = 'sent'`,
    [hints.map(({ targetId }) => targetId)],
  )
  if (Number(rows[0]?.sent) !== JOBS) throw new Error(`Of ${JOBS} posts ${rows[0]?.sent} are sent.`)
  return ms
}

async function sameByGraphile(
  stage: Stage,
  publishers: readonly Publisher[],
  accounts: readonly Account[],
): Promise<number> {
  const hints = await schedule(stage, accounts, SAME_JOBS)
  const free = [...publishers]
  const waiting: ((publisher: Publisher) => void)[] = []
  const publish = async () => {
    const publisher = free.pop() ?? (await new Promise<Publisher>((resolve) => waiting.push(resolve)))
    const hint = hints.pop()
    if (!hint) throw new Error('There are more jobs than posts.')
    await publishHinted(publisher.ctx, [hint])
    const next = waiting.shift()
    if (next) next(publisher)
    else free.push(publisher)
  }
  return (await graphile(stage, SAME_JOBS, publish)) * (JOBS / SAME_JOBS)
}

async function graphile(
  { owner, ownerUrl }: Stage,
  jobs: number,
  work: () => Promise<void>,
): Promise<number> {
  let done = 0
  let startedAt = 0
  let finish: () => void = () => undefined
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  const bench = async () => {
    startedAt ||= performance.now()
    await work()
    if (++done === jobs) finish()
  }
  const options = {
    connectionString: ownerUrl,
    logger: silent,
    noHandleSignals: true,
    parsedCronItems: [],
    taskList: { bench },
    preset: {
      worker: {
        concurrentJobs: BATCH,
        maxPoolSize: WORKERS,
        pollInterval: 100,
        localQueue: { size: 5 * BATCH },
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
  }
  const utils = await makeWorkerUtils(options)
  await utils.addJobs(Array.from({ length: jobs }, () => ({ identifier: 'bench', payload: {} })))
  await utils.release()
  const runner = await runGraphile(options)
  await finished
  const ms = performance.now() - startedAt
  await runner.stop()
  const { rows } = await owner.query<{ left: string }>(
    'select count(*) as left from graphile_worker._private_jobs',
  )
  if (rows[0]?.left !== '0') throw new Error(`graphile-worker left ${rows[0]?.left} jobs.`)
  return ms
}

const silent = new Logger(() => () => undefined)

async function pgBoss(boss: PgBoss): Promise<number> {
  await boss.insert(
    'bench',
    Array.from({ length: JOBS }, () => ({ data: {} })),
  )
  let done = 0
  const ms = await timed(() =>
    Promise.all(
      Array.from({ length: WORKERS }, async () => {
        for (;;) {
          const jobs = await boss.fetch('bench', { batchSize: BATCH })
          if (jobs.length === 0) return
          await boss.complete(
            'bench',
            jobs.map(({ id }) => id),
          )
          done += jobs.length
        }
      }),
    ),
  )
  if (done !== JOBS) throw new Error(`pg-boss did ${done} of ${JOBS} jobs.`)
  return ms
}

/** Trips for batches of several sizes. */
async function tripsOf(
  stage: Stage,
  publisher: Publisher | undefined,
  accounts: readonly Account[],
): Promise<Record<number, number>> {
  if (!publisher) throw new Error('Nobody publishes.')
  const trips: Record<number, number> = {}
  for (const size of [1, 5, BATCH, 5 * BATCH]) {
    const hints = await schedule(stage, accounts, size)
    const before = publisher.trips()
    await publishHinted(publisher.ctx, hints)
    trips[size] = publisher.trips() - before
  }
  return trips
}
