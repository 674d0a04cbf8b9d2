import * as z from 'zod'
import type { ShownMessage } from '#local/emulators/control/content.ts'
import type { Answer } from '#local/emulators/lib/http.ts'
import { badRequest, ok } from './answers.ts'
import type { Bot } from './bots.ts'
import {
  botUser,
  type Desk,
  find,
  fromForm,
  type Method,
  type Parameters,
  parseText,
  placeFor,
  sentKey,
} from './desk.ts'

/** Methods that change existing messages. */

const LIMITS = { text: 4096, caption: 1024 }

/** Edits the `text` of a message or the `caption` of a medium. */
export const edit =
  (what: 'text' | 'caption'): Method =>
  (desk, bot, parameters) => {
    const place = placeFor(desk, bot, parameters.chat_id)
    if ('status' in place) return place
    const { message_id: id, parse_mode: mode } = parameters
    const given = parameters[what] ?? ''
    if (typeof given !== 'string' || (what === 'text' && given.trim() === ''))
      return badRequest('message text is empty')
    const parsed = parseText(given, mode)
    if ('error' in parsed) return badRequest(parsed.error)
    if (parsed.text.length > LIMITS[what])
      return badRequest(what === 'text' ? 'message is too long' : 'message caption is too long')
    const sent = desk.sent.get(sentKey(place.chat, id))
    if (!sent) return badRequest('message to edit not found')
    if (sent.isCaption !== (what === 'caption'))
      return badRequest(
        what === 'text'
          ? 'there is no text in the message to edit'
          : 'there is no caption in the message to edit',
      )
    const html = parsed.entities.length > 0
    if (sent.text === parsed.text && sent.html === html)
      return badRequest(
        'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      )
    desk.sent.set(sentKey(place.chat, id), { ...sent, text: parsed.text, html })
    const { externalId } = place.account
    for (const one of desk.world.journal.sent.filter(
      ({ platform, account, id: sentId }) =>
        platform === 'telegram' && account === externalId && sentId === String(id),
    ))
      one.text = parsed.text
    show(desk, externalId, String(place.chat.id), String(id), (message) => {
      message.text = parsed.text
    })
    const at = Math.floor(desk.world.now().getTime() / 1000)
    return ok({
      message_id: Number(id),
      ...(place.chat.type === 'channel' ? { sender_chat: place.chat } : { from: botUser(bot) }),
      chat: place.chat,
      date: at,
      edit_date: at,
      [what]: parsed.text,
    })
  }

const reactionSchema = z
  .array(z.looseObject({ type: z.literal('emoji'), emoji: z.string() }))
  .max(1, 'bots set one reaction')
  .default([])
/** Some of the emoji that the platform accepts as reactions. */
const REACTIONS = new Set(['👍', '👎', '❤', '🔥', '🥰', '👏', '😁', '🤔', '🎉', '🙏', '👌', '😢', '🤝', '💯'])

export function setReaction(desk: Desk, bot: Bot, parameters: Parameters): Answer {
  const place = placeFor(desk, bot, parameters.chat_id)
  if ('status' in place) return place
  const parsed = reactionSchema.safeParse(fromForm(parameters.reaction))
  if (!parsed.success) return badRequest("can't parse reaction types JSON object")
  const [reaction] = parsed.data
  if (reaction && !REACTIONS.has(reaction.emoji)) return badRequest('REACTION_INVALID')
  const id = String(parameters.message_id)
  const contactId = String(place.chat.id)
  const { externalId } = place.account
  const chat = desk.world.chats.get('telegram', externalId, contactId)
  const known = chat?.messages.some((one) => one.id === id || one.id === `in-${id}`)
  if (!known && !desk.sent.has(sentKey(place.chat, id))) return badRequest('message to react not found')
  show(desk, externalId, contactId, id, (message) => {
    const { business: _before, ...others } = message.reactions ?? {}
    message.reactions = reaction ? { ...others, business: reaction.emoji } : others
  })
  return ok(true)
}

export const deleteMessage: Method = (desk, bot, { chat_id: id, message_id: message }) => {
  const place = find(desk, bot, id)
  if (!place) return badRequest('chat not found')
  const { journal, chats } = desk.world
  const account = place.account.externalId
  if (!desk.sent.delete(sentKey(place.chat, message))) return badRequest('message to delete not found')
  journal.withdraw('telegram', account, String(message))
  chats.remove('telegram', account, String(place.chat.id), String(message))
  return ok(true)
}

/** Acknowledges the press of a button; refuses the second time, when the query is too old. */
export const answerCallback: Method = ({ presses }, _bot, { callback_query_id: id }) =>
  presses.delete(String(id))
    ? ok(true)
    : badRequest('query is too old and response timeout expired or query ID is invalid')

export const chatAction: Method = (desk, bot, { chat_id: id, action }) => {
  const place = placeFor(desk, bot, id)
  if ('status' in place) return place
  if (typeof action !== 'string' || action === '') return badRequest('wrong parameter action in request')
  const { chat, account } = place
  if (chat.type === 'private' && action === 'typing') {
    const name = [chat.first_name, chat.last_name].filter(Boolean).join(' ')
    desk.world.chats.typing('telegram', account.externalId, { id: String(chat.id), name })
  }
  return ok(true)
}

/** Changes a message on the person's screen, where a contact's own messages have ids of the form `in-…`. */
export function show(
  { world }: Pick<Desk, 'world'>,
  account: string,
  contactId: string,
  messageId: string,
  change: (message: ShownMessage) => void,
): void {
  const chat = world.chats.get('telegram', account, contactId)
  const message = chat?.messages.find(({ id }) => id === messageId || id === `in-${messageId}`)
  if (!chat || !message) return
  change(message)
  world.events.emit({
    type: 'message',
    chat: { platform: 'telegram', account, contact: chat.contact },
    message,
  })
}
