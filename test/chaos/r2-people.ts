import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { AppError } from '#core/lib/kernel/errors.ts'
import { cancelPost, updatePost } from '#core/publishing/actions/posts.ts'
import { resolveTarget } from '#core/publishing/actions/targets.ts'
import { asOwner } from '#test/database.ts'
import { type R2Run, TICK_MS } from './r2-run.ts'
import { type PlannedPost, workspacesOf } from './r2-world.ts'
import type { Random } from './random.ts'

/** A person asks the platform this long after an attempt: by then late calls have landed. */
const ASK_AFTER_MS = 90_000
/** Share of unsent posts that a person gives up; the others they send again. */
const GIVEN_UP = 0.25

/** Lets a person change their mind around the post's time. The result must match the answer they get. */
export async function act({ figures }: R2Run, post: PlannedPost, system: SystemCtx): Promise<void> {
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
    // It is being published already, and the answer says so.
    if (!(error instanceof AppError) || error.code !== 'already_publishing') throw error
    figures.tooLate++
  }
}

/** Lets a person look on the platform for results that the machine cannot find, and report them; late posts they let go out. */
export async function decide(run: R2Run, people: Random, system: SystemCtx): Promise<void> {
  const before = new Date(run.broker.now - ASK_AFTER_MS).toISOString()
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
     where a.workspace_id = any($2) and ((a.status = 'unknown' and a.look_at is null and r.started_at < $1)
       or (a.status = 'waiting' and a.waiting_reason = 'late')) order by a.id`,
    [before, workspacesOf(run.world)],
  )
  const seen = new Set(run.platform.landed.map(({ chat, text }) => `${chat} ${text}`))
  const texts = new Map(run.world.posts.map((post) => [post.id, post.text]))
  for (const { workspace_id, post_id, id, attempt, chat } of waiting) {
    run.figures.asked++
    const there = seen.has(`${chat} ${texts.get(post_id)}`)
    const outcome = there ? 'sent' : people.chance(GIVEN_UP) ? 'cancelled' : 'send_again'
    try {
      await resolveTarget(system.workspace(workspace_id), post_id, id, { outcome })
    } catch (error) {
      // The worker that stood still has recorded it meanwhile, and the person is told so.
      if (!(error instanceof AppError) || error.code !== 'not_resolvable') throw error
      run.figures.tooLate++
      continue
    }
    if (run.decided.has(attempt)) run.askedTwice++
    run.decided.add(attempt)
    if (outcome === 'cancelled') run.givenUp.add(id)
  }
}
