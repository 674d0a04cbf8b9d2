import type { Context } from 'hono'
import * as z from 'zod'
import { AppError } from '#core/lib/kernel/errors.ts'
import { configOf } from '../../env.ts'
import type { Api } from '../api.ts'
import { authOf, besideAnswer } from '../auth.ts'
import { authBodies } from '../auth-bodies.ts'
import { admitTry } from '../auth-limits.ts'
import { jsonOf, parse } from '../endpoint.ts'
import { problem } from '../problem.ts'

/** Routes of better-auth that are open. Its other routes are not served. */
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
  'POST /auth/change-email',
  'POST /auth/update-user',
  'GET /auth/list-sessions',
  'POST /auth/revoke-session',
  'POST /auth/revoke-other-sessions',
])

/** Reads a body's mail address: to send mail to, or to sign in with. */
const mailedSchema = z.object({ email: z.string().optional(), newEmail: z.string().optional() })

const refusalSchema = z.object({ code: z.string().optional(), message: z.string().optional() })

/** Serves sign-up, sign-in, sessions and passwords; counts tries and gives refusals in the API's own form. */
export async function auth(c: Context<Api>): Promise<Response> {
  const call = `${c.req.method} ${c.req.path}`
  if (!OPEN.has(call))
    return problem(c, { status: 404, code: 'not_found', detail: `There is nothing at ${call}.` })
  const { request, email } = await checked(c)
  const admitted = await admitTry(c, email)
  if (!admitted.ok) {
    throw new AppError(
      'limited',
      'too_many_tries',
      `Too many tries. Wait until ${admitted.until.toISOString()}, or set a new password.`,
      [],
      admitted.until,
    )
  }
  const response = await authOf(c.env, besideAnswer(c)).handler(request)
  await admitted.ended(response.ok)
  return response.status < 400 ? response : refusal(c, response)
}

/** Checks the body by our schemas. Returns the request with the parsed body, and the mail address in it. */
async function checked(c: Context<Api>): Promise<{ request: Request; email: string | null }> {
  if (c.req.method === 'GET') return { request: c.req.raw, email: null }
  const { CHORUS_WEB_URL, CHORUS_PUBLIC_URL } = configOf(c.env)
  const schema = authBodies([CHORUS_WEB_URL, CHORUS_PUBLIC_URL])[c.req.path]
  if (!schema) throw new Error(`No schema says what ${c.req.path} takes.`)
  const text = await c.req.raw.text()
  const body = parse(schema, text === '' ? {} : jsonOf(text), 'body')
  const headers = new Headers(c.req.raw.headers)
  headers.set('content-type', 'application/json')
  headers.delete('content-length')
  const named = mailedSchema.safeParse(body).data
  return {
    request: new Request(c.req.raw, { headers, body: JSON.stringify(body) }),
    email: (named?.email ?? named?.newEmail)?.trim().toLowerCase() ?? null,
  }
}

async function refusal(c: Context<Api>, response: Response): Promise<Response> {
  const said = refusalSchema.safeParse(await response.json().catch(() => null))
  const { code = 'refused', message = 'That was refused.' } = said.success ? said.data : {}
  const answer = problem(c, { status: response.status, code: code.toLowerCase(), detail: message })
  for (const cookie of response.headers.getSetCookie()) answer.headers.append('set-cookie', cookie)
  return answer
}
