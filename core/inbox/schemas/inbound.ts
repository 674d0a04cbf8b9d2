import * as z from 'zod'
import type { Platform } from '#core/lib/kernel/schemas.ts'

/*
 * Messages, receipts and other updates from platforms, in one format for all platforms.
 */

/** The sender, as far as the platform identifies them. The phone may be hidden; at least one of the ids is present. */
export const senderSchema = z
  .object({
    userId: z.string().optional(),
    phone: z.string().optional(),
    username: z.string().optional(),
    name: z.string().optional(),
  })
  .meta({ id: 'Sender' })
export type Sender = z.infer<typeof senderSchema>

const optionalText = z.string().optional()

/** A file that came with a message. It can be fetched by `id` as long as the platform keeps it. */
export const inboundMediaSchema = z
  .object({
    kind: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
    id: z.string(),
    mimeType: optionalText,
    /** As the platform writes it: base64 or hex. */
    sha256: optionalText,
    sizeBytes: z.number().optional(),
    seconds: z.number().optional(),
    fileName: optionalText,
    caption: optionalText,
    /** True for a voice note, recorded for this conversation; not for other audio, such as music. */
    voice: z.boolean().optional(),
  })
  .meta({ id: 'InboundMedia' })
export type InboundMedia = z.infer<typeof inboundMediaSchema>

/**
 * An event that the platform reports in a contact's name, as a message of the type `system`: it is shown in the thread, opens no
 * window and needs no answer. `other`: an event for which there is only the platform's text.
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

/** The details of a message besides its text, in one format for all platforms. */
export const inboundDetailsSchema = z
  .object({
    forwarded: z.enum(['once', 'often']).optional(),
    /** Messages with the same value were sent together. */
    album: optionalText,
    edited: z.boolean().optional(),
    /** The time of the edit, where the platform gives it. */
    editedAt: z.iso.datetime().optional(),
    /** A reaction to one of our messages or theirs; `emoji` is null if it was taken back. */
    reaction: z.object({ messageId: z.string(), emoji: z.string().nullable() }).optional(),
    /** The option that the contact chose of those we offered. `answers`: the contents of a form they filled in. */
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
    /** Shared contacts. `others`: companies and mail addresses. */
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
    /** The catalogue product that the message is about. */
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
    /** The contact's new number, used from now on. */
    movedTo: optionalText,
    /** The reason why the platform does not pass on the content. */
    problem: z.object({ code: z.string(), reason: z.string() }).optional(),
  })
  .meta({ id: 'InboundDetails' })
export type InboundDetails = z.infer<typeof inboundDetailsSchema>

export const inboundMessageSchema = z
  .object({
    kind: z.literal('message'),
    platformMessageId: z.string(),
    from: senderSchema,
    /** The address that an answer goes to. */
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
  .meta({ id: 'InboundMessage' })
export type InboundMessage = z.infer<typeof inboundMessageSchema>

export const receiptSchema = z
  .object({
    kind: z.literal('receipt'),
    platformMessageId: z.string(),
    /** Our own message id, where the platform echoes it: identifies a message whose send was never answered. */
    callbackData: z.string().nullable(),
    status: z.enum(['sent', 'delivered', 'read', 'failed']),
    error: z.string().nullable(),
    /** The platform's code of a failure, and what to do about it. */
    errorCode: z.string().optional(),
    advice: z.string().optional(),
    /** The contact has stopped messages of the business on the platform itself. */
    optedOut: z.boolean().optional(),
    /** The recipient, as far as the platform identifies them. */
    recipient: senderSchema.optional(),
    /** True if a voice note was listened to. */
    played: z.boolean().optional(),
    /** The platform's charge for the message, in its own terms. */
    pricing: z
      .object({
        billable: z.boolean().optional(),
        model: optionalText,
        category: optionalText,
        type: optionalText,
      })
      .optional(),
  })
  .meta({ id: 'Receipt' })
export type Receipt = z.infer<typeof receiptSchema>

/** An update that is stored and shown to operators; no rule acts on it yet. */
export const otherUpdateSchema = z
  .object({ kind: z.literal('other'), raw: z.unknown() })
  .meta({ id: 'OtherUpdate' })

export const updatePayloadSchema = z
  .discriminatedUnion('kind', [inboundMessageSchema, receiptSchema, otherUpdateSchema])
  .meta({ id: 'UpdatePayload' })

/** One effect of a delivery. */
export interface Update {
  /** `message`, `receipt`, or the platform's own name for updates that we do not act on. */
  type: string
  /** Null if the update could not be parsed at all. */
  platform: Platform | null
  externalAccountId: string | null
  dedupeKey: string
  /** The platform's time; null where it gives none. */
  occurredAt: Date | null
  payload: z.infer<typeof updatePayloadSchema>
}

/** An update that is ready to be applied: its account belongs to this workspace, and it has not been applied before. */
export interface StoredUpdate<Payload> {
  id: string
  accountId: string
  occurredAt: Date
  payload: Payload
}
