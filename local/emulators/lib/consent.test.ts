import { expect, it } from 'vitest'
import { ConsentDesk, type ConsentRules } from './consent.ts'
import { type Call, isRecord } from './http.ts'

function deskOver(kept: NonNullable<ConsentRules['kept']>): ConsentDesk {
  return new ConsentDesk({
    ...{ name: 'The platform', pagePath: '/page', pkce: false, rotates: true, scopeSeparator: ' ' },
    ...{ clientId: () => 'app', clientSecret: () => 'secret', redirectUri: () => null, scopes: ['all'] },
    ...{ lives: { code: 60, access: 3_600, refresh: 7_200 }, now: () => new Date() },
    ...{ denial: { error: 'access_denied', error_description: 'No' }, kept },
    people: () => [{ id: 'ana', name: 'Ana' }],
    meet: (name) => ({ id: name, name }),
  })
}
const asks = (form: Record<string, string>): Call => ({
  ...{ method: 'POST', path: '/token', segments: [], query: new URLSearchParams(), headers: {} },
  ...{ bytes: Buffer.alloc(0), text: '', body: { client_id: 'app', client_secret: 'secret', ...form } },
})
const renewed = (desk: ConsentDesk, refresh_token: string) =>
  desk.token(asks({ grant_type: 'refresh_token', refresh_token }))
const renewsWith = ({ body }: { body: unknown }) => (isRecord(body) ? String(body.refresh_token) : '')

it('tokens that renew outlive a restart, and those that were used or taken back do not come back', () => {
  let file: unknown
  const kept = {
    read: () => file,
    write(value: unknown) {
      file = JSON.parse(JSON.stringify(value))
    },
  }
  const desk = deskOver(kept)
  desk.consent({ mode: 'approve', as: 'Ana' })
  const query = { client_id: 'app', redirect_uri: 'https://a.example/', response_type: 'code', state: 's' }
  const { headers } = desk.page({
    ...asks({}),
    method: 'GET',
    query: new URLSearchParams({ ...query, scope: 'all' }),
  })
  const code = new URL(headers?.location ?? '').searchParams.get('code') ?? ''
  const redirect_uri = query.redirect_uri
  const first = renewsWith(desk.token(asks({ grant_type: 'authorization_code', code, redirect_uri })))

  const second = renewsWith(renewed(deskOver(kept), first))
  expect(renewed(deskOver(kept), first)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  const restarted = deskOver(kept)
  const third = renewsWith(renewed(restarted, second))
  expect(third).not.toBe('')
  restarted.revoke(third)
  expect(renewed(deskOver(kept), third)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
})
