import * as z from 'zod'
import { passageSchema } from '#core/knowledge/schemas.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'
import { decisionKindSchema, likenessSchema, matchedRuleSchema } from '../schemas.ts'
import { accountHoursSchema, openingHoursSchema, outsideHoursSchema } from './opening-hours.ts'

/** The mode that results from the three switches: see `modeOf`. */
export const modeSchema = z
  .enum(['off', 'log', 'suggest', 'answer'])
  .describe(
    'off: nothing is decided. log: decisions alone. suggest: an answer waits for a person. answer: it is sent.',
  )

/** With fewer, a decision with its reason may be cut off; no message of a platform is long enough to need more. */
export const MAX_OUTPUT_TOKENS = { least: 500, most: 16_000 }

/** How alike an example a message must be to be ignored: below the least, messages of different meaning are alike. */
export const LIKENESS = { least: 0.5, most: 1 }
export const EXAMPLES_MAX = 50
export const EXAMPLE_LENGTH_MAX = 500

const changeableSchema = z.object({
  aiControlEnabled: z.boolean().describe('Off: machines do not even look at messages.'),
  aiEnabledForConversations: z.boolean().describe('Off: they decide, and nothing comes of it.'),
  aiEnabledForComments: z
    .boolean()
    .describe('The same under posts: off, they decide on comments, and nothing comes of it.'),
  autoReplyEnabled: z.boolean().describe('Off: their answers wait for a person.'),
  systemPrompt: z.string().trim().max(8000).describe('The role and the voice in which answers are written.'),
  instructions: z.string().trim().max(8000).describe('Instructions: what to do, and what never to do.'),
  ignoreExamples: z
    .array(z.string().trim().min(1).max(EXAMPLE_LENGTH_MAX))
    .max(EXAMPLES_MAX)
    .describe('Messages like these need no answer.'),
  ignoreLikeness: z
    .number()
    .min(LIKENESS.least)
    .max(LIKENESS.most)
    .describe('How alike an example a message must be to be ignored before a model is asked.'),
  disclosure: z
    .string()
    .trim()
    .max(500)
    .describe('How the first machine answer says that it is one; empty for the words that come with Chorus.'),
  handoffTold: z
    .boolean()
    .describe('A contact who is passed to a person is told so, once, where answers are sent.'),
  handoffWords: z
    .string()
    .trim()
    .max(500)
    .describe('The words that contacts are told; empty for those that come with Chorus.'),
  handoffWordsClosed: z
    .string()
    .trim()
    .max(500)
    .describe('The same while people are away; `{opens}` becomes when they are back.'),
  openingHours: openingHoursSchema.nullable().describe('When people answer; null for always.'),
  accountHours: z
    .array(accountHoursSchema)
    .max(200)
    .refine(
      (all) => new Set(all.map(({ accountId }) => accountId)).size === all.length,
      'An account occurs twice.',
    )
    .describe('Accounts with hours of their own, in place of those.'),
  outsideHours: outsideHoursSchema.describe(
    'What automatic answers do while nobody answers. answer: as usual. away: the contact is told so, once for each closed time, and the message waits for a person.',
  ),
  awayWords: z
    .string()
    .trim()
    .max(500)
    .describe(
      'The words that contacts are told then; `{opens}` becomes when people are back; empty for those that come with Chorus.',
    ),
  answerModel: z
    .string()
    .trim()
    .max(100)
    .nullable()
    .describe('The model that answers, one of `offers`; null for the installation’s usual one.'),
  temperature: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe(
      'How freely it writes; null for what its task asks for. Models that refuse it are not sent it.',
    ),
  maxOutputTokens: z
    .int()
    .min(MAX_OUTPUT_TOKENS.least)
    .max(MAX_OUTPUT_TOKENS.most)
    .nullable()
    .describe('The limit for one answer, with a model’s own reasoning; null for the task’s usual limit.'),
})

/** The settings that decide before a model is asked, and can be tried on what has come in. */
export const settlingSettingsSchema = changeableSchema.pick({
  ignoreExamples: true,
  ignoreLikeness: true,
  openingHours: true,
  accountHours: true,
  outsideHours: true,
})
export type SettlingSettings = z.infer<typeof settlingSettingsSchema>

export const machineSettingsSchema = changeableSchema
  .extend({
    mode: modeSchema,
    standardDisclosure: z.string().describe('The words that come with Chorus, in English.'),
    standardHandoff: z
      .object({ open: z.string(), closed: z.string() })
      .describe(
        'The words that come with Chorus, in English; those for when people are away with an example of a time.',
      ),
    standardAway: z.string().describe('The same for the answer outside business hours.'),
    models: z
      .array(
        z.object({
          task: z.enum(['answers', 'search']),
          model: z.string().describe('Provider and model.'),
          offline: z.boolean().describe('An engine of our own, which needs no key and no network.'),
        }),
      )
      .describe(
        'The models in use, by their work. The one for search is chosen by the operator of the installation.',
      ),
    offers: z
      .array(
        z.object({
          model: z.string(),
          offline: z.boolean(),
          takesTemperature: z.boolean(),
          price: z
            .object({ input: z.number(), output: z.number() })
            .nullable()
            .describe('US dollars per million tokens by list price; null for an engine of our own.'),
        }),
      )
      .describe('The models that this installation can ask; its operator chooses the providers.'),
  })
  .meta({ id: 'MachineSettings' })
export type MachineSettings = z.infer<typeof machineSettingsSchema>

export const changeMachineSettingsSchema = changeableSchema
  .partial()
  .strict()
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change.')
export type ChangeMachineSettings = z.infer<typeof changeMachineSettingsSchema>

export const tryMessageSchema = z
  .strictObject({
    text: z.string().trim().min(1).max(4096),
    settings: changeableSchema
      .partial()
      .strict()
      .optional()
      .describe('As they would be saved; what is left out is as it stands.'),
  })
  .meta({ id: 'TryMessage' })
export type TryMessage = z.infer<typeof tryMessageSchema>

/**
 * The machine's decision on a trial message, as if from a new contact. Nothing is stored or sent, but the model's call is
 * metered.
 */
export const triedMessageSchema = z
  .object({
    mode: modeSchema,
    decision: decisionKindSchema,
    confidence: z.number().min(0).max(1),
    reason: z.string(),
    matchedRule: matchedRuleSchema.nullable(),
    rule: z
      .object({ id: idSchema, name: z.string() })
      .nullable()
      .describe('The workspace’s own rule that applies.'),
    example: likenessSchema
      .nullable()
      .describe('The example to ignore that it is most like, whether or not it decides.'),
    answer: z
      .string()
      .nullable()
      .describe('As it would be sent, with what says that a machine writes; null where none would be.'),
    model: z.string(),
    prompt: z.string().nullable(),
    sources: z.array(passageSchema),
    unsupported: z.array(z.string()).describe('Sentences of the proposed answer that no source says.'),
  })
  .meta({ id: 'TriedMessage' })
export type TriedMessage = z.infer<typeof triedMessageSchema>

export const ignoreSuchSchema = z
  .strictObject({ messageId: idSchema.describe('A message of a contact, which becomes an example.') })
  .meta({ id: 'IgnoreSuch' })
export const ignoredSuchSchema = z
  .object({
    text: z.string().describe('The example, as it stands in the settings.'),
    added: z.boolean().describe('False: it was there already.'),
  })
  .meta({ id: 'IgnoredSuch' })
export type IgnoredSuch = z.infer<typeof ignoredSuchSchema>
