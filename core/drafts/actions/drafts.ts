import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { draftChanged, stateAfter, wrongState } from '../rules/refusals.ts'
import { isOpen } from '../rules/states.ts'
import type { CreateDraft, Draft, NewSource, UpdateDraft } from '../schemas.ts'
import * as store from '../store/drafts.ts'
import * as sourceStore from '../store/sources.ts'
import { changing, naming } from './change.ts'
import { type MadeSource, readSource } from './sources.ts'
import { getDraft } from './view.ts'

const UNTITLED = '…'
export const DEFAULT_LANGUAGE = 'en'

/** The languages of drafts. For a source in another language a person chooses one. */
export const written = (language: string | null | undefined) =>
  language === 'en' || language === 'fr' || language === 'es' ? language : undefined

/**
 * Begins a draft, with its source if one is named; `also` is done in the same transaction.
 * @throws not_found, invalid
 */
export async function createDraft(
  ctx: Ctx,
  { source, ...input }: CreateDraft,
  also?: (tx: Db, id: string) => Promise<void>,
): Promise<Draft> {
  const { workspaceId } = ctx
  const made = source ? await readSource(ctx, source) : null
  const known = input.sourceId ? await knownSource(ctx, input.sourceId) : null
  const { title, language, media, ...settings } = input
  const from = made?.row ?? known
  const id = newId()
  await naming(() =>
    ctx.db.tx(async (tx, enqueue) => {
      if (made) await sourceStore.insert(tx, made.row)
      await store.insert(tx, {
        ...made?.labels,
        ...settings,
        id,
        workspaceId,
        sourceId: from?.id ?? null,
        title: title ?? from?.title ?? settings.targetTopic ?? UNTITLED,
        language: language ?? written(from?.language) ?? DEFAULT_LANGUAGE,
        ...(media ? { attachments: media } : {}),
        createdBy: actorUserId(ctx.actor),
        createdAt: ctx.now(),
      })
      await audit.record(tx, ctx, {
        action: 'draft.create',
        objectType: 'draft',
        objectId: id,
        after: { source: made?.row.sourceType ?? null, ...settings },
      })
      await also?.(tx, id)
      enqueue({ type: 'feed.changed', topic: 'drafts', id })
    }),
  )
  return getDraft(ctx, id)
}

async function knownSource(ctx: Ctx, id: string) {
  const [[source]] = await ctx.db.batch((db) => [sourceStore.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!source) throw notFound('source')
  return source
}

/**
 * Changes what a draft is written from and for, or its body by hand. What somebody has vouched for stays, until it is taken back.
 * @throws not_found, conflict `wrong_state` or `draft_changed`, invalid
 */
export async function updateDraft(
  ctx: Ctx,
  id: string,
  { source, revision, body, media, ...change }: UpdateDraft,
): Promise<Draft> {
  const where = { workspaceId: ctx.workspaceId, id }
  const made = source ? await readNew(ctx, id, source) : null
  await changing(ctx, id, async (tx, draft) => {
    if (!isOpen(draft.status)) throw wrongState(draft.status)
    if (revision !== undefined && revision !== draft.revision) throw draftChanged()
    if (made) await sourceStore.insert(tx, made.row)
    await store.update(tx, where, {
      ...change,
      ...(made ? { sourceId: made.row.id } : {}),
      ...(media ? { attachments: media } : {}),
      ...(body === undefined ? {} : { body, status: stateAfter(draft.status, 'write') }),
    })
    return {
      action: 'draft.update',
      after: {
        fields: Object.keys({
          ...change,
          ...(made ? { source } : {}),
          ...(body === undefined ? {} : { body }),
        }),
      },
      ...(body === undefined ? {} : { cause: 'write' as const }),
    }
  })
  return getDraft(ctx, id)
}

/** Reads a new source for a draft that is there: nothing is fetched for one that is not. */
async function readNew(ctx: Ctx, id: string, source: NewSource): Promise<MadeSource> {
  const [[found]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!found) throw notFound('draft')
  if (!isOpen(found.draft.status)) throw wrongState(found.draft.status)
  return readSource(ctx, source)
}

/** Deletes a draft. What it was published as stays. @throws not_found, conflict `wrong_state` while it is scheduled */
export async function deleteDraft(ctx: Ctx, id: string): Promise<void> {
  const where = { workspaceId: ctx.workspaceId, id }
  await ctx.db.tx(async (tx: Db, enqueue) => {
    const [draft] = await store.lock(tx, where)
    if (!draft) throw notFound('draft')
    if (draft.status === 'scheduled') throw wrongState(draft.status)
    await store.remove(tx, where)
    await audit.record(tx, ctx, {
      action: 'draft.delete',
      objectType: 'draft',
      objectId: id,
      before: { status: draft.status },
    })
    enqueue({ type: 'feed.changed', topic: 'drafts', id })
  })
}
