import type { PostStatus, TargetStatus } from '#core/publishing/schemas.ts'
import { asOwner } from '#test/database.ts'
import type { R2Run } from './r2-run.ts'
import { type PlannedPost, workspacesOf } from './r2-world.ts'

interface StoredTarget {
  id: string
  status: TargetStatus
  external_post_id: string | null
  error: string | null
  fence: number
  /** Number of attempts that have ended, by their runs. */
  attempts: number
}

interface StoredPost {
  id: string
  status: PostStatus
  derived: PostStatus
}

type Note = (what: string, count: number) => void

/** The most attempts with an unknown outcome, as a ratio to those that were made unknowable. */
const UNKNOWN_RATIO = 1.05

/** The least share of attempts without an answer, on readable platforms, that looking must resolve. */
const RESOLVED_SHARE = 0.95

/** The longest time from a claim to the worker's call. */
const CALL_WITHIN_MS = 25_000

/** The longest wait after which a post is published without asking; includes some time for a claim and a call. */
const LATE_MS = 15 * 60_000 + 30_000

/** Lists the differences between a run and “each post once, as it was last written, at its time, or a person is asked”. */
export async function r2Findings(run: R2Run, { skewMs = 0 } = {}): Promise<string[]> {
  const found: string[] = []
  const note: Note = (what, count) => {
    if (count !== 0) found.push(`${what}: ${count}`)
  }
  const workspaces = workspacesOf(run.world)
  await targetsAmiss(run, { workspaces, skewMs }, note)
  await postsAmiss(run, workspaces, note)
  await unknownAmiss(run, workspaces, note)
  lookedAmiss(run, note)
  await stillAmiss(run, workspaces, note)
  await leftovers(run, workspaces, note)
  for (const what of new Set(run.files?.amiss))
    note(what, run.files?.amiss.filter((one) => one === what).length ?? 0)
  note('errors that nobody caused', run.broker.errors.length)
  for (const error of run.broker.errors.slice(0, 3)) found.push(String(error))
  return found
}

async function targetsAmiss(
  { world, platform, decided, givenUp, files }: R2Run,
  { workspaces, skewMs }: { workspaces: string[]; skewMs: number },
  note: Note,
): Promise<void> {
  const rows = await asOwner<StoredTarget>(
    `select a.id, a.status, a.fence, a.external_post_id, a.error, (select count(*)::int from post_runs r
       where r.workspace_id = a.workspace_id and r.target_id = a.id) as attempts
     from scheduled_post_accounts a where a.workspace_id = any($1)`,
    [workspaces],
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  const landed = Map.groupBy(platform.landed, ({ chat, text }) => keyOf(chat, text.replace(/ edited$/, '')))
  const counts = new Map<string, number>()
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1)
  let claimed = 0
  for (const post of world.posts) {
    for (const target of post.targets) {
      const here = landed.get(keyOf(target.channel.chat, post.text.replace(/ edited$/, ''))) ?? []
      claimed += here.length
      const row = byId.get(target.id)
      if (!row) count('targets that are gone')
      else {
        const expected = { ...post, cancelled: post.cancelled || givenUp.has(target.id) }
        for (const what of amiss(expected, row, here, skewMs)) count(what)
      }
      // Steps that went well leave no run.
      if (row && row.fence !== row.attempts && !files?.posts.has(post.id))
        count('attempts that are not each under a fence of their own')
      const late = here.some(({ at }) => at > post.dueAt + LATE_MS)
      if (late && row?.attempts === 1 && !decided.has(`${target.id}/0`))
        count('published late without asking')
    }
  }
  for (const [what, times] of counts) note(what, times)
  note('on the platform from nowhere', platform.landed.length - claimed)
}

/** The reason of a post whose file the platform did not take in, however often it was tried. */
const GIVEN_UP = /(took in the files|Not now)\b.* Tried \d+ times\.$/

/** Yields the faults of a target. Written from the promise, not from the code. */
function* amiss(
  post: PlannedPost,
  row: StoredTarget,
  here: readonly { id: string; text: string; at: number }[],
  skewMs: number,
): Generator<string> {
  if (here.length > 1) yield 'on the platform twice'
  if (here.some(({ text }) => text !== post.text)) yield 'published as it was before the edit'
  if (here.some(({ at }) => at < post.dueAt - skewMs)) yield 'published before its time'
  if (post.cancelled) {
    if (here.length > 0) yield 'published although it was cancelled'
    if (row.status !== 'cancelled') yield `cancelled, and is ${row.status}`
    return
  }
  switch (row.status) {
    case 'sent':
      if (here.length === 0) yield 'said to be published, and is not'
      if (row.external_post_id !== null && here.every(({ id }) => id !== row.external_post_id))
        yield 'recorded under another id'
      return
    case 'failed':
      if (here.length > 0) yield 'said to have failed, and is published'
      else if (!row.error?.includes('not a member') && !GIVEN_UP.test(row.error ?? ''))
        yield `failed without a refusal`
      return
    default:
      yield `left ${row.status}`
  }
}

