import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'
import { nothing } from './r1-bugs.ts'
import type { R2Options } from './r2.ts'
import type { Bug } from './seeded-bug.ts'

/** `ticks`: in a run whose ticks come so. */
export type R2Bug = Bug & Pick<R2Options, 'ticks'>

type Edit = readonly [find: string, instead: string]

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
    name: 'jobs are not kept in the transaction that causes them',
    patches: { outbox: () => ({ insert: (db) => db.execute(sql`select 1`) as never }) },
  },
]
