import {
  contentsOf,
  type InboundContent,
  type RichInbound,
  type ShownMessage,
  shownMedia,
} from '#local/emulators/control/content.ts'
import type { Delivered } from '#local/emulators/emulator.ts'
import { HttpError } from '#local/emulators/lib/http.ts'
import { type Attempt, wasAccepted } from '#local/emulators/lib/webhooks.ts'
import type { Bot } from './bots.ts'
import { show as change } from './change.ts'
import type { Counter } from './counter.ts'
import type { Desk } from './desk.ts'
import { toDelivery, wants } from './updates.ts'
import { type Written, written } from './written.ts'

interface Arrived {
  id: string
  payload: unknown
  attempts: Attempt[]
}

/** Sends each action of a person in the private chat to the webhook as an update, in order, with the secret header. */
export async function receive(
  desk: Desk,
  bot: Bot,
  updates: Counter,
  inbound: RichInbound,
): Promise<Delivered> {
  const id = userId(inbound.from.id)
  const { name, username } = inbound.from
  // A person who writes has unblocked the bot.
  const blocked = inbound.membership === 'blocked'
  bot.users.set(id, { id, name, username, account: inbound.account.externalId, blocked })
  const contents = contentsOf(inbound)
  const together = contents.filter(({ media }) => media?.length).length > 1
  const album = together ? String(desk.messages.next()) : null
  // Number all before the first is sent, so that their ids are consecutive whatever the receiver answers.
  const arrivals = contents.map((content) => {
    const messageId = desk.messages.next()
    const scene = {
      world: desk.world,
      bot,
      files: desk.files,
      inbound,
      userId: id,
      messageId,
      album: content.media?.length ? album : null,
    }
    return { content, messageId, updateId: updates.next(), ...written(scene, content) }
  })
  const all = await Promise.all(arrivals.map((one) => arrive(desk, bot, inbound, one)))
  const attempts = all.flatMap((one) => one.attempts)
  const unwanted = attempts.some(({ error }) => error?.startsWith(NOT_WANTED))
  return {
    id: all[0]?.id ?? '',
    payload: all.length === 1 ? all[0]?.payload : all.map(({ payload }) => payload),
    attempts,
    retrying: !unwanted && !inbound.badSignature && !attempts.every(wasAccepted),
  }
}

const NOT_WANTED = 'The allowed_updates of setWebhook leave out'

async function arrive(
  desk: Desk,
  bot: Bot,
  inbound: RichInbound,
  one: Written & { content: InboundContent; messageId: number; updateId: number },
): Promise<Arrived> {
  const { raw, times } = inbound
  const payload: unknown = raw === undefined ? { update_id: one.updateId, [one.key]: one.body } : raw
  const json = typeof raw === 'string' ? raw : JSON.stringify(payload)
  const result = { id: String(one.messageId), payload }
  if (raw === undefined && !wants(bot.webhook, one.key))
    return { ...result, attempts: [{ status: null, error: `${NOT_WANTED} ${one.key}.` }] }
  if (one.key === 'callback_query') desk.presses.set(String(one.messageId), inbound.account)
  if (inbound.badSignature) return { ...result, attempts: [await attemptWrongly(desk, bot, json)] }
  const settled = raw === undefined ? show(desk, inbound, one) : () => undefined
  const attempts = await Promise.all(Array.from({ length: times }, () => bot.updates.push(json, settled)))
  return { ...result, attempts }
}

/** Delivers once with a wrong secret, which the platform itself never does. */
async function attemptWrongly({ world }: Desk, { webhook }: Bot, json: string): Promise<Attempt> {
  if (!webhook)
    return { status: null, error: 'No webhook is registered for this bot: call setWebhook first.' }
  return world.webhooks.attempt(toDelivery({ ...webhook, secret: `not-${webhook.secret ?? 'secret'}` }, json))
}

function show(
  desk: Desk,
  { account, from }: RichInbound,
  { content, messageId, file }: Written & { content: InboundContent; messageId: number },
): (attempt: Attempt) => void {
  const { world } = desk
  const { platform, externalId } = account
  const { reaction, choice, place, person, membership, notice, edits, text } = content
  if (reaction) {
    change(desk, externalId, from.id, /\d+$/.exec(reaction.messageId)?.[0] ?? '', (message) => {
      const { contact: _before, ...others } = message.reactions ?? {}
      message.reactions = reaction.emoji === null ? others : { ...others, contact: reaction.emoji }
    })
    return () => undefined
  }
  if (edits !== undefined) {
    change(desk, externalId, from.id, edits, (message) => {
      message.text = text
    })
    return () => undefined
  }
  if (membership || notice) return () => undefined
  const id = `in-${messageId}`
  const kind = content.media?.[0]?.kind ?? 'document'
  const shown: ShownMessage = {
    id,
    from: 'contact',
    text: choice?.title ?? (place ? `${place.latitude}, ${place.longitude}` : (person?.name ?? text)),
    at: world.now().toISOString(),
    status: 'sending',
    error: null,
    ...(file
      ? { media: [shownMedia(kind === 'voice' ? 'audio' : kind, file.mimeType, file.name, file.bytes)] }
      : {}),
  }
  world.chats.add(platform, externalId, { id: from.id, name: from.name }, shown)
  let accepted = false
  return (attempt) => {
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
