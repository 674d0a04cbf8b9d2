import * as z from 'zod'
import { idSchema, instantSchema, pageOf, platformSchema } from '#core/lib/kernel/schemas.ts'
import { TEXT_UNITS } from '#core/lib/platform/length.ts'

export const accountStatusSchema = z.enum(['active', 'expired', 'revoked'])
export type AccountStatus = z.infer<typeof accountStatusSchema>

/** A social account as everyone in the workspace may see it, without its credentials. */
export const accountSchema = z
  .object({
    id: idSchema,
    platform: platformSchema,
    externalId: z.string().describe('The platform’s own id: phone number id, page id, chat id, …'),
    name: z.string(),
    status: accountStatusSchema,
    statusReason: z.string().nullable(),
    profileId: idSchema
      .nullable()
      .describe('The author who publishes through it; null once it is disconnected.'),
    posts: z
      .object({
        maxLength: z.number().int(),
        maxBytes: z
          .number()
          .int()
          .nullable()
          .describe('The most bytes in UTF-8, where the platform limits them as well.'),
        captionMaxLength: z
          .number()
          .int()
          .nullable()
          .describe('The limit for a text with media; null for `maxLength`.'),
        count: z.enum(TEXT_UNITS).describe('How the platform counts a text.'),
        mediaMax: z.number().int().describe('Media in one post.'),
        altText: z.boolean(),
        look: z.enum(['bubble', 'card']).describe('How its readers see it, roughly.'),
        ownerOnly: z.boolean().describe('Whether nobody but the account’s owner sees its posts.'),
      })
      .nullable()
      .describe('The limits of a post on it; null where nothing can be published.'),
    comments: z.boolean().describe('What people write under its posts can be read.'),
    createdAt: instantSchema,
  })
  .meta({ id: 'Account' })
export type Account = z.infer<typeof accountSchema>

/** Credentials in the platform's own form: `connect` of `GET /v1/platforms` lists the fields. */
const credentialsSchema = z
  .record(z.string().max(40), z.string().trim().min(1).max(4096))
  .describe('The fields that `connect` of the platform asks for.')
  .meta({ examples: [{ accessToken: '123456:ABC-DEF' }] })

export const connectAccountSchema = z
  .strictObject({
    platform: platformSchema,
    externalId: z.string().trim().min(1).max(100),
    name: z.string().trim().min(1).max(120),
    credentials: credentialsSchema,
  })
  .meta({ id: 'ConnectAccount' })
export type ConnectAccount = z.infer<typeof connectAccountSchema>

/** An account on this installation's emulated platforms, for people who have no real one at hand. */
export const practiceAccountSchema = connectAccountSchema
  .pick({ platform: true })
  .strict()
  .meta({ id: 'PracticeAccount' })
export type PracticeAccount = z.infer<typeof practiceAccountSchema>
export const practiceSchema = z
  .object({
    phoneUrl: z
      .string()
      .nullable()
      .describe(
        'The address at which people write to practice accounts as contacts; null where this installation has none.',
      ),
  })
  .meta({ id: 'Practice' })

/** New credentials for an existing account: its posts and conversations stay. */
export const reconnectAccountSchema = connectAccountSchema
  .pick({ credentials: true })
  .strict()
  .meta({ id: 'ReconnectAccount' })
export type ReconnectAccount = z.infer<typeof reconnectAccountSchema>

/** A connected account, with the settings that the platform needs so that its webhooks are accepted here. */
export const connectedAccountSchema = accountSchema
  .extend({
    webhook: z
      .object({
        url: z.string(),
        secret: z.string().nullable(),
        byHand: z
          .object({ where: z.string(), verifyToken: z.string(), fields: z.array(z.string()) })
          .nullable()
          .describe(
            'The values that a person enters in the platform’s console, and where; null where Chorus has told the platform itself.',
          ),
      })
      .nullable()
      .describe('Null where the platform sends none.'),
  })
  .meta({ id: 'ConnectedAccount' })
export type ConnectedAccount = z.infer<typeof connectedAccountSchema>

/** Begins to connect an account by a page elsewhere. `accountId`: the account that is connected anew. */
export const beginConnectingSchema = z
  .strictObject({
    platform: platformSchema,
    accountId: idSchema.optional(),
    credentials: credentialsSchema
      .optional()
      .describe(
        'What the flow asks for beforehand (`fields`); of an account that is connected anew, it is known.',
      ),
    returnTo: z
      .string()
      .max(300)
      .regex(/^\/(?![/\\])[^\\\s]*$/, 'A path of the dashboard, such as /accounts.')
      .optional()
      .describe('The screen to which the person returns; `?connection=<id>` is added.'),
  })
  .meta({ id: 'BeginConnecting' })
