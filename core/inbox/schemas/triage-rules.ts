import * as z from 'zod'
import { dateParameterSchema, idSchema, instantSchema, pageOf } from '#core/lib/kernel/schemas.ts'
import { patternProblem } from '#core/lib/text/pattern.ts'
import { decisionKindSchema, likenessSchema, matchedRuleSchema } from '../schemas.ts'
import { LANGUAGES } from './languages.ts'
import { settlingSettingsSchema } from './machine-settings.ts'
import { timeSchema, zoneSchema } from './opening-hours.ts'

/** The most rules of a workspace: all of them are read with each decision. */
export const RULES_MAX = 100
/** The longest regular expression, in UTF-16 units. */
export const PATTERN_MAX = 200

/** One value, or several of which one has to hold. It is stored as it was given. */
const oneOrMore = <T extends z.ZodType>(value: T) => z.union([value, z.array(value).min(1).max(50)])

const wordsSchema = z.string().trim().min(1).max(200)

const patternSchema = z
  .string()
  .min(1)
  .max(PATTERN_MAX)
  .superRefine((pattern, context) => {
    const problem = patternProblem(pattern)
    if (problem) context.addIssue({ code: 'custom', message: problem })
  })

const betweenSchema = z
  .strictObject({
    from: timeSchema,
    to: timeSchema.describe('Not included. Earlier than `from`: the window ends on the next day.'),
    timezone: zoneSchema,
    days: z
      .array(z.int().min(1).max(7))
      .min(1)
      .max(7)
      .optional()
      .describe('The days on which the window begins, 1 is Monday; without them every day.'),
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'It ends at another time than it begins.' })

/** The conditions of a rule; all of them have to hold. */
export const whenSchema = z
  .strictObject({
    contains: oneOrMore(wordsSchema)
      .optional()
      .describe(
        'The message contains these words, or one of several. Case and accents do not count; a word may go on (`refund` finds “refunds”), but begins where a word does.',
      ),
    matches: patternSchema
      .optional()
      .describe(
        `A regular expression in RE2 syntax that a part of the message matches, whatever the case: no look-around, no back-references. At most ${PATTERN_MAX} characters.`,
      ),
    language: oneOrMore(z.enum(LANGUAGES))
      .optional()
      .describe(
        'The language of the message; `other` is surely none of English, French and Spanish. A message too short to tell has none.',
      ),
    sender: oneOrMore(wordsSchema)
      .optional()
      .describe('The contact’s name, handle or number, whole, whatever the case.'),
    accountId: oneOrMore(idSchema).optional().describe('The account that the message came to.'),
    labelId: oneOrMore(idSchema).optional().describe('A label that the conversation has.'),
    between: betweenSchema
      .optional()
      .describe('The local time at which the message was sent, such as from 22:00 to 06:00 at night.'),
    firstMessage: z
      .boolean()
      .optional()
      .describe('Whether the contact has not written in the conversation before.'),
  })
  .refine((when) => Object.values(when).some((value) => value !== undefined), 'Give at least one condition.')
  .meta({ id: 'When' })
export type When = z.infer<typeof whenSchema>

/** The most labels that a rule gives. */
const LABELS_OF_A_RULE = 10

const fields = {
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean(),
  when: whenSchema,
  decision: decisionKindSchema.describe(
    'respond: it is answered even if it resembles an example to ignore, as far as an answer is found. ignore: it is left alone. escalate: a person is asked.',
  ),
  assignTo: idSchema
    .nullable()
    .describe('The member who gets what is escalated, and holds the conversation; null for whoever comes.'),
  labelIds: z
    .array(idSchema)
    .max(LABELS_OF_A_RULE)
    .describe('Labels that the conversation gets when the rule decides.'),
}
const positionSchema = z
  .int()
  .min(0)
  .max(1_000_000)
  .describe('Rules are asked in ascending order. Those at a place that is taken move on by one.')

export const triageRuleSchema = z
  .object({
    id: idSchema,
    ...fields,
    position: positionSchema,
    matches: z
      .object({
        count: z.int().describe('How many messages it decided in the last 30 days; counted to 1,000.'),
        lastAt: instantSchema.nullable(),
      })
      .describe('What the rule has done lately.'),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'TriageRule' })
export type TriageRule = z.infer<typeof triageRuleSchema>
export const triageRulesSchema = pageOf(triageRuleSchema)

/** All rules come in one page: there are at most `RULES_MAX`. */
export const triageRuleListQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(RULES_MAX).default(RULES_MAX),
})

