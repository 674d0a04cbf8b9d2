import type {
  Connected,
  ConnectedAccountRef,
  Credentials,
  Outcome,
  Refreshed,
} from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { type HttpAnswer, parseAnswer } from '../http.ts'
import { isOwn, serverAt } from './client.ts'
import { failedHarmlessly } from './errors.ts'
import { type WireSession, wireClaims, wireSession } from './wire/answers.ts'

/** How long an access token is good, where it does not say so itself. */
const ACCESS_MS = 2 * 3_600_000

type Refusal = Extract<Outcome, { kind: 'reauth' | 'rejected' | 'retry' }>

/**
 * Opens a session by an app password, which is not kept. What is stored is the session and the account's server; the account is
 * known by its DID, since its handle can change.
 */
export async function connect(outside: Outside, account: ConnectedAccountRef): Promise<Connected | Refusal> {
  const { appPassword: password = '', pds } = account.credentials
  const answer = await serverAt(
    outside,
    pds?.replace(/\/$/, ''),
  )({
    method: 'POST',
    path: '/xrpc/com.atproto.server.createSession',
    json: { identifier: account.externalId.replace(/^@/, ''), password },
    secret: password,
  })
  const session = sessionIn(answer)
  if (!session)
    return pds !== undefined && answer.kind === 'unsent' ? noServer(answer.reason) : refused(answer)
  if (session.active === false) return { kind: 'reauth', reason: 'The account is deactivated on Bluesky.' }
  const given = pds === undefined ? {} : { pds }
  return {
    kind: 'connected',
    name: session.handle,
    externalId: session.did,
    credentials: { ...given, ...kept(outside, session) },
  }

  function refused(answer: HttpAnswer): Refusal {
    const outcome = failedHarmlessly(answer, outside.now())
    return outcome.kind === 'limited' ? { kind: 'retry', reason: 'Bluesky asks to wait.' } : outcome
  }
}

const noServer = (reason: string): Refusal => ({
  kind: 'rejected',
  code: 'pds',
  reason,
  advice: 'Chorus cannot call this server: check its address, or leave it out.',
})

/** Renews a session. An answer that was lost does no harm: for two hours the old token gives the same new one. */
export async function refresh(outside: Outside, { credentials }: ConnectedAccountRef): Promise<Refreshed> {
  const { refreshToken: token = '' } = credentials
  const path = '/xrpc/com.atproto.server.refreshSession'
  const answer = await serverAt(outside, credentials.service)({ method: 'POST', path, token })
  const session = sessionIn(answer)
  if (session) return { kind: 'refreshed', credentials: { ...credentials, ...kept(outside, session) } }
  const outcome = failedHarmlessly(answer, outside.now())
  // Refused for whatever reason, the refresh token is of no more use.
  return outcome.kind === 'rejected' ? { kind: 'reauth', reason: outcome.reason } : outcome
}

const sessionIn = (answer: HttpAnswer): WireSession | null =>
  answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wireSession, answer) : null

/** Returns what is stored of a session, with the account's server where that is not the one that the installation calls anyway. */
function kept(outside: Outside, { accessJwt, refreshJwt, didDoc }: WireSession): Credentials {
  const server = didDoc?.service?.find(({ id }) => id.endsWith('#atproto_pds'))?.serviceEndpoint
  const isElsewhere = typeof server === 'string' && URL.canParse(server) && !isOwn(outside, server)
  return {
    ...(isElsewhere ? { service: server.replace(/\/$/, '') } : {}),
    accessToken: accessJwt,
    refreshToken: refreshJwt,
    expiresAt: endOf(accessJwt, outside.now()).toISOString(),
  }
}

/** Reads from a token (JWT) when it ends. */
function endOf(token: string, now: Date): Date {
  const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
  try {
    const claims = wireClaims.safeParse(JSON.parse(atob(payload)))
    if (claims.success) return new Date(claims.data.exp * 1000)
  } catch (error) {
    // `atob` and `JSON.parse` throw these at a token that is no JWT.
    if (!(error instanceof SyntaxError || error instanceof DOMException)) throw error
  }
  return new Date(now.getTime() + ACCESS_MS)
}