export type BeginConnecting = z.infer<typeof beginConnectingSchema>
export const begunSchema = z
  .object({
    id: idSchema.describe('Of the connection: `GET /v1/connections/{id}` says what became of it.'),
    url: z.string().describe('The page on which the person agrees.'),
    expiresAt: instantSchema,
  })
  .meta({ id: 'Begun' })
export type Begun = z.infer<typeof begunSchema>

export const connectionStatusSchema = z.enum(['begun', 'answered', 'choosing', 'done', 'failed'])
export type ConnectionStatus = z.infer<typeof connectionStatusSchema>

/** An account that the person's consent covers. */
const connectionChoiceSchema = z.object({
  externalId: z.string(),
  name: z.string(),
  kind: z.string().describe('What it is, in the platform’s own word, such as `Page`.'),
})
export type ConnectionChoice = z.infer<typeof connectionChoiceSchema>

/** A person on the way to connect accounts by a page elsewhere. */
export const connectionSchema = z
  .object({
    id: idSchema,
    platform: platformSchema,
    accountId: idSchema.nullable().describe('The account that is connected anew; null for a new one.'),
    status: connectionStatusSchema.describe(
      '`answered`: the answer is being read. `choosing`: the consent covers several accounts, and one or more are to be chosen.',
    ),
    choices: z.array(connectionChoiceSchema),
    accountIds: z.array(idSchema).describe('The accounts that have been connected.'),
    problem: z.string().nullable().describe('Why nothing was connected.'),
    expiresAt: instantSchema,
  })
  .meta({ id: 'Connection' })
export type Connection = z.infer<typeof connectionSchema>

export const chooseSchema = z
  .strictObject({
    externalIds: z.array(z.string().min(1).max(200)).min(1).max(100),
  })
  .meta({ id: 'Choose' })
export type Choose = z.infer<typeof chooseSchema>

const templateTextSchema = z.object({
  text: z.string().describe('With its gaps as `{{name}}`.'),
  placeholders: z.array(z.string()).describe('In the order in which they are filled in.'),
})

/** A message template, which the platform has approved in advance or not. */
export const templateSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    language: z.string(),
    status: z.string().describe('The platform’s own word; APPROVED can be sent.'),
    category: z.string().nullable(),
    rejectedReason: z.string().nullable(),
    header: templateTextSchema.nullable(),
    headerMedia: z
      .enum(['image', 'video', 'document'])
      .nullable()
      .describe('The kind of file that it begins with, in place of a text.'),
    body: templateTextSchema,
    footer: z.string().nullable(),
    buttons: z.array(
      z.object({
        index: z.number().int(),
        type: z.enum(['quick_reply', 'url', 'other']),
        text: z.string(),
        address: z.string().nullable().describe('The address that it opens, with its placeholder.'),
        placeholders: z.array(z.string()),
      }),
    ),
    named: z.boolean().describe('Whether its placeholders have names, rather than numbers.'),
    problem: z.string().nullable().describe('Why it cannot be sent from here; null where it can.'),
  })
  .meta({ id: 'Template' })
export type Template = z.infer<typeof templateSchema>

/** Pages follow the platform: it decides how many templates one holds. */
export const templateListQuerySchema = z.strictObject({ cursor: z.string().max(500).optional() })
export const templateListSchema = pageOf(templateSchema)
export type TemplateList = z.infer<typeof templateListSchema>

const mediaKindSchema = z.enum(['image', 'video', 'audio', 'voice', 'document', 'sticker'])

const textLimitSchema = z.object({
  maxLength: z.number().int(),
  count: z.enum(TEXT_UNITS),
  maxBytes: z
    .number()
    .int()
    .optional()
    .describe('The most bytes in UTF-8, where the platform limits them as well.'),
})

