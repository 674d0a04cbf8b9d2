import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import type { R2Options } from './r2.ts'
import { type Bug, type Edit, edited, nothing } from './seeded-bug.ts'

/** A bug, with the ticks of the run that shows it, and the share of its posts that have files. */
export type R2Bug = Bug & Pick<R2Options, 'ticks' | 'files'>

/** Makes a statement that finds nothing. */
const noRows = (db: Db) => db.execute(sql`select 1 where false`) as never

/** Makes the product's own statement with a mistake in it. */
function editing(db: Db, ...edits: readonly Edit[]): Db {
  const execute = (query: SQL) => {
    for (const edit of edits) {
      const chunks: unknown[] = query.queryChunks
      const chunk = chunks.filter(isText).find(({ value }) => value.join('').includes(edit[0]))
      const text = chunk?.value.join('') ?? ''
      const changed = edited(text, [edit])
      if (chunk) chunk.value = [changed]
    }
    return db.execute(query)
  }
  return { execute } as unknown as Db
}

const isText = (chunk: unknown): chunk is { value: string[] } =>
  typeof chunk === 'object' && chunk !== null && 'value' in chunk && Array.isArray(chunk.value)

/** The handle of the step that ended last. A patch is made anew at each call, so that it cannot stand in one. */
const latest: { handle: string | null } = { handle: null }

/** Mistakes in publishing, each of which the harness has to find. */
export const r2Bugs: readonly R2Bug[] = [
  {
    name: 'whatever is hinted is claimed, in whatever state it is',
    sql: [
      [
        "(a.status = 'queued' or (a.status = 'waiting' and a.waiting_reason",
        "(a.status <> 'cancelled' or (a.status = 'waiting' and a.waiting_reason",
      ],
    ],
    patches: {},
  },
  {
    name: 'cancelled is not read again',
    sql: [
      [
        "(a.status = 'queued' or (a.status = 'waiting' and a.waiting_reason",
        "(a.status in ('queued', 'cancelled') or (a.status = 'waiting' and a.waiting_reason",
      ],
    ],
    patches: {},
  },
  {
    name: 'a hint that comes too soon is believed',
    sql: [['and a.due_at <= horizon', 'and a.due_at is distinct from horizon']],
    patches: {},
  },
  {
    name: 'the fence is not raised',
    sql: [['fence = a.fence + 1', 'fence = a.fence']],
    patches: {},
  },
  {
    name: 'no intent is written',
    sql: [['started_at = started,', '']],
    patches: {},
  },
  {
    name: 'the lease is shorter than the call',
    patches: {
      targets: (real) => ({
        expireLeases: (db, given) =>
          real.expireLeases(db, { ...given, startedBefore: new Date(given.now.getTime() - 1_000) }),
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
    sql: [['and a.fence = e.fence', '']],
    patches: {},
  },
  {
    name: 'an outcome is recorded over what a person has said since',
    sql: [["(a.status = 'sending' or (e.status = 'sent' and a.status <> 'sent'))", 'true']],
    patches: {},
  },
  {
    name: 'what the platform shows is not booked',
    sql: [["where d.status = 'sent' and d.external_post_id", 'where false and d.external_post_id']],
    patches: {},
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
          real.expireLeases(editing(db, ['and a.started_at <', 'and a.started_at <>']), given),
      }),
    },
  },
  { name: 'nobody ends a lease', patches: { targets: () => ({ expireLeases: nothing }) } },
  {
    name: 'what was tried once is never hinted again',
    patches: {
      targets: (real) => ({
        due: (db, given) =>
          real.due(
            editing(db, ["where a.status <> 'sending'", "where a.attempts = 0 and a.status <> 'sending'"]),
            given,
          ),
      }),
    },
  },
  {
    name: 'late goes out without asking',
    ticks: (minute) => (minute > 1 && minute < 25 ? 0 : 1),
    sql: [['(a.attempts > 0 or', '(true or']],
    patches: { targets: () => ({ markLate: nothing }) },
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
    patches: {
      find: (real) => ({
        judge: (sought, seen) =>
          real.judge(sought, { ...seen, now: new Date(seen.now.getTime() + 3_600_000) }),
      }),
    },
  },
  {
    name: 'whoever finds the lease over writes no run',
    patches: {
      targets: (real) => ({
        expireLeases: (db, given) =>
          real.expireLeases(editing(db, ['      from expired\n', '      from expired where false\n']), given),
      }),
    },
  },
  {
    name: 'a claim takes its target out of the queue',
    sql: [["when status in ('queued', 'sending') or", "when status = 'queued' or"]],
    patches: {},
  },
  {
    name: 'what is put off is not queued anew',
    sql: [['do update set task = excluded.task, at = excluded.at', 'do nothing']],
    patches: {},
  },
  {
    name: 'nobody looks again',
    patches: { targets: () => ({ toLookFor: noRows }) },
  },
  {
    name: 'what the platform has of a file is forgotten, and its parts are sent again from the first',
    files: 0.8,
    patches: {
      preparing: (real) => ({
        complete: (db, { ended, now }) =>
          real.complete(db, { ended: ended.map((one) => ({ ...one, handle: null })), now }),
      }),
    },
  },
  {
    name: 'a file is taken for whole after its first step',
    files: 0.8,
    patches: {
      preparing: (real) => ({
        complete: (db, { ended, now }) =>
          real.complete(db, {
            ended: ended.map((one) =>
              one.handle === null
                ? one
                : { ...one, status: 'queued', waitingReason: null, prepared: true, run: 'success' },
            ),
            now,
          }),
      }),
    },
  },
  {
    name: 'a step goes on from the file of another post',
    files: 0.8,
    patches: {
      preparing: (real) => ({
        complete: (db, { ended, now }) => {
          const kept = ended.map((one) => ({ ...one, handle: one.handle && (latest.handle ?? one.handle) }))
          latest.handle = ended.findLast(({ handle }) => handle !== null)?.handle ?? latest.handle
          return real.complete(db, { ended: kept, now })
        },
      }),
    },
  },
  {
    name: 'a step that broke off is not done again',
    files: 0.8,
    patches: {
      preparing: (real) => ({
        claim: (db, given) =>
          real.claim(db, { ...given, leaseEnd: new Date(given.now.getTime() + 24 * 3_600_000) }),
      }),
    },
  },
]
