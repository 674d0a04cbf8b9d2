import * as z from 'zod'
import type { Answer } from '#local/emulators/lib/http.ts'
import { invalidParameter } from '../../meta/emulator/answers.ts'
import { graphError } from './answers.ts'
import type { MediaStore, MediaType, StoredMedia } from './media.ts'
import { type MessageStatus, type Templates, templateSendSchema } from './templates.ts'

/** A message of a business after parsing: its visible parts and its fate. */
export interface Outgoing {
  kind: 'message' | 'reaction'
  text: string
  media?: { type: MediaType; stored: StoredMedia | null; link: string | null }
  choices?: { id: string; title: string }[]
  template?: string
  reaction?: { messageId: string; emoji: string }
  /** The error code of a failure that a receipt tells later. */
  failsLater?: number
  messageStatus?: MessageStatus
}

interface Context {
  media: MediaStore
  templates: Templates
  find(id: string): StoredMedia | undefined
}

const most = (max: number) => `must be at most ${max} characters long.`
const TEXT_MAX = 4096
const CAPTION_MAX = 1024
const ID_MAX = 256

const textSchema = z.object({
  body: z.string().min(1, 'is required').max(TEXT_MAX, most(TEXT_MAX)),
  preview_url: z.boolean('must be a boolean.').optional(),
})

const mediaSchema = z
  .strictObject({
    id: z.string().min(1).optional(),
    link: z.url({ protocol: /^https?$/ }).optional(),
    caption: z.string().min(1).max(CAPTION_MAX, most(CAPTION_MAX)).optional(),
    filename: z.string().optional(),
  })
  .refine(({ id, link }) => (id === undefined) !== (link === undefined), 'needs an id or a link.')
/** Media without a caption and a file name. */
const bareSchema = z.strictObject({ id: z.string().min(1).optional(), link: z.url().optional() })

const reactionSchema = z.object({
  message_id: z.string().startsWith('wamid.', 'is not valid.'),
  emoji: z.string().max(20),
})

const replySchema = z.object({
  type: z.literal('reply'),
  reply: z.object({ id: z.string().min(1).max(ID_MAX), title: z.string().min(1).max(20, most(20)) }),
})
const rowSchema = z.object({
  id: z.string().min(1).max(200),
  title: z.string().min(1).max(24, most(24)),
  description: z.string().max(72).optional(),
})
const questionSchema = z.object({ text: z.string().min(1).max(CAPTION_MAX, most(CAPTION_MAX)) })
const interactiveSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('button'),
    body: questionSchema,
    action: z.object({ buttons: z.array(replySchema).min(1).max(3, 'must have at most 3 items.') }),
  }),
  z.object({
    type: z.literal('list'),
    body: questionSchema,
    action: z.object({
      button: z.string().min(1).max(20, most(20)),
      sections: z
        .array(z.object({ title: z.string().max(24).optional(), rows: z.array(rowSchema).min(1) }))
        .min(1)
        .refine((all) => all.flatMap(({ rows }) => rows).length <= 10, 'must have at most 10 rows.'),
    }),
  }),
])

const placeSchema = z.object({
  latitude: z.coerce.number(),
  longitude: z.coerce.number(),
  name: z.string().optional(),
})

type Reader = (value: unknown, context: Context, type: string) => Outgoing | Answer

const READERS: Record<string, Reader> = {
  text: read(textSchema, ({ body }) => ({ kind: 'message', text: body })),
  image: medium(mediaSchema),
  video: medium(mediaSchema),
  document: medium(mediaSchema),
  audio: medium(bareSchema),
  sticker: medium(bareSchema),
  reaction: read(reactionSchema, ({ message_id: messageId, emoji }) => ({
    kind: 'reaction',
    text: emoji,
    reaction: { messageId, emoji },
  })),
  interactive: read(interactiveSchema, (asked) => ({
    kind: 'message',
    text: asked.body.text,
    choices:
      asked.type === 'button'
        ? asked.action.buttons.map(({ reply }) => reply)
        : asked.action.sections.flatMap(({ rows }) => rows.map(({ id, title }) => ({ id, title }))),
  })),
  template: read(templateSendSchema, (asked, context) => {
    const rendered = context.templates.render(asked)
    if ('status' in rendered) return rendered
    const { text, template, file } = rendered
    const begins = file && medium(mediaSchema)(file[file.type], context, file.type)
    if (begins && 'status' in begins) return begins
    return {
      ...begins,
      kind: 'message',
      text,
      template: template.name,
      messageStatus: template.messageStatus,
    }
  }),
  location: read(placeSchema, ({ latitude, longitude, name }) => ({
    kind: 'message',
    text: [name, `${latitude}, ${longitude}`].filter(Boolean).join('\n'),
  })),
}

/** Parses a message or returns the refusal. `type` defaults to text. */
export function readMessage(body: Record<string, unknown>, context: Context): Outgoing | Answer {
  const type = body.type ?? 'text'
  const reader = typeof type === 'string' && Object.hasOwn(READERS, type) ? READERS[type] : undefined
  if (typeof type !== 'string' || (!reader && type !== 'contacts')) {
    const known = [...Object.keys(READERS), 'contacts'].join(', ').toUpperCase()
    return invalidParameter(`Param type must be one of {${known}} - got "${String(type)}".`)
  }
  return reader ? reader(body[type], context, type) : unsupported(type)
}

function read<T>(
  schema: z.ZodType<T>,
  toOutgoing: (value: T, context: Context) => Outgoing | Answer,
): Reader {
  return (value, context, type) => {
    const parsed = schema.safeParse(value)
    return parsed.success ? toOutgoing(parsed.data, context) : invalidParameter(explain(type, parsed.error))
  }
}

/** Reads a medium. One of the wrong kind is accepted and fails later; an unknown id is refused at once. */
function medium(
  schema: z.ZodType<{ id?: string | undefined; link?: string | undefined; caption?: string | undefined }>,
): Reader {
  return (value, context, type) =>
    read(schema, ({ id, link, caption = '' }) => {
      const stored = id === undefined ? null : context.find(id)
      if (stored === undefined) {
        const details = `The media with the id '${id}' does not exist or has expired.`
        return graphError({ code: 131009, message: '(#131009) Parameter value is not valid', details })
      }
      return {
        kind: 'message',
        text: caption,
        media: { type: type as MediaType, stored, link: link ?? null },
        ...(stored && stored.type !== type && type !== 'document' ? { failsLater: 131053 } : {}),
      }
    })(value, context, type)
}

export function explain(type: string, error: z.ZodError): string {
  const issue = error.issues[0]
  const path = (issue?.path ?? []).map((part) => `['${String(part)}']`).join('')
  const missing =
    issue?.code === 'too_small' || (issue?.code === 'invalid_type' && issue.message.includes('undefined'))
  return missing
    ? `The parameter ${type}${path} is required.`
    : `Param ${type}${path} ${issue?.message ?? 'is not valid.'}`
}

function unsupported(type: string): Answer {
  const details = `This emulator does not send ${type}.`
  return graphError({ code: 131051, message: '(#131051) Unsupported message type', details })
}
