import { afterEach, describe, expect, it } from 'vitest'
import { Servers } from './contract/servers.ts'
import { platformHttp } from './http.ts'
import { renew } from './oauth.ts'

const servers = new Servers()
afterEach(() => servers.close())

const renewedBy = async (status: number, body: unknown) => {
  const url = await servers.answering({ status, body })
  return renew(
    {
      at: { url, http: platformHttp({ baseUrl: url, deadlineMs: 2_000 }) },
      ...{ authorizePath: '/authorize', tokenPath: '/token', clientId: 'app', clientSecret: 'of the app' },
      ...{ proves: 'in the form', scopes: [], pkce: false, name: 'The platform', now: () => new Date() },
    },
    { accessToken: 'old', refreshToken: 'the-one-that-renews' },
  )
}

describe('a token that is renewed', () => {
  it.each([
    ['is given again', 'the-one-that-renews', 'the-one-that-renews'],
    ['is replaced', 'another', 'another'],
    ['is not named', undefined, 'the-one-that-renews'],
  ])('can be renewed once more where the one that renews %s', async (_what, given, kept) => {
    expect(await renewedBy(200, { access_token: 'new', refresh_token: given })).toEqual({
      kind: 'refreshed',
      credentials: { accessToken: 'new', refreshToken: kept },
    })
  })

  it('never quotes what it was renewed by', async () => {
    const refused = await renewedBy(400, {
      error: 'invalid_grant',
      error_description: 'the-one-that-renews is of the app no more',
    })
    expect(refused).toEqual({ kind: 'reauth', reason: 'The platform says: “[secret] is [secret] no more”.' })
  })
})
