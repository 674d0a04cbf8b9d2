import * as z from 'zod'
import type { PlatformFolder } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { bot, chatReference, failedHarmlessly } from './client.ts'
import { download } from './files.ts'
import { manifest } from './manifest.ts'
import { messageRules, postRules } from './rules.ts'
import { send } from './send.ts'
import { source } from './source.ts'
import { wireChat, wireOk } from './wire/answers.ts'

const wireChatOk = wireOk(wireChat)
const wireTrue = wireOk(z.literal(true))

/** All updates that we read; Telegram does not deliver the others. */
const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'channel_post',
  'callback_query',
  'my_chat_member',
  'message_reaction',
]

/** Telegram Bot API: an account is a bot in one chat, such as a channel; the bot's private chats come in as messages. */
export const telegram: PlatformFolder = {
  manifest,
  source,
  parts: ({ http, now }) => ({
    // The bot's id, which is the same in a new token: all chats of the bot share one quota.
    credentialOf: ({ credentials }) => `telegram/${(credentials.accessToken ?? '').split(':', 1)[0]}`,

    async connect(account, webhook) {
      const client = bot(http, account)
      const chat = await client.call('getChat', { chat_id: chatReference(account.externalId) })
      const found = chat.kind === 'answer' ? parseAnswer(wireChatOk, chat) : null
      if (!found) return refused(failedHarmlessly(chat, now()))
      const set = await client.call('setWebhook', {
        url: webhook?.url,
        secret_token: webhook?.secret,
        allowed_updates: ALLOWED_UPDATES,
      })
      const done = set.kind === 'answer' && parseAnswer(wireTrue, set)
      if (!done) return refused(failedHarmlessly(set, now()))
      const { title, username, first_name } = found.result
      return { kind: 'connected', name: title ?? username ?? first_name ?? account.externalId }
    },

    posts: {
      rules: postRules,
      publish: (account, post) =>
        send(bot(http, account), account.externalId, post, ({ message_id }) => String(message_id), now),
    },
    messages: {
      rules: messageRules,
      // With the chat, as for inbound messages: a message id is unique in its chat only.
      send: (account, to, content) =>
        send(bot(http, account), to, content, ({ chat, message_id }) => `${chat.id}:${message_id}`, now),
      download: (account, media, maxBytes) => download(bot(http, account), media, maxBytes, now()),
    },
  }),
}

const refused = (outcome: ReturnType<typeof failedHarmlessly>) =>
  outcome.kind === 'limited' ? { kind: 'retry' as const, reason: 'Telegram asks to wait.' } : outcome
