import { type ShownMedia, type ShownMessage, shownMedia } from '#local/emulators/control/content.ts'
import type { Account, World } from '#local/emulators/emulator.ts'
import type { BoundedMap } from '#local/emulators/lib/bounded.ts'
import type { Form } from '#local/emulators/lib/bytes.ts'
import { type Answer, parseJson } from '#local/emulators/lib/http.ts'
import type { Sent } from '#local/emulators/lib/records.ts'
import { badRequest, refuse, tooManyRequests } from './answers.ts'
import { type Bot, type Bots, type Chat, channelChat, privateChat } from './bots.ts'
import type { Counter } from './counter.ts'
import type { FileStore, StoredFile } from './files.ts'
import type { Floods } from './floods.ts'
import { type Entity, parseHtml } from './html.ts'

/** A message of a bot that it can still change. */
export interface SentMessage {
  chat: Chat
  text: string
  isCaption: boolean
  html: boolean
}

export interface Desk {
  world: World
  bots: Bots
  floods: Floods
  messages: Counter
  files: FileStore
  sent: BoundedMap<string, SentMessage>
  /** Groups that have become supergroups: old id → new id. */
  moved: Map<string, string>
  /** Presses of buttons that nobody has acknowledged yet. */
  presses: BoundedMap<string, Account>
}

export type Parameters = Record<string, unknown>
export type Method = (desk: Desk, bot: Bot, parameters: Parameters, form: Form | null) => Answer

/** A chat that a bot may write to: one of its channels, or a person who has written to it. */
export interface Place {
  chat: Chat
  account: Account
}

export function find({ world, bots, moved }: Desk, bot: Bot, id: unknown): Place | undefined {
  const wanted = String(id)
  const channels = bots.channels(bot.token)
  for (const account of channels) {
    const chat = channelChat(account)
    const movedTo = moved.get(account.externalId)
    if (movedTo !== undefined && wanted === movedTo)
      return { chat: { ...chat, id: Number(movedTo) }, account }
    const names = [String(chat.id), chat.username && `@${chat.username}`.toLowerCase()]
    if (names.includes(wanted.toLowerCase())) return { chat, account }
  }
  const first = channels[0]
  if (!first || !/^[1-9]\d{0,15}$/.test(wanted)) return undefined
  const user = bot.users.get(Number(wanted))
  const account = channels.find((one) => one.externalId === user?.account) ?? first
  if (user) return { chat: privateChat(user), account }
  if (world.strangers === 'refused') return undefined
  return { chat: privateChat({ id: Number(wanted), name: `User ${wanted}` }), account }
}

/** Finds the place for a chat id, or returns the refusal. */
export function placeFor(desk: Desk, bot: Bot, id: unknown): Place | Answer {
  if (id === undefined || id === '') return badRequest('chat_id is empty')
  const place = find(desk, bot, id)
  if (!place) return badRequest('chat not found')
  const movedTo = desk.moved.get(String(place.chat.id))
  if (movedTo !== undefined) {
    const description = 'Bad Request: group chat was upgraded to a supergroup chat'
    return refuse(400, description, { migrate_to_chat_id: Number(movedTo) })
  }
  if (place.chat.type === 'private' && bot.users.get(place.chat.id)?.blocked)
    return refuse(403, 'Forbidden: bot was blocked by the user')
  return place
}

/** Refuses a send beyond the rate limits; an album counts as one message per medium. */
export function flooded(desk: Desk, bot: Bot, { chat }: Place, count = 1): Answer | null {
  const retryAfter = desk.floods.admit(bot, chat, desk.world.now().getTime(), count)
  return retryAfter > 0 ? tooManyRequests(retryAfter) : null
}

export type Parsed = { text: string; entities: Entity[] }

/** Parses a text with its markup. Trims it, as the platform does. */
export function parseText(text: string, mode: unknown): Parsed | { error: string } {
  if (mode === undefined || mode === '') return { text: text.trim(), entities: [] }
  if (String(mode).toLowerCase() !== 'html') {
    return { error: `unsupported parse_mode (this emulator parses HTML, not ${String(mode)})` }
  }
  const parsed = parseHtml(text.trim())
  return 'error' in parsed ? { error: `can't parse entities: ${parsed.error}` } : parsed
}

/** The visible parts of a message. */
export interface Shown {
  parsed: Parsed
  file: StoredFile | null
  kind: string | null
  parent: number | null
  choices: { id: string; title: string }[]
  /** The medium's fields in the platform's message. */
  wire: Record<string, unknown>
}

/** Shows a message in its chat, and returns it in the platform's form. */
export function deliver(desk: Desk, bot: Bot, place: Place, shown: Shown): Record<string, unknown> {
  const { world, messages } = desk
  const { chat, account } = place
  const { parsed, file, kind, parent, choices, wire } = shown
  const at = world.now()
  const id = messages.next()
  const { text, entities } = parsed
  const isChannel = chat.type === 'channel'
  const sent: Sent & {
    media: { kind: string; url: string; mimeType: string; name: string; sizeBytes: number }[]
  } = {
    platform: 'telegram',
    account: account.externalId,
    kind: isChannel ? 'post' : 'message',
    id: String(id),
    ...(isChannel ? {} : { to: String(chat.id) }),
    ...(parent === null ? {} : { parent: String(parent) }),
    text,
    media:
      file && kind
        ? [
            {
              kind,
              url: `file:${file.id}`,
              mimeType: file.mimeType,
              name: file.name,
              sizeBytes: file.sizeBytes,
            },
          ]
        : [],
    at: at.toISOString(),
  }
  world.journal.publish(sent)
  if (chat.type === 'private') {
    const contact = { id: String(chat.id), name: [chat.first_name, chat.last_name].filter(Boolean).join(' ') }
    const message: ShownMessage = {
      id: String(id),
      from: 'business',
      text,
      at: at.toISOString(),
      status: 'sent',
      error: null,
      ...(file && kind ? { media: [onScreen(kind, file)] } : {}),
      ...(choices.length > 0 ? { choices } : {}),
    }
    world.chats.add('telegram', account.externalId, contact, message)
  }
  desk.sent.set(sentKey(chat, id), { chat, text, isCaption: kind !== null, html: entities.length > 0 })
  const said = kind === null ? 'text' : 'caption'
  return {
    message_id: id,
    ...(isChannel ? { sender_chat: chat } : { from: botUser(bot) }),
    chat,
    date: Math.floor(at.getTime() / 1000),
    ...wire,
    ...(text === '' ? {} : { [said]: text }),
    ...(entities.length > 0 ? { [kind === null ? 'entities' : 'caption_entities']: entities } : {}),
  }
}

const onScreen = (kind: string, file: StoredFile): ShownMedia =>
  shownMedia(kind, file.mimeType, file.name, file.bytes)

export const sentKey = (chat: { id: number }, id: unknown) => `${chat.id} ${String(id)}`

/** Parses a parameter of a form or query, where objects and arrays are JSON. */
export const fromForm = (value: unknown): unknown => (typeof value === 'string' ? parseJson(value) : value)

export const isTrue = (value: unknown) =>
  value === true || value === 'true' || value === 'True' || value === '1'

export const botUser = ({ id, username }: Bot) => ({ id, is_bot: true, first_name: 'Chorus', username })
