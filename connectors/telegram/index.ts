import * as z from 'zod'
import type { ConnectedAccountRef, Connector, Intent, Outcome } from '#core/lib/connector.ts'
import { type Http, parseAnswer, unansweredWrite } from '../http.ts'
import { toOutcome, toUpdates } from './mapper.ts'
import { wireChat, wireMessage, wireOk } from './wire.ts'

const wireSent = wireOk(wireMessage)

/** Telegram Bot API: an account is a bot in one chat, such as a channel; the bot's private chats come in as messages. */
export function telegram({ http, now }: { http: Http; now: () => Date }): Connector {
  const call = (account: ConnectedAccountRef, method: string, json: unknown) => {
    const { accessToken } = account.credentials
    return http({ method: 'POST', path: `/bot${accessToken}/${method}`, secret: accessToken, json })
  }

  async function send(
    account: ConnectedAccountRef,
    chatId: string,
    text: string,
    _intent: Intent,
  ): Promise<Outcome> {
    const answer = await call(account, 'sendMessage', { chat_id: chatReference(chatId), text })
    if (answer.kind !== 'answer') return unansweredWrite(answer)
    const sent = parseAnswer(wireSent, answer)
    if (!sent) return toOutcome(answer.body, answer.status, now())
    const { message_id: id, chat } = sent.result
    const url = chat.username === undefined ? {} : { url: `https://t.me/${chat.username}/${id}` }
    return { kind: 'sent', id: String(id), ...url }
  }

  return {
    platform: 'telegram',
    capabilities: {
      text: { maxLength: 4096, count: 'utf16' },
      // No history can be read: what got no answer is for a person to find out.
      readBack: false,
      visibilityDelayMs: 0,
      quotas: {
        publish: [
          { key: 'chat', limit: 20, windowMs: 60_000 },
          { key: 'bot', limit: 30, windowMs: 1_000 },
        ],
        message: (to) => [
          { key: `chat:${to}`, limit: 1, windowMs: 1_000 },
          { key: 'bot', limit: 30, windowMs: 1_000 },
        ],
      },
    },
    webhook: { source: 'telegram', perAccount: true, updates: toUpdates },

    async connect(account, webhook) {
      const chat = await call(account, 'getChat', { chat_id: chatReference(account.externalId) })
      if (chat.kind !== 'answer') return { kind: 'retry', reason: chat.reason }
      const found = parseAnswer(wireOk(wireChat), chat)
      if (!found) return refused(toOutcome(chat.body, chat.status, now()))
      const set = await call(account, 'setWebhook', {
        url: webhook.url,
        secret_token: webhook.secret,
        allowed_updates: ['message', 'edited_message', 'channel_post', 'message_reaction', 'my_chat_member'],
      })
      if (set.kind !== 'answer') return { kind: 'retry', reason: set.reason }
      if (!parseAnswer(wireOk(z.literal(true)), set)) return refused(toOutcome(set.body, set.status, now()))
      const { title, username, first_name } = found.result
      return { kind: 'connected', name: title ?? username ?? first_name ?? account.externalId }
    },

    publish: (account, { text }, intent) => send(account, account.externalId, text, intent),
    message: async (account, to, { text }, intent) => {
      const outcome = await send(account, to, text, intent)
      // As on the way in: a message id is unique in its chat only.
      return outcome.kind === 'sent' ? { kind: 'sent', id: `${to}:${outcome.id}` } : outcome
    },
  }
}

/** `@channel` as it is; anything else is a number. */
const chatReference = (id: string) => (id.startsWith('@') ? id : Number(id))

const refused = (outcome: Outcome) =>
  outcome.kind === 'reauth' || outcome.kind === 'rejected'
    ? outcome
    : { kind: 'retry' as const, reason: 'reason' in outcome ? outcome.reason : 'Telegram asks to wait.' }
