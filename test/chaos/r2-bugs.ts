import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'
import { nothing } from './r1-bugs.ts'
import type { R2Options } from './r2.ts'
import type { Bug } from './seeded-bug.ts'

/** In a run whose ticks come so, in which so much goes wrong. */
export type R2Bug = Bug &
  Pick<R2Options, 'ticks' | 'faults'> & {
    /** The world of seed 7 that has found it before, tried first. */
    world?: number
  }

type Edit = readonly [find: string, instead: string]

/** A statement that finds nothing. */
const noRows = (db: Db) => db.execute(sql`select 1 where false`) as never

/** The product's own statement with something in it as somebody might have written it. */
function editing(db: Db, ...edits: readonly Edit[]): Db {
  const execute = (query: SQL) => {
    for (const [find, instead] of edits) {
      const chunks: unknown[] = query.queryChunks
      const chunk = chunks.filter(isText).find(({ value }) => value.join('').includes(find))
      if (!chunk) throw new Error(`The statement does not say this any more: ${find}`)
      chunk.value = [chunk.value.join('').replace(find, instead)]
    }
    return db.execute(query)
  }
  return { execute } as unknown as Db
}

const isText = (chunk: unknown): chunk is { value: string[] } =>
  typeof chunk === 'object' && chunk !== null && 'value' in chunk && Array.isArray(chunk.value)

/** Mistakes in publishing, each of which the harness has to find. */
export const r2Bugs: readonly R2Bug[] = [
  {
    name: 'whatever is hinted is claimed, in whatever state it is',
    patches: {
      targets: (real) => ({
        claim: (db, given) =>
          real.claim(editing(db, ["(a.status = 'queued' or", "(a.status <> 'cancelled' or"]), given),
      }),
    },
  },
  {
    name: 'cancelled is not read again',
    patches: {
      targets: (real) => ({
        claim: (db, given) =>
          real.claim(
            editing(db, ["(a.status = 'queued' or", "(a.status in ('queued', 'cancelled') or"]),
            given,
          ),
      }),
    },
  },
  {
    name: 'a hint that comes too soon is believed',
    world: 2,
    patches: {
      targets: (real) => ({
        claim: (db, given) =>
          real.claim(editing(db, ['and a.due_at <=', 'and a.due_at is distinct from']), given),
      }),
    },
  },
  {
    name: 'the fence is not raised',
    patches: {
      targets: (real) => ({
        claim: (db, given) =>
          real.claim(
            editing(
              db,
              ['fence = a.fence + 1', 'fence = a.fence'],
              [' from claimed\n', ' from claimed on conflict do nothing\n'],
            ),
            given,
          ),
      }),
    },
  },
  {
    name: 'no intent is written',
    patches: {
      targets: (real) => ({
        claim: (db, given) =>
          real.claim(editing(db, [' from claimed\n', ' from claimed where false\n']), given),
      }),
    },
  },
  {
    name: 'the lease is shorter than the call',
    patches: {
      targets: (real) => ({
        claim: (db, given) => real.claim(db, { ...given, leaseUntil: new Date(given.now.getTime() + 1_000) }),
      }),
    },
  },
  {
    name: 'the clock is read once: who stood still calls all the same',
    patches: {
      publish: (real) => ({
        publishHinted: (ctx, hints) => {
          const now = ctx.now()
          return real.publishHinted({ ...ctx, now: () => now }, hints)
        },
      }),
    },
  },
  {
    name: 'no fence: whoever has the id records',
    patches: {
      targets: (real) => ({
        complete: (db, given) => real.complete(editing(db, ['and a.fence = e.fence', '']), given),
      }),
    },
  },
  {
    name: 'an outcome is recorded over what a person has said since',
    patches: {
      targets: (real) => ({
        complete: (db, given) =>
          real.complete(
            editing(db, ["(a.status = 'sending' or (e.status = 'sent' and a.status <> 'sent'))", 'true']),
            given,
          ),
      }),
    },
  },
  {
    name: 'what the platform shows is not booked',
    patches: {
      targets: (real) => ({
        complete: (db, given) =>
          real.complete(editing(db, ["where d.status = 'sent'", 'where false']), given),
      }),
    },
  },
  {
    name: 'unknown is tried again blindly',
    patches: {
      retry: (real) => ({
        settle: (outcome, attempts, now, jitter) =>
          real.settle(
            outcome.kind === 'unknown' ? { kind: 'retry', reason: outcome.reason } : outcome,
            attempts,
            now,
            jitter,
          ),
      }),
    },
  },
  {
    name: 'no answer is taken for a refusal',
    patches: {
      http: () => ({ unansweredWrite: ({ reason }) => ({ kind: 'retry', reason }) }),
    },
  },
  {
    name: 'a refusal for now is taken for no answer',
    patches: {
      retry: (real) => ({
        settle: (outcome, attempts, now, jitter) =>
          real.settle(
            outcome.kind === 'limited' ? { kind: 'unknown', reason: 'Busy.' } : outcome,
            attempts,
            now,
            jitter,
          ),
      }),
    },
  },
  {
    name: 'a lease that has ended is queued again',
    patches: {
      targets: (real) => ({
        expireLeases: (db, given) =>
          real.expireLeases(editing(db, ["set status = 'unknown'", "set status = 'queued'"]), given),
      }),
    },
  },
  {
    name: 'leases end early: whatever is being sent has stopped',
    patches: {
      targets: (real) => ({
        expireLeases: (db, given) =>
          real.expireLeases(editing(db, ['and lease_until <', 'and created_at <>']), given),
      }),
    },
  },
  { name: 'nobody ends a lease', patches: { targets: () => ({ expireLeases: nothing }) } },
  {
    name: 'what was tried once is never hinted again',
    patches: {
      targets: (real) => ({
        due: (db, given) => real.due(editing(db, ['where (', 'where a.attempts = 0 and (']), given),
      }),
    },
  },
  {
    name: 'late goes out without asking',
    ticks: (minute) => (minute > 1 && minute < 25 ? 0 : 1),
    patches: {
      targets: (real) => ({
        markLate: nothing,
        claim: (db, given) => real.claim(editing(db, ['a.attempts > 0 or', 'true or']), given),
      }),
    },
  },
  {
    name: 'whoever waits for its second is said to have stood still',
    patches: {
      publish: (real) => ({
        publishHinted: (ctx, hints) => {
          let first = true
          const now = () => {
            const at = ctx.now().getTime()
            const taken = new Date(first ? at - 24_000 : at)
            first = false
            return taken
          }
          return real.publishHinted({ ...ctx, now }, hints)
        },
      }),
    },
  },
  {
    name: 'any post of its words is taken for ours, however old it is',
    patches: {
      find: (real) => ({
        judge: (sought, seen) =>
          real.judge({ ...sought, startedAt: new Date(sought.startedAt.getTime() - 120_000) }, seen),
      }),
    },
  },
  {
    name: 'what is not shown at once is believed never to have arrived',
    world: 2,
    patches: {
      find: (real) => ({
        judge: (sought, seen) =>
          real.judge(sought, { ...seen, now: new Date(seen.now.getTime() + 3_600_000) }),
      }),
    },
  },
  {
    name: 'nobody looks again',
    patches: { targets: () => ({ toLookFor: noRows }) },
  },
  {
    name: 'jobs are not kept in the transaction that causes them',
    // A delivery has to be lost for it.
    faults: { broken: 0.1 },
    patches: { outbox: () => ({ insert: (db) => db.execute(sql`select 1`) as never }) },
  },
]
