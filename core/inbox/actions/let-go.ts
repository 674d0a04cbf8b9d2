import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx, Holder } from '#core/lib/kernel/context.ts'
import { isValidKey, mayAnswer } from '#core/workspaces/queries.ts'
import * as escalations from '../store/escalations.ts'
import * as replies from '../store/replies.ts'

/**
 * Releases the conversations of an actor who may no longer answer: nobody holds them, the machine decides on undecided messages,
 * and their escalations are open to everybody again. Does nothing if the actor may (again) answer. `actor`: `user:<id>`,
 * `api_key:<id>`.
 */
export async function letGo(ctx: Ctx, actor: string): Promise<void> {
  const { workspaceId } = ctx
  const holder = holderNamed(actor)
  await ctx.db.tx(async (tx, enqueue) => {
    const { userId, keyId } = holder
    const may =
      userId === null
        ? await isValidKey(tx, { workspaceId, id: keyId ?? '' })
        : await mayAnswer(tx, { workspaceId, userId })
    if (may.length > 0) return
    const released = (await replies.releaseAllOf(tx, { workspaceId, ...holder })).map(({ id }) => id)
    const asked = await escalations.askAgain(tx, { workspaceId, userId, conversationIds: released })
    for (const id of released) {
      await audit.record(tx, ctx, {
        action: 'conversation.release',
        objectType: 'conversation',
        objectId: id,
        before: { held: true },
        after: { held: false },
      })
      enqueue({
        type: 'conversation.poke',
        conversationId: id,
        reason: 'inbound',
        at: ctx.now().toISOString(),
      })
    }
    const changed = new Set([...released, ...asked.map(({ conversationId }) => conversationId)])
    for (const id of changed) enqueue({ type: 'feed.changed', topic: 'messages', id })
    if (asked.length > 0) enqueue({ type: 'feed.changed', topic: 'conversations' })
  })
}

function holderNamed(actor: string): Holder {
  const [kind, id = ''] = actor.split(':')
  return kind === 'api_key' ? { userId: null, keyId: id } : { userId: id, keyId: null }
}
