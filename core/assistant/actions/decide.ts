import type { Toolbox } from '#core/lib/kernel/ai.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { only } from '#core/lib/kernel/db.ts'
import { AppError, conflict, notFound } from '#core/lib/kernel/errors.ts'
import { screenOf } from '../rules/sources.ts'
import { resultText } from '../rules/turns.ts'
import type { ChatMessage, DecideStep, StoredStep } from '../schemas.ts'
import * as store from '../store/chats.ts'
import { sessionOf, toMessage } from './sessions.ts'

/**
 * Confirms or cancels what an answer proposed. What is confirmed runs once: it is marked as running before, so that a process that dies
 * leaves it as `unknown`, never to be run again blindly. @throws not_found, conflict `proposal_over` or `answer_running`
 */
export async function decideStep(
  ctx: Ctx,
  id: string,
  { messageId, stepId, confirmed }: DecideStep,
  toolbox: Toolbox,
): Promise<ChatMessage> {
  const session = sessionOf(ctx, id)
  const change = (from: StoredStep['state'], to: Partial<StoredStep>) =>
    ctx.db.tx(async (tx) => {
      const [message] = await store.lockedMessage(tx, session, messageId)
      const step = message?.toolCalls.find((one) => one.id === stepId)
      if (!message || !step) throw notFound('proposal')
      if (message.state === 'answering')
        throw conflict('answer_running', 'The answer is still being written. Decide when it has ended.')
      if (step.state !== from)
        throw conflict('proposal_over', 'This proposal has been decided already. Read the chat again.')
      const changed = { ...step, ...to }
      const steps = message.toolCalls.map((one) => (one.id === stepId ? changed : one))
      const row = only(await store.setSteps(tx, session, messageId, steps))
      return { step: changed, message: toMessage(row, ctx.now()) }
    })

  if (!confirmed) return (await change('proposed', { state: 'cancelled' })).message
  const { step } = await change('proposed', { state: 'running', runningSince: ctx.now().toISOString() })
  return (await change('running', await outcomeOf(step, toolbox))).message
}

/** Runs a step, and says what became of it: what was refused was not done, of anything else that is not known. */
async function outcomeOf({ tool, input }: StoredStep, toolbox: Toolbox): Promise<Partial<StoredStep>> {
  try {
    const made = await toolbox.run(tool, input)
    return { state: 'done', result: resultText(made, []), to: screenOf(tool, made, input) }
  } catch (error) {
    return { state: error instanceof AppError ? 'failed' : 'unknown', result: toolbox.words(error) }
  }
}
