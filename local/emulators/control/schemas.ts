import * as z from 'zod'
import { plannedFaultSchema } from '../lib/faults.ts'
import { HttpError } from '../lib/http.ts'
import { batchFields, contentFields } from './content.ts'

/** Makes the schemas of the control API, for the platforms of these names. */
export function controlSchemas(names: string[]) {
  const platformSchema = z.enum(names, `Not emulated. Platforms: ${names.join(', ')}.`)
  const accountKeySchema = z.strictObject({ platform: platformSchema, externalId: z.string().min(1) })
  const instantSchema = z.union(
    [z.iso.datetime({ offset: true }), z.string().regex(/^\d{1,15}$/)],
    'Give an ISO 8601 instant, or milliseconds since 1970.',
  )
  const calledSchema = z.strictObject({
    platform: platformSchema.optional(),
    since: instantSchema.optional(),
  })
  const idSchema = z.union([z.string().min(1), z.int()]).transform(String)
  const contactSchema = z.strictObject({
    id: idSchema,
    name: z.string().min(1),
    username: z.string().optional(),
  })

  const accountSchema = accountKeySchema.extend({
    name: z.string().min(1),
    token: z.string().min(1),
    webhook: z.strictObject({ url: z.url(), secret: z.string().nullish() }).optional(),
  })
  const inboundSchema = z.strictObject({
    platform: platformSchema,
    account: idSchema,
    from: contactSchema,
    ...contentFields,
    ...batchFields,
    times: z.int().min(1).max(100).default(1),
    omitPhone: z.boolean().default(false),
    badSignature: z.boolean().default(false),
    raw: z.unknown().optional(),
  })
  const contactStateSchema = z.strictObject({
    platform: platformSchema,
    account: idSchema,
    id: idSchema,
    name: z.string().min(1),
    lastInboundAt: z.iso.datetime({ offset: true }),
  })
  const statusesSchema = z.strictObject({
    platform: platformSchema,
    id: z.string().min(1),
    statuses: z
      .array(z.enum(['sent', 'delivered', 'read', 'played', 'failed', 'deleted', 'warning']))
      .min(1)
      .max(100),
    errorCode: z.int().default(131026),
    /** True to send all in one delivery. */
    together: z.boolean().default(false),
  })
  const reviewSchema = z.strictObject({
    platform: platformSchema,
    name: z.string().min(1),
    status: z
      .enum([
        'APPROVED',
        'PENDING',
        'REJECTED',
        'PAUSED',
        'DISABLED',
        'IN_APPEAL',
        'ARCHIVED',
        'LIMIT_EXCEEDED',
      ])
      .optional(),
    reason: z.string().optional(),
    messageStatus: z.enum(['accepted', 'held_for_quality_assessment', 'paused']).optional(),
  })
  const migrationSchema = z.strictObject({ platform: platformSchema, account: idSchema, to: idSchema })
  const readSchema = z.strictObject({ platform: platformSchema, account: idSchema, contact: idSchema })

  const consentSchema = z.strictObject({
    platform: platformSchema,
    mode: z.enum(['ask', 'approve', 'deny']),
    as: z.string().min(1).optional(),
    pages: z.array(z.string().min(1)).max(9).optional(),
    without: z.array(z.string().min(1)).max(9).optional(),
    reports: z.enum(['before', 'after', 'never']).optional(),
  })

  return {
    accountKey: accountKeySchema,
    account: accountSchema,
    called: calledSchema,
    consent: consentSchema,
    contact: contactStateSchema,
    fault: plannedFaultSchema.extend({ platform: platformSchema }),
    inbound: inboundSchema,
    migration: migrationSchema,
    platform: z.strictObject({ platform: platformSchema }),
    read: readSchema,
    review: reviewSchema,
    reset: z.strictObject({ accounts: z.boolean().default(false) }),
    statuses: statusesSchema,
  }
}

/** Parses input; the refusal names every wrong field. */
export function check<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  const summary = issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join(' ')
  throw new HttpError(400, summary, issues)
}
