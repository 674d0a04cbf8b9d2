import { type Checkout, here } from './beside/checkout.ts'
import { type OwnPostgres, ownPostgres } from './beside/postgres.ts'
import { type Subject, startSubject } from './beside/subject.ts'
import type { Figure } from './figure.ts'
import { bareJobs } from './q2-graphile.ts'
import { median } from './q5-stage.ts'

const TURNS = 5
/** Enough posts for the processor clock, which counts in hundredths of a second. */
const POSTS: Record<number, number> = { 100: 4_000, 5: 1_000 }
const CONNECTIONS = [4, 1]
const LIMITS = { faster: 2, cpu: 0.4, wal: 0.35, boss: 2, trips: 3 }
const TRIPS_OF = [1, 5, 100, 500]

/** The cost of one post: elapsed time, the server's processor time, its WAL. */
interface Cost {
  ms: number
  cpuUs: number
  walBytes: number
}
type Engine = 'now' | 'then' | 'boss'
type Turn = Partial<Record<Engine, Cost>> & { now: Cost; boss: Cost }

interface Setting {
  batch: number
  connections: number
}

/**
 * Q2: the cost of claiming, the intent and recording the outcome, compared with another commit of this engine and with pg-boss
 * with the same records kept, in turns on one server. Q3: round trips of a batch, counted.
 */
export async function publishingEngine(say: (text: string) => void, beside?: Checkout): Promise<Figure[]> {
  const server = await ownPostgres(say)
  const env = { CHORUS_TEST_DATABASE_URL: server.url }
  const engines = new Map<Engine, Subject>()
  const start = async (engine: Engine, checkout: Checkout, name: string) => {
    const subject = startSubject(checkout, name, env)
    engines.set(engine, subject)
    // One after the other: each makes its database, and the server's roles if they are missing.
    await subject.ask('prepare', { count: 1 })
    await subject.ask('publish', { batch: 1, connections: 1 })
  }
  try {
    await start('now', here, 'posts')
    if (beside) await start('then', beside, 'posts')
    await start('boss', here, 'boss')
    const figures: Figure[] = []
    for (const batch of [100, 5])
      for (const connections of CONNECTIONS) {
        const setting = { batch, connections }
        figures.push(figureOf(setting, await turnsOf(server, engines, setting, say)))
      }
    figures.push(await roundTrips(engines.get('now')))
    const bare = await bareJobs(server.url, POSTS[100] ?? 0)
    for (const figure of figures.slice(0, 2))
      figure.notes.push(
        `The limit, not a promise: graphile-worker takes and deletes bare jobs, with nothing recorded, at ${Math.round(bare)} a second (batches of 100, four connections).`,
      )
    return figures
  } finally {
    for (const subject of engines.values()) await subject.stop()
    await server.stop()
  }
}

async function turnsOf(
  server: OwnPostgres,
  engines: ReadonlyMap<Engine, Subject>,
  setting: Setting,
  say: (text: string) => void,
): Promise<Turn[]> {
  const turns: Turn[] = []
  // The first turn is a warm-up.
  for (let n = 0; n <= TURNS; n++) {
    const costs: Partial<Record<Engine, Cost>> = {}
    for (const [name, subject] of engines) costs[name] = await costOf(server, subject, setting)
    const { now, boss } = costs
    if (!now || !boss) throw new Error('Somebody has published nothing.')
    if (n > 0) turns.push({ ...costs, now, boss })
    say(`batches of ${setting.batch}, ${setting.connections} at once, turn ${n}/${TURNS}: ${told(costs)}`)
  }
  return turns
}

const told = (costs: Partial<Record<Engine, Cost>>) =>
  Object.entries(costs)
    .map(
      ([name, { ms, cpuUs, walBytes }]) =>
        `${name} ${Math.round(1_000 / ms)} a second, ${Math.round(cpuUs)} µs, ${Math.round(walBytes)} B`,
    )
    .join('; ')

