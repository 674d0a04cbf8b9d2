import type { Outcome } from '#core/lib/platform/connector.ts'
import { type WireFailure, wireFailure } from './wire/answers.ts'

const WAIT_WITHOUT_WORD_SECONDS = 30

/** Advice by error code and by Telegram's wording, which may change. The first row that matches applies. */
const ADVICE: readonly [code: number, words: RegExp, advice: string][] = [
  [403, /blocked by the user/i, 'The contact has blocked the bot: they must unblock it and press Start.'],
  [403, /user is deactivated/i, 'The contact’s Telegram account is gone: use another channel.'],
  [403, /kicked from/i, 'The bot was removed from the chat: add it again.'],
  [403, /not a member/i, 'Add the bot to the channel as an administrator.'],
  [
    403,
    /initiate conversation/i,
    'Bots cannot write first: ask the contact to open the bot and press Start.',
  ],
  [403, /./, 'Add the bot to the chat again, or ask the person to start it.'],
  [400, /rights|administrator|CHAT_WRITE_FORBIDDEN/i, 'Make the bot an administrator who may post.'],
  [400, /chat not found/i, 'Check the chat id, and that the bot is a member.'],
  [400, /upgraded to a supergroup/i, 'The group has a new id: connect the account again with it.'],
  [400, /too long/i, 'Shorten the text.'],
  [400, /parse entities/i, 'Correct the markup, or send it as plain text.'],
  [400, /wrong file identifier|failed to get HTTP URL|WEBPAGE_/i, 'Upload the file again.'],
  [400, /file is too big/i, 'Ask for a smaller file: bots fetch 20 MB.'],
  [400, /PHOTO_INVALID_DIMENSIONS/i, 'Send the picture as a document, or scale it down.'],
  [400, /REACTION_INVALID/i, 'Telegram does not take this emoji as a reaction: choose another.'],
  [400, /message to (edit|reply|react)/i, 'The message is gone: send a new one.'],
  [409, /./, 'The bot is used somewhere else as well: end that, or take another bot.'],
  [413, /./, 'Make the file smaller, or send a link to it.'],
]
const NO_ADVICE = 'Correct it before sending again.'

export const adviceFor = (code: number, description: string): string =>
  ADVICE.find(([of, words]) => of === code && words.test(description))?.[2] ?? NO_ADVICE

export function failureOf(body: unknown): WireFailure | null {
  const parsed = wireFailure.safeParse(body)
  return parsed.success ? parsed.data : null
}

/**
 * Maps an error of the Bot API to an outcome, by `error_code`, then by description where the code is ambiguous.
 * A server error is Telegram's own answer that the request was not accepted.
 */
export function toOutcome(body: unknown, status: number, now: Date): Outcome {
  const failure = failureOf(body)
  if (!failure) return { kind: 'unknown', reason: `Telegram answered ${status} in a form we do not know.` }
  const { error_code: code, description, parameters } = failure
  const reason = `Telegram ${code}: ${description}`
  if (code === 429) {
    // One second more than asked, in case the clocks differ.
    const seconds = (parameters?.retry_after ?? WAIT_WITHOUT_WORD_SECONDS) + 1
    return { kind: 'limited', until: new Date(now.getTime() + seconds * 1000), scope: 'account' }
  }
  if (code === 401 || code === 404) return { kind: 'reauth', reason }
  if (code >= 500) return { kind: 'retry', reason }
  const moved = parameters?.migrate_to_chat_id
  return {
    kind: 'rejected',
    code: String(code),
    reason,
    advice: adviceFor(code, description),
    ...(moved === undefined ? {} : { recipient: String(moved) }),
  }
}
