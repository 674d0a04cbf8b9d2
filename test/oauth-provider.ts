import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as z from 'zod'
import { parseAnswer, platformHttp } from '#connectors/http.ts'
import type { Connector, Refreshed } from '#core/lib/platform/connector.ts'

const wireGrant = z.object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.number() })

/** The fault of the next call: `lost` is done and not answered, `down` is not done. */
type Fault = 'lost' | 'down' | 'slow'

/**
 * Starts a token endpoint like those of platforms with rotating tokens: each refresh token is good once, and a second use of it
 * is refused for good.
 */
export async function startProvider() {
  const good = new Set<string>()
  const faults: Fault[] = []
  const seen = { calls: 0, refused: 0 }
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    seen.calls++
    const fault = faults.shift()
    if (fault === 'down') return void response.writeHead(503).end('{}')
    const { refresh_token: token } = JSON.parse(Buffer.concat(parts).toString()) as { refresh_token: string }
    response.setHeader('content-type', 'application/json')
    if (!good.delete(token)) {
      seen.refused++
      return void response
        .writeHead(400)
        .end('{"error":"invalid_grant","error_description":"Token was revoked."}')
    }
    const grant = { access_token: `access-${randomUUID()}`, refresh_token: issue(), expires_in: 7_200 }
    if (fault === 'lost') return void response.destroy()
    if (fault === 'slow') await new Promise((done) => setTimeout(done, 150))
    response.end(JSON.stringify(grant))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  function issue(): string {
    const token = `refresh-${randomUUID()}`
    good.add(token)
    return token
  }
  return {
    url,
    faults,
    seen,
    issue,
    revoke: (token: string) => void good.delete(token),
    isGood: (token: string) => good.has(token),
    close: () => new Promise((done) => server.close(done)),
  }
}

/** Makes a connector that refreshes there. */
export function refreshingConnector(plain: Connector, url: string, now: () => Date): Connector {
  const http = platformHttp({ baseUrl: url, deadlineMs: 2_000 })
  return {
    ...plain,
    tokens: {
      refreshAheadMs: 15 * 60_000,
      async refresh({ credentials: { refreshToken } }): Promise<Refreshed> {
        const answer = await http({
          method: 'POST',
          path: '/token',
          json: { grant_type: 'refresh_token', refresh_token: refreshToken },
        })
        if (answer.kind === 'unsent') return { kind: 'retry', reason: answer.reason }
        if (answer.kind === 'unanswered') return { kind: 'unknown', reason: answer.reason }
        if (answer.status >= 500) return { kind: 'retry', reason: `The platform answered ${answer.status}.` }
        const grant = answer.status === 200 ? parseAnswer(wireGrant, answer) : null
        if (!grant) return { kind: 'reauth', reason: 'The platform refuses to renew the token.' }
        const expiresAt = new Date(now().getTime() + grant.expires_in * 1000).toISOString()
        return {
          kind: 'refreshed',
          credentials: { accessToken: grant.access_token, refreshToken: grant.refresh_token, expiresAt },
        }
      },
    },
  }
}
