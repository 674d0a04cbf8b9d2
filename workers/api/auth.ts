import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { isAPIError } from 'better-auth/api'
import { betterAuth } from 'better-auth/minimal'
import type { Context } from 'hono'
import { describeError } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { jsonLog } from '#core/lib/kernel/log.ts'
import { listWorkspaces } from '#core/workspaces/actions/workspaces.ts'
import { changeAddressMail, resetMail, verificationMail } from '#core/workspaces/mails.ts'
import { sessions, signIns, users, verifications } from '#drizzle/schema/identity.ts'
import { closeScreens } from '#objects/stubs.ts'
import { systemContext } from '../context.ts'
import { database } from '../database.ts'
import { configOf, databaseOf } from '../env.ts'
import type { Api } from './api.ts'

const DAY_S = 86_400
const HOUR_S = 3_600
/** A session ends after a week without use, and after this long in any case. */
export const SESSION_MAX_MS = 30 * DAY_S * 1000

/** Side effects of requests to `/auth/*`. */
interface Beside {
  send(to: string, mail: { subject: string; text: string }): Promise<void>
  sessionEnded(session: { id: string; userId: string }): Promise<void>
}

/** Serves sign-up, sign-in and sessions under `/auth/*`, on a connection of its own that reaches no workspace's data. */
export function authOf(env: Env, beside?: Beside) {
  const config = configOf(env)
  const { login } = database(databaseOf(config))
  const linkOf = (token: string) =>
    `${config.CHORUS_WEB_URL}/api/auth/verify-email?token=${token}&callbackURL=%2F`
  return betterAuth({
    basePath: '/auth',
    baseURL: config.CHORUS_WEB_URL,
    secret: config.CHORUS_AUTH_SECRET,
    trustedOrigins: [config.CHORUS_WEB_URL, config.CHORUS_PUBLIC_URL],
    database: drizzleAdapter(login, {
      provider: 'pg',
      schema: { user: users, session: sessions, account: signIns, verification: verifications },
    }),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 10,
      maxPasswordLength: 200,
      resetPasswordTokenExpiresIn: HOUR_S,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }) =>
        beside?.send(
          user.email,
          resetMail({ url: `${config.CHORUS_WEB_URL}/reset-password?token=${token}` }),
        ),
    },
    emailVerification: {
      sendOnSignUp: true,
      expiresIn: DAY_S,
      sendVerificationEmail: async ({ user, token }) => {
        await beside?.send(user.email, verificationMail({ url: linkOf(token) }))
      },
    },
    user: {
      changeEmail: {
        enabled: true,
        sendChangeEmailConfirmation: async ({ user, newEmail, token }) =>
          beside?.send(user.email, changeAddressMail({ newEmail, url: linkOf(token) })),
      },
    },
    // Reading the table must not be enough to reset a password.
    verification: { storeIdentifier: 'hashed' },
    session: { expiresIn: 7 * DAY_S, updateAge: DAY_S },
    databaseHooks: { session: { delete: { after: async (session) => beside?.sessionEnded(session) } } },
    // Tries are counted by `auth-limits.ts`, in one place for all isolates.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'chorus',
      useSecureCookies: config.CHORUS_WEB_URL.startsWith('https:'),
      database: { generateId: () => newId() },
    },
    telemetry: { enabled: false },
    logger: { level: 'warn', log: libraryLog },
    // An unexpected error is a failure of ours, with a reference like any other.
    onAPIError: {
      onError(error) {
        if (!isAPIError(error)) throw error
      },
    },
  })
}

/** Logs errors without a statement's parameters: the library's own log would print them, session tokens included. */
function libraryLog(level: string, message: string, ...given: unknown[]): void {
  const error = given.find((one) => one instanceof Error)
  jsonLog({ actor: 'webhook:auth' })[level === 'error' ? 'error' : 'warn']('auth.library', {
    said: describeError(new Error(message)),
    ...(error ? { error: describeError(error) } : {}),
  })
}

/**
 * Sends sign-in mails after the answer: response times must not show whether an address is known. A mail that fails
 * is logged, and the person asks again. The screens of a session close with it.
 */
export function besideAnswer(c: Context<Api>): Beside {
  const ctx = systemContext(c.env, {
    actor: { kind: 'webhook', source: 'auth' },
    requestId: c.get('requestId'),
    defer: (work) => c.executionCtx.waitUntil(work),
  })
  const afterwards = (work: Promise<unknown>, failed: string) =>
    c.executionCtx.waitUntil(
      work.catch((error: unknown) => ctx.log.error(failed, { error: describeError(error) })),
    )
  const closeAll = async ({ id, userId }: { id: string; userId: string }) => {
    for (const workspace of await listWorkspaces(ctx, userId))
      await closeScreens(c.env, workspace.id, `session:${id}`)
  }
  return {
    async send(to, mail) {
      afterwards(ctx.mail.send({ to, idempotencyKey: `auth/${newId()}`, ...mail }), 'auth.mail_failed')
    },
    async sessionEnded(session) {
      afterwards(closeAll(session), 'auth.screens_not_closed')
    },
  }
}
