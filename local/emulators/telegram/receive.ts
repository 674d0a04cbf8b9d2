import type { Delivered, Inbound, World } from '../emulator.ts'
import { HttpError } from '../lib/http.ts'
import { type Attempt, wasAccepted } from '../lib/webhooks.ts'
import { type Bot, personName, privateChat } from './bots.ts'
import type { Counter } from './counter.ts'
import { toDelivery, wantsMessages } from './updates.ts'

const NOT_WANTED: Attempt = { status: null, error: 'The allowed_updates of setWebhook leave out message.' }

/** A person writes to the bot in private: the update goes to the webhook, in order, with the secret header. */
export async function receive(
  world: World,
  bot: Bot,
  counters: { updates: Counter; messages: Counter },
  inbound: Inbound,
): Promise<Delivered> {
  const { account, from, text, times, raw } = inbound
  const id = userId(from.id)
  bot.users.set(id, { id, name: from.name, username: from.username, account: account.externalId })
  const messageId = counters.messages.next()
  const at = world.now()
  const written = {
    update_id: counters.updates.next(),
    message: {
      message_id: messageId,
      from: {
        id,
        is_bot: false,
        ...personName(from.name),
        ...(from.username ? { username: from.username } : {}),
        language_code: 'en',
      },
      chat: privateChat({ id, name: from.name, username: from.username }),
      date: Math.floor(at.getTime() / 1000),
      ...(inbound.replyTo ? { reply_to_message: { message_id: Number(inbound.replyTo) } } : {}),
      text,
      ...commandEntities(text),
    },
  }
  const payload: unknown = raw === undefined ? written : raw
  const json = typeof raw === 'string' ? raw : JSON.stringify(payload)
  const result = { id: String(messageId), payload }
  if (!wantsMessages(bot.webhook)) return { ...result, attempts: [NOT_WANTED], retrying: false }
  if (inbound.badSignature)
    return { ...result, attempts: [await attemptWrongly(world, bot, json)], retrying: false }
  const settled = raw === undefined ? show(world, inbound, { id: String(messageId), at }) : () => undefined
  const attempts = await Promise.all(Array.from({ length: times }, () => bot.updates.push(json, settled)))
  return { ...result, attempts, retrying: !attempts.every(wasAccepted) }
}

/** With another secret, once: the platform itself would never do it. */
async function attemptWrongly(world: World, { webhook }: Bot, json: string): Promise<Attempt> {
  if (!webhook)
    return { status: null, error: 'No webhook is registered for this bot: call setWebhook first.' }
  return world.webhooks.attempt(toDelivery({ ...webhook, secret: `not-${webhook.secret ?? 'secret'}` }, json))
}

function show(world: World, { account, from, text }: Inbound, message: { id: string; at: Date }) {
  const { platform, externalId } = account
  const id = `in-${message.id}`
  const at = message.at.toISOString()
  world.chats.add(platform, externalId, from, {
    id,
    from: 'contact',
    text,
    at,
    status: 'sending',
    error: null,
  })
  let accepted = false
  return (attempt: Attempt) => {
    if (accepted) return
    accepted = wasAccepted(attempt)
    const chat = { platform, account: externalId, contactId: from.id }
    world.chats.update(chat, id, { status: accepted ? 'accepted' : 'refused', error: attempt.error })
  }
}

export function userId(id: string): number {
  if (/^[1-9]\d{0,15}$/.test(id) && Number(id) < 2 ** 52) return Number(id)
  throw new HttpError(400, `from.id: '${id}' is not a Telegram user id (a positive number below 2^52).`)
}

function commandEntities(text: string) {
  const command = /^\/\w+/.exec(text)?.[0]
  return command ? { entities: [{ type: 'bot_command', offset: 0, length: command.length }] } : {}
}
