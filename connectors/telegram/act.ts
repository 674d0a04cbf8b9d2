import type { Action, Outcome, Target } from '#core/lib/connector.ts'
import { type Client, chatReference, failedHarmlessly, messageReference } from './client.ts'
import { plainText } from './content.ts'
import { failureOf } from './errors.ts'
import { ALREADY_GONE } from './unverified.ts'

interface ActCall {
  method: string
  parameters: Record<string, unknown>
  /** Refusals that say that it is as it was wanted already. */
  done?: RegExp
}

/** Does something to a message. Each of them can be done again without harm, so nothing here is ever unknown. */
export async function act(client: Client, action: Action, target: Target, now: () => Date): Promise<Outcome> {
  const call = callOf(action, target)
  if (!call) {
    return {
      kind: 'rejected',
      code: 'unsupported',
      reason: 'Bots cannot say on Telegram that they have read a message.',
      advice: 'Answer it.',
    }
  }
  const answer = await client.call(call.method, call.parameters)
  const body = answer.kind === 'answer' ? answer.body : null
  const failure = failureOf(body)
  const isDone = failure ? call.done?.test(failure.description) : saysOk(body)
  if (isDone) return { kind: 'sent', id: target.messageId }
  if (action.kind === 'edit' && action.markup && /can't parse entities/i.test(failure?.description ?? '')) {
    const { markup: _html, ...plain } = action
    return act(client, { ...plain, text: plainText(action.text) }, target, now)
  }
  return failedHarmlessly(answer, now())
}

const saysOk = (body: unknown) =>
  typeof body === 'object' && body !== null && 'ok' in body && body.ok === true && 'result' in body

function callOf(action: Action, { to, messageId }: Target): ActCall | null {
  const message = { chat_id: chatReference(to), message_id: messageReference(messageId) }
  switch (action.kind) {
    case 'react': {
      const reaction = action.emoji === null ? [] : [{ type: 'emoji', emoji: action.emoji }]
      return { method: 'setMessageReaction', parameters: { ...message, reaction } }
    }
    case 'edit':
      return {
        method: action.caption ? 'editMessageCaption' : 'editMessageText',
        parameters: {
          ...message,
          [action.caption ? 'caption' : 'text']: action.text,
          ...(action.markup === 'html' ? { parse_mode: 'HTML' } : {}),
        },
        done: /message is not modified/i,
      }
    case 'delete':
      return { method: 'deleteMessage', parameters: message, done: ALREADY_GONE }
    case 'acknowledge': {
      const press = { callback_query_id: messageId.replace(/^callback:/, '') }
      const text = action.text === undefined ? {} : { text: action.text }
      return { method: 'answerCallbackQuery', parameters: { ...press, ...text } }
    }
    case 'read':
      return action.typing
        ? { method: 'sendChatAction', parameters: { chat_id: message.chat_id, action: 'typing' } }
        : null
  }
}
