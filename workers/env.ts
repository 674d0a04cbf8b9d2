import * as z from 'zod'
import { aiVars } from '#ai/configured.ts'
import { settingsShape } from '#connectors/installed.ts'
import { type Keyring, parseKeyring } from '#core/lib/secrets/vault.ts'
import { planSchema } from '#core/workspaces/rules/plans.ts'

const origin = z.url().transform((url) => url.replace(/\/+$/, ''))

const ownShape = {
  DATABASE_URL: z.string().startsWith('postgres'),
  NEON_LOCAL_URL: z.union([z.literal(''), origin]).default(''),
  CHORUS_PUBLIC_URL: origin,
  CHORUS_WEB_URL: origin,
  CHORUS_MASTER_KEY: z.string().transform((text, context): Keyring => {
    try {
      return parseKeyring(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'is not a key' })
      return z.NEVER
    }
  }),
  CHORUS_AUTH_SECRET: z.string().min(32),
  CHORUS_OPERATORS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((email) => email.trim().toLowerCase())
        .filter(Boolean),
    ),
  CHORUS_CALL_DEADLINE_MS: z.coerce.number().int().min(100).max(30_000).default(25_000),
  CHORUS_DATABASE_DEADLINE_MS: z.coerce.number().int().min(100).max(60_000).default(30_000),
  /** The lowest level of log entries that are kept in `system_logs` as well. */
  CHORUS_STORED_LOG_LEVEL: z.enum(['info', 'warn', 'error']).default('warn'),
  /** The plan, which limits how much each workspace may keep (core/workspaces/rules/plans.ts). */
  CHORUS_PLAN: planSchema.default('pro'),
  STRIPE_API_URL: origin.default('https://api.stripe.com'),
  /** Without a key the installation sells nothing, and everything is free. */
  STRIPE_SECRET_KEY: z.string().default(''),
  STRIPE_WEBHOOK_SECRET: z.string().default(''),
  MAIL_API_URL: origin,
  MAIL_API_TOKEN: z.string().min(1),
  MAIL_FROM: z.string().min(3),
  DNS_RESOLVER_URL: z.url(),
  /** Address of the emulators, if they stand for the platforms. */
  CHORUS_PRACTICE_URL: z.union([z.literal(''), origin]).default(''),
  ...aiVars,
}

/** The installation's own settings, and those of its platforms, which their manifests name. */
const schema = z.preprocess(
  (env) => (typeof env === 'object' ? { ...env, platforms: env } : env),
  z
    .object({ ...ownShape, platforms: z.object(settingsShape) })
    .refine((vars) => vars.STRIPE_SECRET_KEY === '' || vars.STRIPE_WEBHOOK_SECRET !== '', {
      path: ['STRIPE_WEBHOOK_SECRET'],
      message: 'is missing beside STRIPE_SECRET_KEY: set the signing secret of the webhook endpoint',
    }),
)

/** Every variable and secret that the Worker reads. */
export const varNames: readonly string[] = [...Object.keys(ownShape), ...Object.keys(settingsShape)]

export type Config = z.infer<typeof schema>

/** Returns the options of the database connection. */
export const databaseOf = (config: Config) => ({
  url: config.DATABASE_URL,
  localEndpoint: config.NEON_LOCAL_URL,
  deadlineMs: config.CHORUS_DATABASE_DEADLINE_MS,
})

const parsed = new WeakMap<Env, Config>()

/** Parses vars and secrets, once per isolate. An error names the wrong variable, never its value. */
export function configOf(env: Env): Config {
  const known = parsed.get(env)
  if (known) return known
  const result = schema.safeParse(env)
  if (!result.success) {
    const names = result.error.issues.map((issue) => `${issue.path.at(-1)?.toString()}: ${issue.message}`)
    throw new Error(`The Worker is not configured. ${names.join('; ')}`)
  }
  parsed.set(env, result.data)
  return result.data
}
