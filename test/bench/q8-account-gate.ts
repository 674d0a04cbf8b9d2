import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Quota, Reservation, Reserved } from '#core/lib/platform/quota.ts'
import { seeded } from '../chaos/random.ts'
import { Arrivals } from '../gate/arrivals.ts'
import type { Figure } from './figure.ts'
import { type Running, startWorker } from './workerd.ts'

const ARRIVALS = Number(process.env.CHORUS_Q8_ARRIVALS ?? 1_000_000)
const BATCH_MAX = 9
/** Rates of losing a call or its answer, and of evicting an object before a call: far more than a year of production would see. */
const FAULTS = { loss: 0.000_5, eviction: 0.005 }
const ADMITTED_AT_LEAST = 0.999

/**
 * Q8: arrivals at the gate's own objects, with evictions and lost answers, each call checked against the platforms' own
 * rules by an oracle that shares no code with the gate; then the real object under workerd, which is killed in between.
 */
export async function accountGateExactness(say: (text: string) => void): Promise<Figure> {
  const arrivals = new Arrivals(seeded(8), FAULTS)
  const { found } = arrivals
  say(`${ARRIVALS} arrivals at the gate’s objects`)
  for (let next = ARRIVALS / 5; found.arrivals < ARRIVALS; ) {
    await arrivals.batch(BATCH_MAX)
    if (found.arrivals < next) continue
    say(
      `${found.arrivals}: ${found.admitted} admitted, ${found.over} too many, ${found.missed} held back for nothing`,
    )
    next += ARRIVALS / 5
  }
  await arrivals.pass(4 * 60_000)
  const leaks = await arrivals.differences()
  const share = found.admitted / (found.admitted + found.missed)
  say('the real object under workerd, killed twice on the way')
  const real = await realObject()
  const whole = found.over === 0 && leaks.length === 0 && share >= ADMITTED_AT_LEAST
  const batches = found.calls === found.batches
  return {
    id: 'Q8',
    promise: 'Account gate: nothing over-admitted against the platforms’ own rules; one call for a batch',
    limit: `0 too many, ≥ ${100 * ADMITTED_AT_LEAST} % of what the rules admit, 1 call a batch`,
    anchor:
      'the rules as an oracle: rolling, fixed by the hour and by the day of a zone, distinct, weighted, shared',
    measured: `${found.over} too many and ${leaks.length} leaks in ${found.arrivals} arrivals (${found.evictions} evictions, ${found.lost} answers lost for good); ${(100 * share).toFixed(3)} % admitted; ${(found.calls / found.batches).toFixed(2)} calls a batch. workerd: ${real.over} too many in ${real.arrivals}, ${(100 * real.share).toFixed(2)} %`,
    holds: whole && batches && real.over === 0 && real.share >= ADMITTED_AT_LEAST,
    notes: [
      `The first part runs the gate’s objects over a storage in memory that copies what is put and ends an object’s life in the middle of a call; at most ${found.mostRows} rows in one object.`,
      'Time is generated: the oracle counts a call when it is granted. What a call takes to the platform is in neither side (decision 11).',
      'Repetitions after a lost answer are not counted as calls of a batch. A batch under a shared credential is one more call, between the two objects.',
      'Under workerd the windows are an hour long, so that what is admitted in the run is one number for each budget.',
    ],
    detail: { found, leaks, real },
  }
}

const LIMITS = { credential: 2_000, account: 900, members: 40 }
const CONCURRENT = 8
const BATCHES = 900

/** Lets three accounts under one credential ask for more than there is, several at once, while the process is killed. */
async function realObject() {
  const work = mkdtempSync(join(tmpdir(), 'chorus-bench-'))
  process.once('exit', () => rmSync(work, { recursive: true, force: true }))
  const config = join(work, 'wrangler.toml')
  writeFileSync(
    config,
    `name = "gate"
main = ${JSON.stringify(resolve('test/bench/q8-gate-worker.ts'))}
compatibility_date = "2026-11-01"
compatibility_flags = ["nodejs_compat"]
[[durable_objects.bindings]]
name = "ACCOUNT_GATE"
class_name = "AccountGate"
[[migrations]]
tag = "v1"
new_sqlite_classes = ["AccountGate"]
`,
  )
  const start = () => startWorker(['-c', config, '--persist-to', join(work, 'state')], 4503)
  let worker: Promise<Running> = start()
  await worker
  const random = seeded(88)
  const granted = {
    credential: 0,
    account: new Map<string, number>(),
    members: new Map<string, Set<string>>(),
  }
  let sent = 0
  let arrivals = 0
  const callers = Array.from({ length: CONCURRENT }, async () => {
    while (sent++ < BATCHES) {
      const account = random.pick(['a', 'b', 'c'])
      const requests = Array.from({ length: random.int(1, 8) }, () => anyRequest(random.next()))
      arrivals += requests.length
      const answers = await insist(async () =>
        ask((await worker).url, { at: { account, credential: 'c' }, requests }),
      )
      for (const [n, answer] of answers.entries()) {
        const request = requests[n]
        if (!answer.ok || !request) continue
        granted.credential++
        granted.account.set(account, (granted.account.get(account) ?? 0) + 1)
        const member = request.quotas.find(({ kind }) => kind === 'distinct')?.member
        const members = granted.members.get(account) ?? new Set()
        if (member) members.add(member)
        granted.members.set(account, members)
      }
    }
  })
  const restarts = (async () => {
    for (const after of [BATCHES / 3, (BATCHES * 2) / 3]) {
      while (sent < after) await new Promise((done) => setTimeout(done, 20))
      const running = await worker
      worker = running.stop().then(start)
      await worker
    }
  })()
  await Promise.all([...callers, restarts])
  await (await worker).stop()
  const perAccount = [...granted.account.values()]
  const perMembers = [...granted.members.values()].map(({ size }) => size)
  const over =
    Math.max(0, granted.credential - LIMITS.credential) +
    perAccount.reduce((sum, count) => sum + Math.max(0, count - LIMITS.account), 0) +
    perMembers.reduce((sum, count) => sum + Math.max(0, count - LIMITS.members), 0)
  // The requests exceed the shared budget, so the rules admit exactly that budget.
  return { arrivals, over, share: granted.credential / LIMITS.credential, perAccount, perMembers }
}

const HOUR = 3_600_000

function anyRequest(chance: number): Reservation {
  const quotas: Quota[] = [
    { key: 'app', scope: 'credential', limit: LIMITS.credential, windowMs: HOUR },
    { key: 'calls', limit: LIMITS.account, windowMs: HOUR },
  ]
  const tag: Quota = { key: 'tags', kind: 'distinct', limit: LIMITS.members, windowMs: HOUR }
  const member = `étiquette ${Math.floor(chance * 1_000) % 60}`
  return { id: randomUUID(), quotas: chance < 0.1 ? [...quotas, { ...tag, member }] : quotas }
}

async function ask(url: string, body: unknown): Promise<Reserved[]> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`The gate answered ${response.status}.`)
  return (await response.json()) as Reserved[]
}

/** Repeats a call that was lost with the process, under the same ids: it gets the same places. */
async function insist<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call()
    } catch (error) {
      if (tries > 200) throw error
      await new Promise((done) => setTimeout(done, 100))
    }
  }
}
