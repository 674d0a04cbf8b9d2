import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { betterAuth } from 'better-auth/minimal'
import { newId } from '#core/lib/ids.ts'
import { sessions, signIns, users, verifications } from '#drizzle/schema/identity.ts'
import { database } from '../database.ts'
import { configOf } from '../env.ts'

const DAY_S = 86_400

/** Sign-up, sign-in and sessions under `/auth/*`, on a connection of its own that reaches nothing of any workspace. */
export function authOf(env: Env) {
  const config = configOf(env)
  const { login } = database({ url: config.DATABASE_URL, localEndpoint: config.NEON_LOCAL_URL })
  return betterAuth({
    basePath: '/auth',
    baseURL: config.CHORUS_WEB_URL,
    secret: config.CHORUS_AUTH_SECRET,
    trustedOrigins: [config.CHORUS_WEB_URL, config.CHORUS_PUBLIC_URL],
    database: drizzleAdapter(login, {
      provider: 'pg',
      schema: { user: users, session: sessions, account: signIns, verification: verifications },
    }),
    emailAndPassword: { enabled: true, minPasswordLength: 10, maxPasswordLength: 200 },
    session: { expiresIn: 30 * DAY_S, updateAge: DAY_S },
    advanced: {
      cookiePrefix: 'chorus',
      useSecureCookies: config.CHORUS_WEB_URL.startsWith('https:'),
      database: { generateId: () => newId() },
    },
    telemetry: { enabled: false },
  })
}
