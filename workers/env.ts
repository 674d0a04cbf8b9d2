import * as z from 'zod'

const origin = z.url().transform((url) => url.replace(/\/+$/, ''))

const schema = z.object({
  DATABASE_URL: z.string().startsWith('postgres'),
  NEON_LOCAL_URL: z.union([z.literal(''), origin]).default(''),
  CHORUS_PUBLIC_URL: origin,
  CHORUS_WEB_URL: origin,
  CHORUS_MASTER_KEY: z.base64().length(44, 'must be 32 bytes in base64 (openssl rand -base64 32)'),
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
  CHORUS_CALL_DEADLINE_MS: z.coerce.number().int().min(100).max(55_000).default(25_000),
  META_APP_SECRET: z.string().min(1),
  META_VERIFY_TOKEN: z.string().min(1),
  META_GRAPH_URL: origin,
  TELEGRAM_API_URL: origin,
})

export type Config = z.infer<typeof schema>

const parsed = new WeakMap<Env, Config>()

/** Vars and secrets, parsed once per isolate. A wrong one is named, never its value. */
export function configOf(env: Env): Config {
  const known = parsed.get(env)
  if (known) return known
  const result = schema.safeParse(env)
  if (!result.success) {
    const names = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The Worker is not configured. ${names.join('; ')}`)
  }
  parsed.set(env, result.data)
  return result.data
}
