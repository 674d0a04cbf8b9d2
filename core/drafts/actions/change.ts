import * as audit from '#core/lib/kernel/audit.ts'
import { actorLabel, actorName, type Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { invalid, notFound, sqlState } from '#core/lib/kernel/errors.ts'
import type { VersionCause } from '../schemas.ts'
import * as store from '../store/drafts.ts'
import * as hookStore from '../store/hooks.ts'
import * as versions from '../store/versions.ts'

const FOREIGN_KEY_VIOLATION = '23503'
/** A person's edits within this time are one version. */
const SAME_EDIT_MS = 10 * 60_000

interface Change {
  /** In the audit log. */
  action: string
  after?: Record<string, unknown>
  /** The cause of the version to keep; none where hook and body stay as they are. */
  cause?: VersionCause
}

/**
 * Changes a draft: locks it, does the work, keeps a version where its words changed, and records who did it.
 * @throws not_found, invalid where it names something that does not exist
 */
export async function changing(
  ctx: Ctx,
  id: string,
  work: (tx: Db, draft: store.Draft) => Promise<Change>,
): Promise<void> {
  const where = { workspaceId: ctx.workspaceId, id }
  await naming(() =>
    ctx.db.tx(async (tx, enqueue) => {
      const [draft] = await store.lock(tx, where)
      if (!draft) throw notFound('draft')
      const { action, after, cause } = await work(tx, draft)
      if (cause) await keepVersion(ctx, tx, id, cause)
      await audit.record(tx, ctx, {
        action,
        objectType: 'draft',
        objectId: id,
        before: { status: draft.status },
        ...(after ? { after } : {}),
      })
      enqueue({ type: 'feed.changed', topic: 'drafts', id })
    }),
  )
}

/** Turns the database's refusal of an id into one that a person can act on. */
export async function naming<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (sqlState(error) === FOREIGN_KEY_VIOLATION)
      throw invalid(
        'Something that the draft names does not exist: its author, topic, audience, or what it is written with.',
      )
    throw error
  }
}

/** Keeps the words of a draft as they are now, if they are new. Edits that one person makes in a row are one version. */
async function keepVersion(ctx: Ctx, tx: Db, draftId: string, cause: VersionCause): Promise<void> {
  const { workspaceId } = ctx
  const [row] = await store.byId(tx, { workspaceId, id: draftId })
  const [latest] = await versions.latest(tx, { workspaceId, draftId })
  const hook = row?.hook ?? ''
  const body = row?.draft.body ?? ''
  if (latest?.hook === hook && latest.body === body && cause !== 'validate') return
  const actor = actorName(ctx.actor)
  const now = ctx.now()
  if (
    cause === 'write' &&
    latest?.cause === 'write' &&
    latest.actor === actor &&
    latest.hook === hook &&
    now.getTime() - latest.createdAt.getTime() < SAME_EDIT_MS
  ) {
    await versions.replaceWords(tx, { workspaceId, id: latest.id, body })
    return
  }
  await versions.insert(tx, {
    workspaceId,
    productionPostId: draftId,
    number: (latest?.number ?? 0) + 1,
    cause,
    hook,
    body,
    actor,
    actorLabel: actorLabel(ctx.actor),
    createdAt: now,
  })
}

/** Selects one hook of a draft; none, without an id. */
export async function selectOnly(tx: Db, hook: { workspaceId: string; draftId: string; id: string | null }) {
  for (const statement of hookStore.select(tx, hook)) await statement
}
