import * as z from 'zod'
import { idSchema, instantSchema, platformSchema } from '#core/lib/kernel/schemas.ts'

/** The reason why something calls for a person. */
export const callKindSchema = z
  .enum(['asked', 'mine', 'unanswered', 'mentioned'])
  .describe(
    'asked: a person is asked to take it. mine: the caller has taken it over. unanswered: a contact wrote where no machine answers. mentioned: a note names the caller.',
  )
export type CallKind = z.infer<typeof callKindSchema>

/** A conversation that calls for the caller. */
export const callSchema = z
  .object({
    conversationId: idSchema,
    kind: callKindSchema,
    platform: platformSchema,
    customerName: z.string().nullable(),
    customerHandle: z.string().nullable(),
    text: z.string().nullable().describe('The beginning of what was said last.'),
    at: instantSchema.describe('When it was asked, or written.'),
  })
  .meta({ id: 'Call' })
export type Call = z.infer<typeof callSchema>

const countSchema = z.int().nonnegative()

/** Counts end here: beyond it they only say “many”. */
export const COUNTED_MAX = 100
export const CALLS_SHOWN = 5

export const attentionSchema = z
  .object({
    count: countSchema
      .max(COUNTED_MAX)
      .describe('Conversations that call for the caller and that they have not seen.'),
    comments: countSchema
      .max(COUNTED_MAX)
      .describe('Comments that wait for a person, whoever has seen them.'),
    calls: z.array(callSchema).max(CALLS_SHOWN).describe('The latest of them.'),
    unread: z
      .object({ open: countSchema, escalated: countSchema, mine: countSchema })
      .describe('Unread conversations of each list, among the thousand that moved last.'),
  })
  .meta({ id: 'Attention' })
export type Attention = z.infer<typeof attentionSchema>

/** After how many minutes without a look a person may be mailed. */
export const MAIL_AFTER = { least: 5, most: 24 * 60 }

const changeableSchema = z.object({
  toasts: z.boolean().describe('A word in the corner of the open dashboard.'),
  sound: z.boolean(),
  browser: z.boolean().describe('A notification of the browser while the dashboard is not in front.'),
  mail: z.boolean().describe('A mail once nobody has looked for a while.'),
  mailAfterMinutes: z.int().min(MAIL_AFTER.least).max(MAIL_AFTER.most),
  mailLanguage: z.enum(['en', 'fr']),
  asked: z.boolean().describe('A person is asked to take a conversation.'),
  mine: z.boolean().describe('A contact writes in a conversation that one has taken over.'),
  unanswered: z.boolean().describe('A contact writes where no machine answers.'),
  mentioned: z.boolean().describe('A colleague names one in a note.'),
  commented: z.boolean().describe('A comment under a post waits for a person.'),
  byHand: z.boolean().describe('The time has come of a post that one publishes oneself. By mail, at once.'),
  signals: z.boolean().describe('Something stands out in a listening project. By mail, at once.'),
})

export const notificationSettingsSchema = changeableSchema
export type NotificationSettings = z.infer<typeof notificationSettingsSchema>

export const changeNotificationSettingsSchema = changeableSchema
  .partial()
  .strict()
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change.')
export type StoredNotificationSettings = z.infer<typeof changeNotificationSettingsSchema>