const assignsWhatItEscalates = {
  path: ['assignTo'],
  message: 'Only what is escalated is given to a person.',
}
const newRule = z.strictObject({
  ...fields,
  enabled: fields.enabled.default(true),
  assignTo: fields.assignTo.default(null),
  labelIds: fields.labelIds.default([]),
})
export const createTriageRuleSchema = newRule
  .extend({ position: positionSchema.optional().describe('Without it, the last.') })
  .refine(({ decision, assignTo }) => assignTo === null || decision === 'escalate', assignsWhatItEscalates)
export type CreateTriageRule = z.infer<typeof createTriageRuleSchema>

export const changeTriageRuleSchema = z
  .strictObject({ ...fields, position: positionSchema })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change.')
  .meta({ id: 'ChangeTriageRule' })
export type ChangeTriageRule = z.infer<typeof changeTriageRuleSchema>

export const orderTriageRulesSchema = z
  .strictObject({
    ids: z.array(idSchema).min(1).max(RULES_MAX).describe('All rules of the workspace, in their new order.'),
  })
  .meta({ id: 'OrderTriageRules' })

/** Rules that are tried without being saved, in their order. */
const draftsSchema = z
  .array(newRule.extend({ id: idSchema.nullable().default(null) }))
  .max(RULES_MAX)
  .optional()
  .describe('The rules to try, in this order; without them, those that are saved.')

const namedSchema = z.object({
  id: idSchema.nullable().describe('Null for a rule that is not saved.'),
  name: z.string(),
})

export const tryTriageSchema = z
  .strictObject({
    text: z.string().min(1).max(4096),
    language: z
      .string()
      .regex(/^[a-z]{2,3}$/, 'A language such as fr.')
      .optional()
      .describe('The language of the text; without it, it is detected.'),
    accountId: idSchema.optional(),
    sender: wordsSchema.optional().describe('The contact’s name, handle or number.'),
    at: dateParameterSchema.optional().describe('When it is sent; without it, now.'),
    firstMessage: z.boolean().default(true),
    labelIds: z.array(idSchema).optional().describe('The labels of the conversation; without them, none.'),
    rules: draftsSchema,
  })
  .meta({ id: 'TryTriage' })
export type TryTriage = z.infer<typeof tryTriageSchema>

/** What the steps before the model make of a message. */
const triagedSchema = z.object({
  decision: decisionKindSchema.nullable().describe('Null: it is left to the assistant.'),
  rule: namedSchema.nullable().describe('The rule that decides.'),
  matchedRule: matchedRuleSchema
    .nullable()
    .describe('The step that decides; null: none before the assistant.'),
  example: likenessSchema.nullable().describe('The example to ignore that decides.'),
})

export const triedTriageSchema = triagedSchema
  .extend({
    reason: z.string().nullable(),
    language: z.string().nullable().describe('The language that the rules take the text to be in.'),
    considered: z
      .array(
        namedSchema.extend({
          enabled: z.boolean(),
          matches: z.boolean(),
          misses: z.array(whenSchema.keyof()).describe('Its conditions that do not hold.'),
        }),
      )
      .describe('All rules in their order, whether or not one before them decides.'),
  })
  .meta({ id: 'TriedTriage' })
export type TriedTriage = z.infer<typeof triedTriageSchema>

export const REPLAYED_MAX = 100
export const replayTriageSchema = z
  .strictObject({
    rules: draftsSchema,
    settings: settlingSettingsSchema
      .partial()
      .strict()
      .optional()
      .describe(
        'Examples to ignore and business hours, as they would be saved; what is left out is as it stands.',
      ),
    limit: z.int().min(1).max(REPLAYED_MAX).default(REPLAYED_MAX),
  })
  .meta({ id: 'ReplayTriage' })
export type ReplayTriage = z.infer<typeof replayTriageSchema>

export const replayedTriageSchema = z
  .object({
    items: z
      .array(
        z.object({
          messageId: idSchema,
          conversationId: idSchema,
          customerName: z.string().nullable(),
          text: z.string().describe('The messages that were decided on together, one a line.'),
          at: instantSchema,
          was: triagedSchema,
          would: triagedSchema,
          changed: z.boolean().describe('It would be decided otherwise, or by another step or rule.'),
        }),
      )
      .describe('The latest messages that were decided on, newest first.'),
    changed: z.int(),
  })
  .meta({ id: 'ReplayedTriage' })
export type ReplayedTriage = z.infer<typeof replayedTriageSchema>
