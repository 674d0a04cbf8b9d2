import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { invalid, notFound } from '#core/lib/kernel/errors.ts'
import type { CheckedAccount, CreateScheduledPost, ScheduledPost } from '#core/publishing/schemas.ts'
import { contentOf } from '../rules/content.ts'
import { draftChanged, stateAfter, wrongState } from '../rules/refusals.ts'
import {
  DRAFT_STATUSES,
  type Draft,
  type DraftStatus,
  type ScheduleDraftPost,
  type ValidatedDraft,
} from '../schemas.ts'
import * as store from '../store/drafts.ts'
import { changing, selectOnly } from './change.ts'
import { getDraft } from './view.ts'

/** The actions of publishing that drafts need. The door hands them in, since a domain does not call another's actions. */
export interface Publishing {
  /** Measures a text on accounts, each as its platform counts, with why the platform would refuse it. */
  measure(
    ctx: Ctx,
    post: { text: string; mediaIds: readonly string[] },
    accountIds: readonly string[],
  ): Promise<Omit<CheckedAccount, 'warnings'>[]>
  /** Schedules a post; `alongside` is done in the same transaction. */
  schedule(
    ctx: Ctx,
    post: CreateScheduledPost,
    alongside: (tx: Db, postId: string) => Promise<void>,
  ): Promise<ScheduledPost>
  /** Takes a post off its schedule. */
  cancel(ctx: Ctx, postId: string): Promise<unknown>
}

/**
 * Vouches for the text of a draft: it is kept as it is, and judged on each account that it is to go to.
 * @throws not_found, conflict `wrong_state`, invalid where a platform would refuse it
 */
export async function validateDraft(
  ctx: Ctx,
  id: string,
  { accountIds }: { accountIds?: string[] | undefined },
  { measure }: Pick<Publishing, 'measure'>,
): Promise<ValidatedDraft> {
  const { workspaceId } = ctx
  const [[found]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId, id })])
  if (!found) throw notFound('draft')
  stateAfter(found.draft.status, 'validate')
  const goesTo = [...new Set(accountIds ?? found.draft.accountIds)]
  const text = textOf(found)
  const mediaIds = found.draft.attachments.map(({ mediaId }) => mediaId)
  const accounts = await measure(ctx, { text, mediaIds }, goesTo)
  refuse(accounts)
  await changing(ctx, id, async (tx, draft) => {
    const status = stateAfter(draft.status, 'validate')
    if (draft.revision !== found.draft.revision) throw draftChanged()
    await store.update(
      tx,
      { workspaceId, id },
      { status, finalContent: text, accountIds: goesTo, reason: null },
    )
    return { action: 'draft.validate', after: { status, accountIds: goesTo }, cause: 'validate' }
  })
  return { ...(await getDraft(ctx, id)), accounts }
}

function textOf({ draft, hook }: store.LabelledDraft): string {
  const { body, mentions } = draft
  if (body.trim() === '')
    throw invalid('The draft has no body yet.', [{ path: 'body', message: 'Write the body first.' }])
  return contentOf({ hook: hook ?? '', body, mentions })
}

function refuse(accounts: readonly Omit<CheckedAccount, 'warnings'>[]): void {
  const errors = accounts.flatMap((account, index) =>
    account.errors.map(({ message }) => ({ path: `accountIds.${index}`, message })),
  )
  if (errors.length > 0) throw invalid(errors.map(({ message }) => message).join(' '), errors)
}

/**
 * Hands the text that was vouched for to the calendar. The scheduled post and the draft's state are written in one transaction, so that a
 * draft is scheduled once, however often this is asked. @throws not_found, conflict `wrong_state`, invalid
 */
export async function scheduleDraft(
  ctx: Ctx,
  id: string,
  { accountIds, publishAt, publishAtLocal, timezone, status }: ScheduleDraftPost,
  { schedule }: Pick<Publishing, 'schedule'>,
): Promise<Draft> {
  const { workspaceId } = ctx
  const [[found]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId, id })])
  if (!found) throw notFound('draft')
  const { draft } = found
  stateAfter(draft.status, 'schedule')
  const goesTo = [...new Set(accountIds ?? draft.accountIds)]
  if (goesTo.length === 0)
    throw invalid('Choose at least one account.', [
      { path: 'accountIds', message: 'Choose at least one account.' },
    ])
  const post: CreateScheduledPost = {
    text: draft.finalContent ?? '',
    accountIds: goesTo,
    timezone,
    status,
    media: draft.attachments,
    ...(publishAt === undefined ? {} : { publishAt }),
    ...(publishAtLocal === undefined ? {} : { publishAtLocal }),
  }
  await schedule(ctx, post, (tx, postId) => follow(ctx, tx, { id, postId, text: post.text, goesTo }))
  return getDraft(ctx, id)
}

async function follow(
  ctx: Ctx,
  tx: Db,
  { id, postId, text, goesTo }: { id: string; postId: string; text: string; goesTo: string[] },
) {
  const { workspaceId } = ctx
  const [draft] = await store.lock(tx, { workspaceId, id })
  if (!draft) throw notFound('draft')
  const status = stateAfter(draft.status, 'schedule')
  if (draft.finalContent !== text) throw draftChanged()
  await store.update(
    tx,
    { workspaceId, id },
    { status, scheduledPostId: postId, accountIds: goesTo, reason: null },
  )
  await audit.record(tx, ctx, {
    action: 'draft.schedule',
    objectType: 'draft',
    objectId: id,
    before: { status: draft.status },
    after: { status, scheduledPostId: postId },
  })
}

/**
 * Takes a draft back, one state or to an earlier one. One that is scheduled takes its post off the schedule first.
 * @throws not_found, conflict `wrong_state`, or that of a post which is being published
 */
export async function backDraft(
  ctx: Ctx,
  id: string,
  { to }: { to?: DraftStatus | undefined },
  { cancel }: Pick<Publishing, 'cancel'>,
): Promise<Draft> {
  const { workspaceId } = ctx
  const [[found]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId, id })])
  if (!found) throw notFound('draft')
  const wanted = to ?? stateAfter(found.draft.status, 'back')
  if (DRAFT_STATUSES.indexOf(wanted) >= DRAFT_STATUSES.indexOf(found.draft.status))
    throw wrongState(found.draft.status)
  // The end of the post brings the draft back to `validated`, by a trigger.
  if (found.draft.status === 'scheduled' && found.draft.scheduledPostId)
    await cancel(ctx, found.draft.scheduledPostId)
  await changing(ctx, id, async (tx, draft) => {
    let status = draft.status
    while (DRAFT_STATUSES.indexOf(status) > DRAFT_STATUSES.indexOf(wanted))
      status = stateAfter(status, 'back')
    const isEdited = DRAFT_STATUSES.indexOf(status) < DRAFT_STATUSES.indexOf('validated')
    await store.update(
      tx,
      { workspaceId, id },
      { status, reason: null, ...(isEdited ? { finalContent: null, scheduledPostId: null } : {}) },
    )
    if (status === 'hook_gen' || status === 'draft_input')
      await selectOnly(tx, { workspaceId, draftId: id, id: null })
    return { action: 'draft.back', after: { status } }
  })
  return getDraft(ctx, id)
}