/** The limits of one message or post. Sizes in bytes. */
const contentRulesSchema = z.object({
  text: textLimitSchema,
  caption: z.object({ maxLength: z.number().int() }).nullable(),
  media: z.array(
    z.object({
      kind: mediaKindSchema,
      formats: z.array(z.string()).describe('MIME types; `*` takes any.'),
      minBytes: z.number().int().optional(),
      maxBytes: z.number().int(),
      maxCount: z.number().int(),
      caption: z.boolean(),
    }),
  ),
  carousel: z
    .object({
      min: z.number().int(),
      max: z.number().int(),
      together: z
        .array(z.array(mediaKindSchema))
        .nullable()
        .describe('The kinds that may stand beside each other.'),
    })
    .nullable()
    .describe('Several media in one message.'),
})
export type AccountRules = z.infer<typeof contentRulesSchema>

const messageRulesSchema = contentRulesSchema.extend({
  templates: z.boolean(),
  template: z
    .object({
      header: textLimitSchema,
      body: textLimitSchema,
      address: textLimitSchema,
      payload: textLimitSchema,
    })
    .nullable()
    .describe(
      'The limits of a template that is filled in: its parts, and its buttons’ addresses and values.',
    ),
})
export type MessageRules = z.infer<typeof messageRulesSchema>

/** The limits of an account's platform, by its parts; null for parts that it does not have. */
export const capabilitiesSchema = z
  .object({
    messages: messageRulesSchema.nullable(),
    posts: contentRulesSchema.nullable(),
  })
  .meta({ id: 'Capabilities' })
export type AccountCapabilities = z.infer<typeof capabilitiesSchema>

const fieldSchema = z.object({
  in: z.enum(['externalId', 'credentials']),
  key: z.string().describe('Its name in `credentials`, or `externalId`.'),
  label: z.string(),
  hint: z.string(),
  secret: z.boolean(),
  optional: z.boolean(),
  choices: z
    .array(z.object({ value: z.string(), label: z.string() }))
    .nullable()
    .describe('The values to choose from; the first is meant where none is given. Null for free text.'),
})

const flowSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fields'), fields: z.array(fieldSchema) }),
  z.object({
    kind: z.enum(['redirect', 'hosted']),
    hint: z.string().describe('What is asked for on the page.'),
    fields: z.array(fieldSchema).describe('What a person says before they go there.'),
  }),
])

/** The description of a platform. Texts are English. */
export const platformInfoSchema = z
  .object({
    id: platformSchema,
    name: z.string(),
    icon: z.string().describe('The path of its icon (SVG, `d`), a line on a grid of 20 × 20.'),
    connect: z
      .array(flowSchema)
      .describe(
        'The ways to connect an account: a form for `POST /v1/accounts`, or a page, whose address `POST /v1/accounts/connect` gives.',
      ),
    parts: z
      .array(z.enum(['messages', 'posts', 'comments', 'actions', 'listen', 'tokens']))
      .describe('The parts of Chorus that work with the platform.'),
    limits: capabilitiesSchema,
    apiVersion: z
      .object({
        name: z.string(),
        endsOn: z.iso.date(),
        endsSoon: z.boolean().describe('It ends within 60 days: Chorus has to be updated.'),
      })
      .nullable()
      .describe('The version of its API that Chorus uses, and the day on which the platform ends it.'),
    missing: z
      .array(z.object({ key: z.string(), how: z.string() }))
      .describe(
        'The secrets that the installation’s operator has still to give; while there are any, no account can be connected.',
      ),
  })
  .meta({ id: 'PlatformInfo' })
export type PlatformInfo = z.infer<typeof platformInfoSchema>
export const platformListSchema = z
  .object({ items: z.array(platformInfoSchema) })
  .meta({ id: 'PlatformList' })

/** One limit of a platform on an account, as the gate has counted it. */
export const accountLimitSchema = z
  .object({
    scope: z
      .enum(['credential', 'account', 'action'])
      .describe(
        'Shared by all accounts under one credential, of this account, or of one thing of it, such as a contact',
      ),
    name: z.string(),
    kind: z
      .enum(['sliding', 'fixed', 'distinct', 'reported', 'closed'])
      .describe(
        'How it is counted; `reported` by the platform itself, in per cent; `closed`: the platform said stop',
      ),
    used: z.number(),
    limit: z.number(),
    windowMs: z.number().nullable(),
    resetsAt: instantSchema
      .nullable()
      .describe('When the first place comes free, or the stop ends; null where nothing is used'),
  })
  .meta({ id: 'AccountLimit' })
export type AccountLimit = z.infer<typeof accountLimitSchema>

export const accountLimitsSchema = z
  .object({ items: z.array(accountLimitSchema) })
  .meta({ id: 'AccountLimits' })
