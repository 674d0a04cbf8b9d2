import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { only } from '#core/lib/kernel/db.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { EXAMPLE_LENGTH_MAX, EXAMPLES_MAX, type IgnoredSuch } from '../schemas/machine-settings.ts'
import * as examples from '../store/examples.ts'
import * as settings from '../store/machine-settings.ts'

/** Makes a contact's message an example to ignore: its first `EXAMPLE_LENGTH_MAX` characters. One that is there already stays. */
export async function ignoreSuch(ctx: Ctx, { messageId }: { messageId: string }): Promise<IgnoredSuch> {
  const { workspaceId } = ctx
  return ctx.db.tx(async (tx, enqueue) => {
    const { rules } = only(await settings.lock(tx, workspaceId))
    const [message] = await examples.saidIn(tx, { workspaceId, messageId })
    if (!message) throw notFound('message')
    const text = (message.text ?? '').slice(0, EXAMPLE_LENGTH_MAX).toWellFormed().trim()
    if (message.direction !== 'inbound' || text === '')
      throw invalid('Only a contact’s message with a text can be an example.', [
        { path: 'messageId', message: 'Choose a message that a contact wrote.' },
      ])
    if (rules.ignoreExamples.includes(text)) return { text, added: false }
    if (rules.ignoreExamples.length >= EXAMPLES_MAX)
      throw conflict(
        'too_many_examples',
        `There are ${EXAMPLES_MAX} examples already: remove one in the settings first.`,
      )
    const { instructions, ignoreLikeness, aiControlEnabled } = rules
    await settings.changeRules(tx, workspaceId, {
      instructions,
      ignoreLikeness,
      aiControlEnabled,
      ignoreExamples: [...rules.ignoreExamples, text],
    })
    // The record names the message, not what the contact wrote.
    await audit.record(tx, ctx, {
      action: 'ai_settings.ignore_such',
      objectType: 'message',
      objectId: messageId,
    })
    enqueue({ type: 'feed.changed', topic: 'workspace', id: workspaceId })
    return { text, added: true }
  })
}
