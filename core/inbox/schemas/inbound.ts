import * as z from 'zod'
import type { Platform } from '#core/lib/schemas.ts'

/*
 * What platforms tell us, in one vocabulary.
 */

/** Who wrote, by whatever the platform says of them. A phone may be hidden; at least one of the ids is there. */
export const senderSchema = z.object({
  userId: z.string().optional(),
  phone: z.string().optional(),
  username: z.string().optional(),
  name: z.string().optional(),
})
export type Sender = z.infer<typeof senderSchema>

const optionalText = z.string().optional()

/** A file that came with a message: it is fetched by `id`, while the platform keeps it. */
export const inboundMediaSchema = z.object({
  kind: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
  id: z.string(),
  mimeType: optionalText,
  /** As the platform writes it: base64 or hex. */
  sha256: optionalText,
  sizeBytes: z.number().optional(),
  seconds: z.number().optional(),
  fileName: optionalText,
  caption: optionalText,
  /** Recorded for this conversation, unlike a piece of music. */
  voice: z.boolean().optional(),
})
export type InboundMedia = z.infer<typeof inboundMediaSchema>

/**
 * What the platform tells in a contact's name, as a message of the type `system`: an event in the thread, which opens no window and
 * waits for no answer. `other` is what has only the platform's words.
 */
export const noticeSchema = z.enum([
  'started',
  'welcome',
  'pinned',
  'timer',
  'write_access',
  'revoked',
  'edited',
  'number_changed',
  'marketing_stopped',
  'marketing_resumed',
  'other',
])
export type Notice = z.infer<typeof noticeSchema>

/** What a message is besides its text, in one vocabulary. */
export const inboundDetailsSchema = z.object({
  forwarded: z.enum(['once', 'often']).optional(),
  /** Those with the same one were sent together. */
  album: optionalText,
  edited: z.boolean().optional(),
  /** When, where the platform says it. */
  editedAt: z.iso.datetime().optional(),
  /** To one of our messages or theirs; null took the reaction back. */
  reaction: z.object({ messageId: z.string(), emoji: z.string().nullable() }).optional(),
  /** What was chosen of what we offered; `answers` is what a form was filled in with. */
  choice: z.object({ id: optionalText, title: optionalText, answers: z.unknown().optional() }).optional(),
  place: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      name: optionalText,
      address: optionalText,
      url: optionalText,
    })
    .optional(),
  /** `others`: firms and mail addresses. */
  people: z
    .array(
      z.object({ name: z.string(), phones: z.array(z.string()), others: z.array(z.string()).optional() }),
    )
    .optional(),
  order: z
    .object({
      catalogId: optionalText,
      items: z.array(
        z.object({
          productId: optionalText,
          quantity: z.number().optional(),
          price: z.number().optional(),
          currency: optionalText,
        }),
      ),
    })
    .optional(),
  /** Of a catalogue: what the message is about. */
  product: z.object({ catalogId: optionalText, productId: z.string() }).optional(),
  /** The advertisement or page through which the contact came. */
  referral: z
    .object({
      url: optionalText,
      sourceId: optionalText,
      sourceType: optionalText,
      headline: optionalText,
      clickId: optionalText,
    })
    .optional(),
  notice: noticeSchema.optional(),
  /** The contact goes by another number from now on. */
  movedTo: optionalText,
  /** Why the platform does not show us what was sent. */
  problem: z.object({ code: z.string(), reason: z.string() }).optional(),
})
export type InboundDetails = z.infer<typeof inboundDetailsSchema>

export const inboundMessageSchema = z.object({
  kind: z.literal('message'),
  platformMessageId: z.string(),
  from: senderSchema,
  /** Where an answer goes. */
  recipient: z.string(),
  messageType: z.string(),
  text: z.string().nullable(),
  media: inboundMediaSchema.optional(),
  /** The platform's id of the message that it answers. */
  replyTo: z.string().optional(),
  details: inboundDetailsSchema.optional(),
  /** The message as the platform sent it. */
  metadata: z.record(z.string(), z.unknown()),
})
export type InboundMessage = z.infer<typeof inboundMessageSchema>

export const receiptSchema = z.object({
  kind: z.literal('receipt'),
  platformMessageId: z.string(),
  /** Our own message id, where the platform echoes it: resolves a send whose answer was lost. */
  callbackData: z.string().nullable(),
  status: z.enum(['sent', 'delivered', 'read', 'failed']),
  error: z.string().nullable(),
  /** The platform's code of a failure, and what to do about it. */
  errorCode: z.string().optional(),
  advice: z.string().optional(),
  /** The contact has stopped messages of the business on the platform itself. */
  optedOut: z.boolean().optional(),
  /** Whom it went to, by what the platform says of them. */
  recipient: senderSchema.optional(),
  /** A voice note was listened to. */
  played: z.boolean().optional(),
  /** What the platform charges for it, in its own words. */
  pricing: z
    .object({
      billable: z.boolean().optional(),
      model: optionalText,
      category: optionalText,
      type: optionalText,
    })
    .optional(),
})
export type Receipt = z.infer<typeof receiptSchema>

/** Kept and shown to operators; no rule of ours acts on it yet. */
export const otherUpdateSchema = z.object({ kind: z.literal('other'), raw: z.unknown() })

export const updatePayloadSchema = z.discriminatedUnion('kind', [
  inboundMessageSchema,
  receiptSchema,
  otherUpdateSchema,
])

/** One effect of a delivery. */
export interface Update {
  /** `message`, `receipt`, or the platform's own word for what we do not act on. */
  type: string
  /** Null for what could not be read at all. */
  platform: Platform | null
  externalAccountId: string | null
  dedupeKey: string
  /** The platform's time; null where it gives none. */
  occurredAt: Date | null
  payload: z.infer<typeof updatePayloadSchema>
}

/** An update as it is applied: of a known account of this workspace, not applied before. */
export interface StoredUpdate<Payload> {
  id: string
  accountId: string
  occurredAt: Date
  payload: Payload
}
