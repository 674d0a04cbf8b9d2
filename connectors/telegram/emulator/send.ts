import * as z from 'zod'
import type { Form } from '#local/emulators/lib/bytes.ts'
import type { Answer } from '#local/emulators/lib/http.ts'
import { badRequest, ok, refuse } from './answers.ts'
import type { Bot } from './bots.ts'
import {
  type Desk,
  deliver,
  flooded,
  fromForm,
  type Method,
  type Parameters,
  type Parsed,
  parseText,
  placeFor,
} from './desk.ts'
import { type StoredFile, WIRE_MEDIA } from './files.ts'

const TEXT_MAX = 4096
const CAPTION_MAX = 1024
const CALLBACK_MAX_BYTES = 64
const MB = 1024 * 1024
const PHOTO_MAX_BYTES = 10 * MB
const FILE_MAX_BYTES = 50 * MB
const ALBUM = { min: 2, max: 10 }

/** Kinds of media that may share an album. */
const ALBUMS = [['photo', 'video'], ['document'], ['audio']]

export function sendMessage(desk: Desk, bot: Bot, parameters: Parameters): Answer {
  const { chat_id: id, text, parse_mode: mode } = parameters
  const place = placeFor(desk, bot, id)
  if ('status' in place) return place
  if (typeof text !== 'string' || text.trim() === '') return badRequest('message text is empty')
  const parsed = parseText(text, mode)
  if ('error' in parsed) return badRequest(parsed.error)
  if (parsed.text === '') return badRequest('message text is empty')
  if (parsed.text.length > TEXT_MAX) return badRequest('message is too long')
  const choices = keyboard(parameters.reply_markup)
  if ('status' in choices) return choices
  const shown = {
    parsed,
    file: null,
    kind: null,
    parent: replyTarget(parameters),
    choices,
    wire: markup(parameters),
  }
  return flooded(desk, bot, place) ?? ok(deliver(desk, bot, place, shown))
}

/** Makes a method that sends one medium. */
export const sendMedium =
  (kind: string): Method =>
  (desk, bot, parameters, form) => {
    const place = placeFor(desk, bot, parameters.chat_id)
    if ('status' in place) return place
    const file = fileOf(desk, bot, { kind, reference: parameters[kind] }, form)
    if ('status' in file) return file
    const parsed = caption(parameters)
    if ('status' in parsed) return parsed
    const choices = keyboard(parameters.reply_markup)
    if ('status' in choices) return choices
    const wire = { ...WIRE_MEDIA[kind]?.(file), ...markup(parameters) }
    const shown = { parsed, file, kind: shownKind(kind), parent: replyTarget(parameters), choices, wire }
    return flooded(desk, bot, place) ?? ok(deliver(desk, bot, place, shown))
  }

const albumSchema = z.array(
  z.looseObject({
    type: z.enum(['photo', 'video', 'document', 'audio']),
    media: z.string(),
    caption: z.string().optional(),
    parse_mode: z.string().optional(),
  }),
)

/** Sends an album, all or nothing: one invalid medium refuses the whole. */
export const sendMediaGroup: Method = (desk, bot, parameters, form) => {
  const place = placeFor(desk, bot, parameters.chat_id)
  if ('status' in place) return place
  if (parameters.reply_markup !== undefined) return badRequest('albums have no reply markup')
  const items = albumSchema.safeParse(fromForm(parameters.media))
  if (!items.success) return badRequest(`can't parse InputMedia: ${z.prettifyError(items.error)}`)
  const { length } = items.data
  if (length < ALBUM.min || length > ALBUM.max)
    return badRequest(`there must be ${ALBUM.min}-${ALBUM.max} media in an album, and not ${length}`)
  if (!ALBUMS.some((group) => items.data.every(({ type }) => group.includes(type))))
    return badRequest("can't use the media of the specified type in the album")
  const ready: { file: StoredFile; parsed: Parsed; kind: string }[] = []
  for (const item of items.data) {
    const file = fileOf(desk, bot, { kind: item.type, reference: item.media }, form)
    if ('status' in file) return file
    const parsed = caption(item)
    if ('status' in parsed) return parsed
    ready.push({ file, parsed, kind: item.type })
  }
  const limited = flooded(desk, bot, place, length)
  if (limited) return limited
  const group = { media_group_id: String(desk.messages.next()) }
  const parent = replyTarget(parameters)
  const sent = ready.map(({ file, parsed, kind }) => {
    const wire = { ...WIRE_MEDIA[kind]?.(file), ...group }
    return deliver(desk, bot, place, { parsed, file, kind: shownKind(kind), parent, choices: [], wire })
  })
  return ok(sent)
}

const shownKind = (kind: string) => (kind === 'photo' ? 'image' : kind === 'voice' ? 'audio' : kind)

/** Finds a file by its id, or among the request's own files: by `attach://name`, or by the parameter's name. */
function fileOf(
  desk: Desk,
  bot: Bot,
  { kind, reference }: { kind: string; reference: unknown },
  form: Form | null,
): StoredFile | Answer {
  const name = typeof reference === 'string' ? /^attach:\/\/(.+)$/.exec(reference)?.[1] : kind
  const attached = name === undefined ? undefined : form?.files[name]
  if (attached) {
    const { bytes, type: mimeType, name: fileName } = attached
    if (bytes.length === 0) return badRequest('file must be non-empty')
    if (bytes.length > FILE_MAX_BYTES) return refuse(413, 'Request Entity Too Large')
    if (kind === 'photo' && bytes.length > PHOTO_MAX_BYTES) return badRequest('file is too big for a photo')
    return desk.files.keep(bot.token, { bytes, mimeType, name: fileName })
  }
  if (typeof reference !== 'string' || name !== undefined)
    return badRequest(`there is no ${kind} in the request`)
  // This emulator fetches nothing from the Internet.
  if (/^https?:/.test(reference)) return badRequest('failed to get HTTP URL content')
  return desk.files.find(bot.token, reference) ?? badRequest('wrong file identifier/HTTP URL specified')
}

function caption({ caption: text, parse_mode: mode }: Parameters): Parsed | Answer {
  if (text === undefined || text === '') return { text: '', entities: [] }
  if (typeof text !== 'string') return badRequest('caption must be a string')
  const parsed = parseText(text, mode)
  if ('error' in parsed) return badRequest(parsed.error)
  return parsed.text.length > CAPTION_MAX ? badRequest('message caption is too long') : parsed
}

const keyboardSchema = z.looseObject({
  inline_keyboard: z.array(
    z.array(z.looseObject({ text: z.string().min(1), callback_data: z.string().optional() })),
  ),
})

function keyboard(markup: unknown): { id: string; title: string }[] | Answer {
  if (markup === undefined) return []
  const parsed = keyboardSchema.safeParse(fromForm(markup))
  if (!parsed.success) return badRequest("can't parse reply keyboard markup JSON object")
  const buttons = parsed.data.inline_keyboard.flat()
  if (buttons.some(({ callback_data: data }) => Buffer.byteLength(data ?? '') > CALLBACK_MAX_BYTES))
    return badRequest('BUTTON_DATA_INVALID')
  return buttons.flatMap(({ text, callback_data: data }) =>
    data === undefined ? [] : [{ id: data, title: text }],
  )
}

const markup = ({ reply_markup: given }: Parameters) =>
  given === undefined ? {} : { reply_markup: fromForm(given) }

const replySchema = z.looseObject({ message_id: z.coerce.number().int() })

function replyTarget({ reply_parameters: reply }: Parameters): number | null {
  const parsed = replySchema.safeParse(fromForm(reply))
  return parsed.success ? parsed.data.message_id : null
}
