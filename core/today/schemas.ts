import * as z from 'zod'
import { escalationReasonSchema, escalationStatusSchema } from '#core/inbox/schemas.ts'
import {
  dateParameterSchema,
  idSchema,
  instantSchema,
  platformSchema,
  timezoneSchema,
} from '#core/lib/kernel/schemas.ts'
import { postStatusSchema, targetStatusSchema } from '#core/publishing/schemas.ts'

/** The viewer's day: today in their zone, UTC without one, or between two midnights that they name. */
export const todayQuerySchema = z.strictObject({
  timezone: timezoneSchema
    .optional()
    .describe('The zone whose day it is; what begins and ends it is resolved here. UTC without it.'),
  from: dateParameterSchema.optional().describe('When the day begins for who looks.'),
  to: dateParameterSchema.optional().describe('When it ends: up to 26 hours later.'),
})

export type TodayQuery = z.infer<typeof todayQuerySchema>

/** The first entries of a list, and how many there are in all. */
const some = <T extends z.ZodType>(item: T) =>
  z.object({ total: z.number().int().nonnegative(), items: z.array(item) })

const conversationLineSchema = z.object({
  conversationId: idSchema,
  platform: platformSchema,
  accountName: z.string(),
  customerName: z.string().nullable(),
  customerHandle: z.string().nullable(),
  text: z.string().nullable().describe('The beginning of the message that it is about.'),
})

const postLineSchema = z.object({
  id: idSchema,
  text: z.string(),
  status: postStatusSchema,
  publishAt: instantSchema,
  targets: z.array(
    z.object({
      name: z.string(),
      platform: platformSchema,
      status: targetStatusSchema,
      error: z.string().nullable(),
    }),
  ),
})

const actSchema = z.object({
  times: z.number().int().nonnegative(),
  conversations: z.number().int().nonnegative(),
})

export const todaySchema = z
  .object({
    timezone: z.string().describe('The zone in which the day and its times are told.'),
    date: z.string().describe('The date of the day: 2026-11-21.'),
    from: instantSchema,
    to: instantSchema,
    since: instantSchema.describe('The beginning of yesterday: automatic work is counted from here.'),
    waiting: z
      .object({
        escalations: some(
          conversationLineSchema.extend({
            id: idSchema,
            reason: escalationReasonSchema,
            status: escalationStatusSchema,
            note: z.string().nullable(),
            assignedTo: z.string().nullable(),
            answered: z.boolean().describe('A person has answered since it was asked.'),
            theirTurn: z.boolean().describe('The contact has the last word.'),
            since: instantSchema,
          }),
        ).describe('The longest wait first.'),
        held: some(conversationLineSchema.extend({ since: instantSchema, unanswered: z.boolean() })).describe(
          'Conversations that the caller has taken over and that were not escalated.',
        ),
        windows: some(conversationLineSchema.extend({ closesAt: instantSchema })).describe(
          'Unanswered, and soon the platform takes no free text any more.',
        ),
        messages: some(
          conversationLineSchema.extend({
            id: idSchema,
            status: z.enum(['failed', 'unknown']),
            error: z.string().nullable(),
            at: instantSchema,
          }),
        ).describe(
          'Failed, or nobody knows, within seven days and with nothing sent in the conversation since.',
        ),
        comments: some(
          z.object({
            id: idSchema,
            platform: platformSchema,
            accountName: z.string(),
            authorName: z.string(),
            text: z.string().describe('Its beginning.'),
            since: instantSchema.describe('When it was written.'),
          }),
        ).describe('Under posts, the longest wait first.'),
        posts: some(postLineSchema),
        accounts: z.array(
          z.object({
            id: idSchema,
            name: z.string(),
            platform: platformSchema,
            reason: z.string().nullable(),
          }),
        ),
      })
      .describe('Work that waits for a person.'),
    machines: z.object({
      answered: actSchema.describe('Answers that were sent.'),
      ignored: actSchema,
      escalated: actSchema,
      medianResponseMs: z
        .number()
        .nullable()
        .describe('From a contact’s first word to the first answer, whoever gave it. Null without answers.'),
      shareByMachine: z
        .number()
        .min(0)
        .max(1)
        .nullable()
        .describe('Measured over the turns that were answered. Null without answers.'),
      hours: z
        .array(
          z.object({
            at: instantSchema,
            machine: z.number().int(),
            person: z.number().int(),
            open: z.number().int(),
          }),
        )
        .describe(
          'Contacts’ turns by the hour they began in and by who answered first; hours without are left out.',
        ),
    }),
    goesOut: some(
      postLineSchema.extend({ localTime: z.string().describe('`publishAt` in the zone, with its offset.') }),
    ),
    next: z
      .enum(['connect_account', 'add_knowledge', 'first_message'])
      .nullable()
      .describe('The next steps of a workspace that has nothing yet.'),
  })
  .meta({ id: 'Today' })
export type Today = z.infer<typeof todaySchema>
