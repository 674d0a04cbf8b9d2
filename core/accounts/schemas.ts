import * as z from 'zod'
import { idSchema, instantSchema, platformSchema } from '#core/lib/schemas.ts'

export const accountStatusSchema = z.enum(['active', 'expired', 'revoked'])
export type AccountStatus = z.infer<typeof accountStatusSchema>

/** A social account as anyone in the workspace may see it: never its credentials. */
export const accountSchema = z.object({
  id: idSchema,
  platform: platformSchema,
  externalId: z.string().describe('The platform’s own id: phone number id, page id, chat id, …'),
  name: z.string(),
  status: accountStatusSchema,
  statusReason: z.string().nullable(),
  createdAt: instantSchema,
})
export type Account = z.infer<typeof accountSchema>

export const connectAccountSchema = z.strictObject({
  platform: z.enum(['whatsapp', 'telegram']),
  externalId: z.string().trim().min(1).max(100),
  name: z.string().trim().min(1).max(120),
  credentials: z.strictObject({ accessToken: z.string().trim().min(1).max(4096) }),
})
export type ConnectAccount = z.infer<typeof connectAccountSchema>

/** New credentials for the account as it stands: its posts and conversations stay. */
export const reconnectAccountSchema = connectAccountSchema.pick({ credentials: true }).strict()
export type ReconnectAccount = z.infer<typeof reconnectAccountSchema>

/** What the platform must be told so that its webhooks are accepted here. */
export const connectedAccountSchema = accountSchema.extend({
  webhook: z.object({ url: z.string(), secret: z.string().nullable() }),
})
export type ConnectedAccount = z.infer<typeof connectedAccountSchema>
