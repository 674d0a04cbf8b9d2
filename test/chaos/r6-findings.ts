import { asOwner } from '#test/database.ts'
import type { StepKind } from './process.ts'
import type { Plan, R6Run } from './r6.ts'

/** Steps of a send from the claim to the platform. */
const CLAIM_TO_PLATFORM = 1

interface Decision {
  id: string
  decision: string
  messages: number
}

interface Reply {
  id: string
  decision_id: string | null
  status: string
}

/**
 * Lists the differences between an answered conversation and “one reply for each burst, in order, never two on the platform”. `calm`:
 * the steps of an undisturbed run.
 */
export async function r6Findings(run: R6Run, plan: Plan, calm: readonly StepKind[]): Promise<string[]> {
  const found: string[] = []
  const where = [run.workspaceId, run.conversationId]
  const decisions = await asOwner<Decision>(
    `select d.id, d.decision, (select count(*)::int from conversation_messages m where m.workspace_id = d.workspace_id
       and m.ai_decision_id = d.id and m.direction = 'inbound') as messages
     from ai_decisions d where d.workspace_id = $1 and d.conversation_id = $2 order by d.created_at`,
    where,
  )
  const replies = await asOwner<Reply>(
    `select id, ai_decision_id as decision_id, status from conversation_messages
     where workspace_id = $1 and conversation_id = $2 and direction = 'outbound' order by created_at, id`,
    where,
  )
  const [open] = await asOwner<{ undecided: number; jobs: number }>(
    `select (select count(*)::int from conversation_messages where workspace_id = $1 and conversation_id = $2
         and direction = 'inbound' and ai_decision_id is null) as undecided,
       (select count(*)::int from outbox where workspace_id = $1) as jobs`,
    where,
  )
  if (!run.cameToRest) found.push('it never comes to rest')
  if (open?.undecided !== 0) found.push(`messages that nobody decided on: ${open?.undecided}`)
  if (open?.jobs !== 0) found.push(`jobs left in the outbox: ${open?.jobs}`)
  if (decisions.length !== run.bursts) found.push(`decisions for ${run.bursts} bursts: ${decisions.length}`)
  for (const { id, decision, messages } of decisions) {
    const answers = replies.filter((reply) => reply.decision_id === id).length
    if (decision !== 'respond' || answers !== 1) found.push(`replies to a burst (${decision}): ${answers}`)
    if (messages === 0) found.push('a decision about nothing')
  }
  const landedIds = run.landed.map(({ rowId }) => rowId)
  if (new Set(landedIds).size !== landedIds.length) found.push('a reply is on the platform twice')
  const inOrder = replies.map(({ id }) => id).filter((id) => landedIds.includes(id))
  if ([...new Set(landedIds)].join() !== inOrder.join()) found.push('replies out of order')
  for (const { id, status } of replies) {
    const expected = run.failed.has(id) ? 'failed' : landedIds.includes(id) ? 'sent' : 'unknown'
    if (status !== expected) found.push(`a reply that should be ${expected} is ${status}`)
    if (
      expected === 'unknown' &&
      !run.brokenWhileSending &&
      !lostItsClaim(plan, calm) &&
      !stoodStill(plan, calm)
    )
      found.push('unknown although nothing broke while it was sent')
  }
  return found
}

/** Tests whether the claim was made and its answer lost: from then on the message counts as being sent. */
const lostItsClaim = ({ mishap }: Plan, calm: readonly StepKind[]): boolean =>
  mishap?.step === calm.indexOf('platform') - CLAIM_TO_PLATFORM && mishap.where !== 'before'

/** Tests whether the lease ended between the claim and the call: its holder no longer calls, and a person is asked. */
const stoodStill = ({ interlude }: Plan, calm: readonly StepKind[]): boolean => {
  const call = calm.indexOf('platform')
  return (
    interlude?.what === 'elsewhere' && interlude.step > call - CLAIM_TO_PLATFORM && interlude.step <= call
  )
}