async function postsAmiss({ world, untold }: R2Run, workspaces: string[], note: Note): Promise<void> {
  const posts = await asOwner<StoredPost>(
    `select p.id, p.status, chorus_post_status(array_agg(a.status), array_agg(a.waiting_reason) filter (where a.status = 'waiting')) as derived
     from scheduled_posts p join scheduled_post_accounts a on a.workspace_id = p.workspace_id and a.scheduled_post_id = p.id
     where p.workspace_id = any($1) group by p.workspace_id, p.id`,
    [workspaces],
  )
  note('posts lost', world.posts.length - posts.length)
  note(
    'posts whose state is not that of their targets',
    posts.filter(({ status, derived }) => status !== derived).length,
  )
  note(
    'recorded, and no screen was told',
    [...untold.values()].reduce((sum, count) => sum + Math.max(0, count), 0),
  )
  const [books] = await asOwner<{ unbooked: number; surplus: number }>(
    `select (select count(*)::int from scheduled_post_accounts a where a.workspace_id = any($1) and a.external_post_id is not null
         and not exists (select from published_posts b where b.workspace_id = a.workspace_id and b.target_id = a.id
           and b.external_post_id = a.external_post_id)) as unbooked,
       (select count(*)::int - count(distinct target_id)::int from published_posts where workspace_id = any($1)) as surplus`,
    [workspaces],
  )
  note('published and not among the published posts', books?.unbooked ?? -1)
  note('published posts booked twice', books?.surplus ?? -1)
}

/** Checks that the machine knows every outcome that was not made unknowable. */
async function unknownAmiss(run: R2Run, workspaces: string[], note: Note): Promise<void> {
  const { unknowable } = run
  const runs = await asOwner<{ attempt: string; status: string }>(
    `select target_id || '/' || fence as attempt, status from post_attempts
     where workspace_id = any($1) and status in ('unknown', 'started')`,
    [workspaces],
  )
  note('attempts that never ended', runs.filter(({ status }) => status === 'started').length)
  const unknown = runs.filter(({ status }) => status === 'unknown')
  const unexplained = unknown.filter(({ attempt }) => !unknowable.has(attempt))
  note('unknown although nothing happened to it', unexplained.length)
  note('declared unknown by a tick although nothing happened to it', run.wronglyUnknown.size)
  note('changed while another was sending it', run.disturbed)
  note('asked twice about one attempt', run.askedTwice)
  if (unknown.length > UNKNOWN_RATIO * unknowable.size)
    note(`unknown, of ${unknowable.size} that were made so`, unknown.length)
}

/** Counts attempts without an answer, where the platform can be read, and those of them that nobody was asked about. */
export function lookedFor({ world, looked, decided }: R2Run): { sought: number; resolved: number } {
  // Attempts beside the same words written by hand cannot be told apart.
  const telling = new Set(
    world.posts.flatMap(({ targets }) =>
      targets
        .filter(({ channel, byHandAt }) => channel.readable && byHandAt === undefined)
        .map(({ id }) => id),
    ),
  )
  const sought = [...looked.keys()].filter((attempt) => telling.has(attempt.split('/', 1)[0] ?? ''))
  return { sought: sought.length, resolved: sought.filter((attempt) => !decided.has(attempt)).length }
}

/** Checks that results of looking are true, and that nearly all are found. */
function lookedAmiss(run: R2Run, note: Note): void {
  const there = new Set(run.platform.landed.map(({ attempt }) => attempt))
  const wrongly = (said: string, arrived: boolean) =>
    [...run.looked].filter(([attempt, verdict]) => verdict === said && there.has(attempt) === arrived).length
  note('said to be published, and that attempt did not arrive', wrongly('sent', false))
  note('said not to be published, and it arrived', wrongly('again', true))
  const { sought, resolved } = lookedFor(run)
  if (resolved < RESOLVED_SHARE * sought)
    note(`asked of a person, of ${sought} that can be looked for`, sought - resolved)
}

/** Checks that a worker that did not publish because it stood still had its batch for longer than a call may wait. */
async function stillAmiss({ hadFor }: R2Run, workspaces: string[], note: Note): Promise<void> {
  const still = await asOwner<{ attempt: string }>(
    `select target_id || '/' || fence as attempt from post_runs
     where workspace_id = any($1) and error like '%stood still%'`,
    [workspaces],
  )
  const moved = still.filter(({ attempt }) => (hadFor.get(attempt) ?? 0) <= CALL_WITHIN_MS)
  note('said to have stood still, and did not', moved.length)
}

async function leftovers({ broker }: R2Run, workspaces: string[], note: Note): Promise<void> {
  const [left] = await asOwner<{ jobs: number; dead: number; open: number }>(
    `select (select count(*)::int from outbox where workspace_id = any($1)) as jobs,
       (select count(*)::int from dead_letters where message_id like $2) as dead,
       (select count(*)::int from publishing_queue where workspace_id = any($1)) as open`,
    [workspaces, `${broker.name}-%`],
  )
  note('jobs left in the outbox', left?.jobs ?? -1)
  note('hints among the dead letters', left?.dead ?? -1)
  note('left in the queue of what is open', left?.open ?? -1)
}

const keyOf = (...parts: string[]) => parts.join(' ')
