import type { Conversation } from '#core/inbox/schemas.ts'
import { api } from '../../lib/api.ts'

type Bulk = Parameters<typeof api.post<'/v1/conversations/bulk'>>[1]
export type BulkChange = NonNullable<Bulk>['body']['change']

/** A change of several conversations at once, and what makes each as it was. */
export interface BulkStep {
  ids: string[]
  change: BulkChange
}

/** Groups conversations by the change that brings each back to what it was; null for those that need none. */
function backBy(
  conversations: readonly Conversation[],
  changeOf: (conversation: Conversation) => BulkChange | null,
): BulkStep[] {
  const steps = new Map<string, BulkStep>()
  for (const conversation of conversations) {
    const change = changeOf(conversation)
    if (change === null) continue
    const key = JSON.stringify(change)
    const step = steps.get(key) ?? { ids: [], change }
    step.ids.push(conversation.id)
    steps.set(key, step)
  }
  return [...steps.values()]
}

/** Returns the changes that undo a change of several conversations, by what each of them was before. */
export function undoOf(conversations: readonly Conversation[], change: BulkChange): BulkStep[] {
  const { status, snoozedUntil, assignedTo, addLabels = [] } = change
  return backBy(conversations, (before) => {
    if (status !== undefined)
      return status !== 'archived' || before.status === 'archived'
        ? null
        : { status: 'active', ...(before.snoozedUntil ? { snoozedUntil: before.snoozedUntil } : {}) }
    if (snoozedUntil !== undefined) return { snoozedUntil: before.snoozedUntil }
    if (assignedTo !== undefined)
      return before.heldBy?.userId && before.heldBy.userId !== assignedTo
        ? { assignedTo: before.heldBy.userId }
        : null
    const added = addLabels.filter((id) => before.labels.every((label) => label.id !== id))
    return added.length > 0 ? { removeLabels: added } : null
  })
}

/** Undoes a change of several conversations: what was asked of a person is asked again, and who held nothing holds nothing. */
export async function undo(conversations: readonly Conversation[], change: BulkChange): Promise<void> {
  for (const body of undoOf(conversations, change)) await api.post('/v1/conversations/bulk', { body })
  for (const { id, heldBy } of conversations)
    if (change.assignedTo !== undefined && !heldBy?.userId)
      await api.delete('/v1/conversations/{id}/hold', { params: { id } })
  if (change.status === undefined && change.assignedTo === undefined) return
  for (const { escalation } of conversations)
    if (escalation)
      await api.patch('/v1/escalations/{id}', {
        params: { id: escalation.id },
        body: { status: escalation.status },
      })
}
