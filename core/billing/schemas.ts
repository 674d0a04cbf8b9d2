import * as z from 'zod'
import { COUNTED } from '#core/lib/kernel/limits.ts'
import { idSchema, instantSchema, pageQuerySchema } from '#core/lib/kernel/schemas.ts'

/** Plans from the smallest to the largest. */
const planNameSchema = z.enum(['free', 'starter', 'pro', 'enterprise'])

const moneySchema = z
  .object({
    amount: z.int().describe('In the currency’s smallest unit.'),
    currency: z.string(),
  })
  .meta({ id: 'Money' })

export const subscriptionSchema = z
  .object({
    enabled: z.boolean().describe('False where the installation sells nothing: everything is free then.'),
    plan: planNameSchema.nullable().describe('Null where the installation sells nothing.'),
    status: z
      .string()
      .nullable()
      .describe('Stripe’s word, such as active or past_due; null without a subscription.'),
    currentPeriodStart: instantSchema.nullable(),
    currentPeriodEnd: instantSchema.nullable(),
    cancelAtPeriodEnd: z.boolean(),
    pastDueSince: instantSchema.nullable(),
    machinesStopAt: instantSchema
      .nullable()
      .describe('When machines stop, or have stopped, unless it is paid before.'),
    machinesStopped: z.boolean(),
    usage: z
      .array(z.object({ what: z.enum(COUNTED), used: z.int(), most: z.int().nullable() }))
      .describe('What the plan limits, and how much of it is used. Storage is in bytes.'),
    offers: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          plan: planNameSchema.nullable().describe('Null for a pack of credits.'),
          credits: z.int(),
          price: moneySchema,
          interval: z.string().nullable().describe('month, year; null for what is paid once.'),
        }),
      )
      .describe('What can be bought.'),
  })
  .meta({ id: 'BillingSubscription' })
export type BillingSubscription = z.infer<typeof subscriptionSchema>

export const checkoutSchema = z
  .strictObject({
    plan: planNameSchema.exclude(['free']).optional(),
    pack: z.string().min(1).max(100).optional().describe('The id of an offer that is a pack of credits.'),
  })
  .refine(
    ({ plan, pack }) => (plan === undefined) !== (pack === undefined),
    'Name a plan or a pack of credits, and only one of them.',
  )
  .meta({ id: 'Checkout' })
export type Checkout = z.infer<typeof checkoutSchema>

export const pageUrlSchema = z.object({ url: z.url() }).meta({ id: 'BillingPage' })
export type PageUrl = z.infer<typeof pageUrlSchema>

export const invoiceSchema = z
  .object({
    id: z.string(),
    number: z.string().nullable(),
    status: z.string(),
    total: moneySchema,
    at: instantSchema,
    url: z.string().nullable(),
  })
  .meta({ id: 'Invoice' })
export type Invoice = z.infer<typeof invoiceSchema>
export const invoicesSchema = z.object({ items: z.array(invoiceSchema) }).meta({ id: 'Invoices' })

export const creditsSchema = z
  .object({
    limited: z.boolean().describe('False where the installation sells nothing: no credits are counted then.'),
    balance: z.int().describe('The sum of all transactions.'),
    reserved: z.int().describe('Set aside for what is under way.'),
    available: z.int(),
    allowance: z.int().describe('Credits a month.'),
    toppedUp: z.int().describe('Of the balance, what was bought on top: a new period does not take it away.'),
    periodStart: instantSchema.nullable(),
    periodEnd: instantSchema.nullable(),
    used: z.int().describe('In this period.'),
    warning: z
      .enum(['80', '100'])
      .nullable()
      .describe('The percentage of the period’s credits that is used, once it is that much.'),
  })
  .meta({ id: 'Credits' })
export type CreditsState = z.infer<typeof creditsSchema>

export const creditKindSchema = z
  .enum(['period', 'plan', 'top_up', 'use'])
  .describe('period: a month began. plan: a larger plan. top_up: bought. use: an act.')
export type CreditKind = z.infer<typeof creditKindSchema>

export const creditTransactionSchema = z
  .object({
    id: idSchema,
    kind: creditKindSchema,
    act: z.string().nullable().describe('What used them, such as inbox.respond.'),
    amount: z.int(),
    at: instantSchema,
  })
  .meta({ id: 'CreditTransaction' })
export type CreditTransaction = z.infer<typeof creditTransactionSchema>
export const creditTransactionListQuerySchema = pageQuerySchema
export type CreditTransactionListQuery = z.infer<typeof creditTransactionListQuerySchema>
