import type { Context } from 'hono'
import * as z from 'zod'
import { AppError } from '#core/lib/errors.ts'
import type { Api } from '../api.ts'
import { authOf, mailAfterAnswer } from '../auth.ts'
import { admitTry } from '../auth-limits.ts'
import { problem } from '../problem.ts'

/** What of better-auth is open. Everything else that it could do is not there. */
const OPEN = new Set([
  'POST /auth/sign-up/email',
  'POST /auth/sign-in/email',
  'POST /auth/sign-out',
  'GET /auth/get-session',
  'POST /auth/request-password-reset',
  'POST /auth/reset-password',
  'POST /auth/send-verification-email',
  'GET /auth/verify-email',
  'POST /auth/change-password',
  'POST /auth/update-user',
  'GET /auth/list-sessions',
  'POST /auth/revoke-session',
  'POST /auth/revoke-other-sessions',
])

const refusalSchema = z.object({ code: z.string().optional(), message: z.string().optional() })

/** Sign-up, sign-in, sessions and passwords, with tries counted and refusals in the API's own form. */
export async function auth(c: Context<Api>): Promise<Response> {
  const call = `${c.req.method} ${c.req.path}`
  if (!OPEN.has(call))
    return problem(c, { status: 404, code: 'not_found', detail: `There is nothing at ${call}.` })
  const admitted = await admitTry(c)
  if (!admitted.ok) {
    throw new AppError(
      'limited',
      'too_many_tries',
      `Too many tries. Wait until ${admitted.until.toISOString()}, or set a new password.`,
      [],
      admitted.until,
    )
  }
  const response = await authOf(c.env, mailAfterAnswer(c)).handler(c.req.raw)
  await admitted.ended(response.ok)
  return response.status < 400 ? response : refusal(c, response)
}

async function refusal(c: Context<Api>, response: Response): Promise<Response> {
  const said = refusalSchema.safeParse(await response.json().catch(() => null))
  const { code = 'refused', message = 'That was refused.' } = said.success ? said.data : {}
  const answer = problem(c, { status: response.status, code: code.toLowerCase(), detail: message })
  for (const cookie of response.headers.getSetCookie()) answer.headers.append('set-cookie', cookie)
  return answer
}