async function costOf(server: OwnPostgres, subject: Subject, { batch, connections }: Setting): Promise<Cost> {
  const count = POSTS[batch] ?? 0
  // Write a checkpoint before making the posts: otherwise pages that they touch first would have their images in the WAL.
  await server.checkpoint()
  await subject.ask('prepare', { count, warm: batch })
  const [cpu, wal] = [server.cpuSeconds(), await server.walBytes()]
  const ms = await subject.ask<number>('publish', { batch, connections })
  return {
    ms: ms / count,
    cpuUs: ((server.cpuSeconds() - cpu) * 1e6) / count,
    walBytes: ((await server.walBytes()) - wal) / count,
  }
}

function figureOf({ batch, connections }: Setting, turns: readonly Turn[]): Figure {
  const of = (engine: Engine, pick: (cost: Cost) => number) =>
    median(turns.flatMap((turn) => (turn[engine] ? [pick(turn[engine])] : [])))
  const ratio = (other: Engine, pick: (cost: Cost) => number) =>
    median(turns.flatMap((turn) => (turn[other] ? [pick(turn.now) / pick(turn[other])] : [])))
  const line = (engine: Engine) =>
    `${Math.round(1_000 / of(engine, ({ ms }) => ms))} a second, ${Math.round(of(engine, ({ cpuUs }) => cpuUs))} µs, ${Math.round(of(engine, ({ walBytes }) => walBytes))} B`
  const against = (other: Engine) => ({
    faster: 1 / ratio(other, ({ ms }) => ms),
    cpu: ratio(other, ({ cpuUs }) => cpuUs),
    wal: ratio(other, ({ walBytes }) => walBytes),
  })
  const boss = against('boss')
  const then = turns.some((turn) => turn.then) ? against('then') : undefined
  const ratios = ({ faster, cpu, wal }: ReturnType<typeof against>) =>
    `${faster.toFixed(2)} × posts a second, ${cpu.toFixed(2)} × CPU, ${wal.toFixed(2)} × WAL`
  return {
    id: `Q2 batches of ${batch}, ${connections} ${connections === 1 ? 'connection' : 'connections'}`,
    promise: 'claim, intent and completion of a post',
    limit: `≥ ${LIMITS.faster.toFixed(1)} × posts a second, ≤ ${LIMITS.cpu} × CPU, ≤ ${LIMITS.wal} × WAL of the commit beside; ≥ ${LIMITS.boss} × pg-boss keeping the same records`,
    anchor: `${then ? `the commit beside ${line('then')}; ` : ''}pg-boss with the records ${line('boss')}`,
    measured: `${line('now')}: ${then ? `${ratios(then)} of the commit beside; ` : ''}${ratios(boss)} of pg-boss`,
    holds:
      boss.faster >= LIMITS.boss &&
      (!then || (then.faster >= LIMITS.faster && then.cpu <= LIMITS.cpu && then.wal <= LIMITS.wal)),
    notes: [
      `Median of ${TURNS} turns of ${POSTS[batch]} posts of ten workspaces; CPU is that of the whole server, WAL all of it, on a server of the bench's own.`,
      'A checkpoint before the posts of each turn are written, and one batch for each connection unmeasured after that. No platform is called.',
      ...(then ? [] : ['Without --beside no earlier commit was measured.']),
    ],
    detail: { turns, boss, then },
  }
}

async function roundTrips(subject: Subject | undefined): Promise<Figure> {
  const trips: Record<number, number> = {}
  for (const count of TRIPS_OF) {
    await subject?.ask('prepare', { count })
    trips[count] = (await subject?.ask<number>('trips')) ?? Number.NaN
  }
  return {
    id: 'Q3',
    promise: 'round trips to the database for a batch of posts, whatever its size',
    limit: `≤ ${LIMITS.trips}`,
    anchor:
      'claim all, complete all; and what clears the outbox, where somebody is to be told more than screens',
    measured: Object.entries(trips)
      .map(([size, count]) => `${count} for ${size}`)
      .join(', '),
    holds: Object.values(trips).every((count) => count <= LIMITS.trips),
    notes: ['Counted where the engine asks: a transaction is one trip over HTTP, as the Worker makes it.'],
    detail: { trips },
  }
}
