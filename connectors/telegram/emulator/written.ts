import { fileBytes, type InboundContent, type RichInbound } from '#local/emulators/control/content.ts'
import type { World } from '#local/emulators/emulator.ts'
import { HttpError } from '#local/emulators/lib/http.ts'
import { type Bot, personName, privateChat } from './bots.ts'
import { botUser } from './desk.ts'
import { type FileStore, type StoredFile, WIRE_MEDIA } from './files.ts'

/** An action of a person as the payload of an update: its key and its body. */
export interface Written {
  key: string
  body: Record<string, unknown>
  file: StoredFile | null
}

interface Scene {
  world: World
  bot: Bot
  files: FileStore
  inbound: RichInbound
  userId: number
  messageId: number
  /** The id of the album that the medium was sent in. */
  album: string | null
}

export function written(scene: Scene, content: InboundContent): Written {
  const { reaction, choice, membership, edits } = content
  if (reaction) return { key: 'message_reaction', body: reacted(scene, reaction), file: null }
  if (choice) return { key: 'callback_query', body: pressed(scene, content), file: null }
  if (membership) return { key: 'my_chat_member', body: changed(scene, membership), file: null }
  const { body, file } = message(scene, content)
  if (edits === undefined) return { key: 'message', body, file }
  const edited = { ...body, message_id: Number(edits), edit_date: seconds(scene) }
  return { key: 'edited_message', body: edited, file }
}

const seconds = ({ world }: Scene) => Math.floor(world.now().getTime() / 1000)

const userOf = ({ inbound: { from }, userId }: Scene) => ({
  id: userId,
  is_bot: false,
  ...personName(from.name),
  ...(from.username ? { username: from.username } : {}),
  language_code: 'en',
})

const chatOf = ({ inbound: { from }, userId }: Scene) =>
  privateChat({ id: userId, name: from.name, username: from.username })

function message(scene: Scene, content: InboundContent) {
  const { replyTo, forwarded, place, person, text, media, notice } = content
  const [medium] = media ?? []
  const file = medium ? keep(scene, medium) : null
  const kind = medium?.kind === 'image' ? 'photo' : medium?.kind
  const body: Record<string, unknown> = {
    message_id: scene.messageId,
    from: userOf(scene),
    chat: chatOf(scene),
    date: seconds(scene),
    ...(replyTo ? { reply_to_message: { message_id: lastNumber(replyTo) } } : {}),
    ...(forwarded
      ? { forward_origin: { type: 'hidden_user', sender_user_name: 'Someone', date: seconds(scene) } }
      : {}),
    ...(notice ? service(scene, notice) : {}),
    ...(scene.album ? { media_group_id: scene.album } : {}),
    ...(place ? { location: { latitude: place.latitude, longitude: place.longitude } } : {}),
    ...(person ? { contact: { phone_number: person.phone, ...personName(person.name) } } : {}),
    ...(file && kind ? WIRE_MEDIA[kind]?.(file, medium?.seconds) : {}),
    ...(text === '' ? {} : { [file ? 'caption' : 'text']: text, ...(file ? {} : commandEntities(text)) }),
  }
  return { body, file }
}

/** Builds a service message, which tells of an event in the chat and which nobody has written. */
function service(scene: Scene, notice: NonNullable<InboundContent['notice']>) {
  const told: Record<string, object> = {
    pinned_message: { message_id: 1, chat: chatOf(scene), date: seconds(scene), text: '…' },
    message_auto_delete_timer_changed: { message_auto_delete_time: 86_400 },
    write_access_allowed: {},
  }
  if (!told[notice]) throw new HttpError(400, `notice: Telegram tells no ${notice}.`)
  return { [notice]: told[notice] }
}

function keep({ bot, files }: Scene, medium: NonNullable<InboundContent['media']>[number]): StoredFile {
  const { mimeType, kind, sizeBytes } = medium
  const name = medium.fileName ?? `${kind}.${mimeType.split('/')[1] ?? 'bin'}`
  return files.keep(bot.token, { mimeType, name, bytes: fileBytes(medium), sizeBytes })
}

function reacted(scene: Scene, { messageId, emoji }: NonNullable<InboundContent['reaction']>) {
  return {
    chat: chatOf(scene),
    message_id: lastNumber(messageId),
    user: userOf(scene),
    date: seconds(scene),
    old_reaction: [],
    new_reaction: emoji === null ? [] : [{ type: 'emoji', emoji }],
  }
}

function pressed(scene: Scene, { choice, replyTo }: InboundContent) {
  const { bot } = scene
  return {
    id: String(scene.messageId),
    from: userOf(scene),
    message: {
      message_id: lastNumber(replyTo ?? '1'),
      from: botUser(bot),
      chat: chatOf(scene),
      date: seconds(scene),
      text: '…',
      reply_markup: { inline_keyboard: [[{ text: choice?.title ?? '', callback_data: choice?.id ?? '' }]] },
    },
    chat_instance: '1',
    data: choice?.id ?? '',
  }
}

function changed(scene: Scene, membership: 'blocked' | 'unblocked') {
  const user = botUser(scene.bot)
  const [before, after] = membership === 'blocked' ? ['member', 'kicked'] : ['kicked', 'member']
  return {
    chat: chatOf(scene),
    from: userOf(scene),
    date: seconds(scene),
    old_chat_member: { user, status: before },
    new_chat_member: { user, status: after },
  }
}

/** Reads the message's number from `chat:message`, `in-message` or the number alone. */
const lastNumber = (id: string) => Number(/\d+$/.exec(id)?.[0] ?? 0)

function commandEntities(text: string) {
  const command = /^\/\w+/.exec(text)?.[0]
  return command ? { entities: [{ type: 'bot_command', offset: 0, length: command.length }] } : {}
}
