import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Invitation, Me, Member, Role, Workspace } from '#core/workspaces/schemas.ts'
import type { Client } from '#local/client.ts'
import { confirmAddress, linkIn } from '#local/mailbox.ts'
import { asOwner } from '#test/database.ts'
import { enterHouse, eventually, type House, newWorkspace, WEB_URL } from '#test/house.ts'
import { newMember, newOperator, newPerson, PASSWORD, type TestPerson } from '#test/people.ts'

let house: House
beforeAll(async () => {
  house = await enterHouse()
})
afterAll(() => house?.close())

const stranger = () => house.visitor()
const signInAs = (email: string, password: string, headers: Record<string, string> = {}) =>
  stranger().raw('POST', '/auth/sign-in/email', { email, password }, headers)
const cookieOf = (response: Response) =>
  response.headers.getSetCookie().find((line) => line.startsWith('chorus.session_token=')) ?? ''

describe('a session', () => {
  it('is a cookie that no script reads and no other site sends, and a new one at every sign-in', async () => {
    const { email } = await newPerson(house)
    const [first, second] = [await signInAs(email, PASSWORD), await signInAs(email, PASSWORD)]
    for (const response of [first, second]) {
      expect(cookieOf(response)).toMatch(/HttpOnly/i)
      expect(cookieOf(response)).toMatch(/SameSite=(Lax|Strict)/i)
      expect(cookieOf(response)).toMatch(/Path=\//)
    }
    expect(cookieOf(first).split(';')[0]).not.toBe(cookieOf(second).split(';')[0])
  })

  it('ends when one signs out, and thirty days after it began however much it is used', async () => {
    const { as, id } = await newPerson(house)
    await as.post('/auth/sign-out')
    expect((await as.raw('GET', '/v1/me')).status).toBe(401)

    const other = await newPerson(house)
    expect((await other.as.raw('GET', '/v1/me')).status).toBe(200)
    await asOwner(`update sessions set created_at = now() - interval '31 days' where user_id = $1`, [
      other.id,
    ])
    expect((await other.as.raw('GET', '/v1/me')).status).toBe(401)
    expect(id).not.toBe(other.id)
  })

  it('ends after seven days without use', async () => {
    const { as, id } = await newPerson(house)
    const [row] = await asOwner<{ days: number }>(
      `select extract(epoch from expires_at - now()) / 86400 as days from sessions where user_id = $1`,
      [id],
    )
    expect(Number(row?.days)).toBeGreaterThan(6.9)
    expect(Number(row?.days)).toBeLessThan(7.1)
    await asOwner(`update sessions set expires_at = now() - interval '1 second' where user_id = $1`, [id])
    expect((await as.raw('GET', '/v1/me')).status).toBe(401)
  })

  it('writes nothing for a page of another site: neither without our header, nor at sign-in', async () => {
    const { owner } = await newWorkspace(house)
    const forged = await owner.raw('POST', '/v1/workspaces', { name: 'x' }, { 'x-chorus-csrf': '0' })
    expect([forged.status, ((await forged.json()) as { code: string }).code]).toEqual([403, 'csrf'])
    const elsewhere = { origin: 'https://evil.example.com' }
    expect((await owner.raw('POST', '/auth/sign-out', {}, elsewhere)).status).toBe(403)
    expect((await owner.raw('GET', '/v1/me')).status).toBe(200)
  })
})

describe('signing in', () => {
  it('is tried ten times in a quarter of an hour and then refused, the right password included', async () => {
    const { email } = await newPerson(house)
    for (let attempt = 1; attempt <= 10; attempt++) {
      expect([attempt, (await signInAs(email, 'wrong password')).status]).toEqual([attempt, 401])
    }
    const refused = await signInAs(email, PASSWORD)
    expect(refused.status).toBe(429)
    expect(((await refused.json()) as { code: string }).code).toBe('too_many_tries')
    const wait = Number(refused.headers.get('retry-after'))
    expect(refused.headers.get('ratelimit')).toBe(`"too_many_tries";r=0;t=${wait}`)
    expect(wait).toBeGreaterThan(14 * 60)
    expect(wait).toBeLessThanOrEqual(15 * 60)
    // Others are not limited by it, and another spelling of the address does not avoid it.
    expect((await signInAs((await newPerson(house)).email, PASSWORD)).status).toBe(200)
    expect((await signInAs(` ${email.toUpperCase()}`, PASSWORD)).status).toBe(429)
  })

  it('does not count what succeeds: a person who signs in often is not locked out', async () => {
    const { email } = await newPerson(house)
    for (let time = 0; time < 12; time++) expect((await signInAs(email, PASSWORD)).status).toBe(200)
  })

  it('refuses a wrong password and an unknown address in the same words', async () => {
    const { email } = await newPerson(house)
    const answer = async (response: Response) => {
      const { requestId, ...problem } = (await response.json()) as Record<string, unknown>
      return { ...problem, status: response.status, named: requestId !== undefined }
    }
    const wrong = await answer(await signInAs(email, 'wrong password'))
    expect(wrong).toMatchObject({ status: 401, code: 'invalid_email_or_password' })
    expect(await answer(await signInAs(`${randomUUID()}@chorus.test`, PASSWORD))).toEqual(wrong)
  })

  it('opens nothing else of its library', async () => {
    const { as } = await newPerson(house)
    for (const [method, path] of [
      ['POST', '/auth/delete-user'],
      ['POST', '/auth/link-social'],
      ['GET', '/auth/list-accounts'],
      ['POST', '/auth/sign-in/social'],
      ['GET', '/auth/reset-password/x'],
      ['GET', '/auth/error'],
    ] as const) {
      const response = await as.raw(method, path, method === 'POST' ? {} : undefined)
      expect([path, response.status]).toEqual([path, 404])
    }
  })
})

describe('what a person says of themselves', () => {
  it('is changed by them: the name at once, the address once both the old and the new one agree', async () => {
    const { as, email } = await newPerson(house)
    await confirmAddress(house.emulators, as, email)
    await as.post('/auth/update-user', { name: 'Grace Hopper' })
    expect((await as.get<Me>('/v1/me')).user?.name).toBe('Grace Hopper')
    const newEmail = `${randomUUID()}@chorus.test`
    await as.post('/auth/change-email', { newEmail })
    const follow = async (to: string, subject: string) => {
      const { pathname, search } = await linkIn(house.emulators, to, subject)
      return as.raw('GET', pathname.replace(/^\/api/, '') + search)
    }
    await follow(email, 'Change your address')
    expect((await as.get<Me>('/v1/me')).user?.email).toBe(email)
    await follow(newEmail, 'Confirm')
    expect((await as.get<Me>('/v1/me')).user).toMatchObject({ email: newEmail, emailVerified: true })
    expect([(await signInAs(email, PASSWORD)).status, (await signInAs(newEmail, PASSWORD)).status]).toEqual([
      401, 200,
    ])
  })

  it('tells nobody whether another address is taken, and does not take it', async () => {
    const [{ as, email }, taken] = [await newPerson(house), await newPerson(house)]
    const answers = await Promise.all(
      [taken.email, `${randomUUID()}@chorus.test`].map(async (newEmail) =>
        (await as.raw('POST', '/auth/change-email', { newEmail })).json(),
      ),
    )
    expect(answers[0]).toEqual(answers[1])
    expect((await as.get<Me>('/v1/me')).user?.email).toBe(email)
  })

  it('is where they are signed in: each session is seen, and ended from another', async () => {
    const { as, email } = await newPerson(house)
    const other = stranger()
    await other.post('/auth/sign-in/email', { email, password: PASSWORD })
    const sessions = () => as.get<{ id: string; token: string; createdAt: string }[]>('/auth/list-sessions')
    const [, latest] = (await sessions()).toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
    await as.post('/auth/revoke-session', { token: latest?.token })
    expect((await other.raw('GET', '/v1/me')).status).toBe(401)
    expect(await sessions()).toHaveLength(1)
    expect((await as.raw('GET', '/v1/me')).status).toBe(200)
  })
})

describe('a forgotten password', () => {
  const ask = (email: string) => stranger().raw('POST', '/auth/request-password-reset', { email })
  const reset = (token: string | null, newPassword: string) =>
    stranger().raw('POST', '/auth/reset-password', { token, newPassword })

  it('is set anew by the link in a mail, once, and signs out everywhere', async () => {
    const { as, email } = await newPerson(house)
    expect((await ask(email)).status).toBe(200)
    const link = await linkIn(house.emulators, email, 'new password')
    expect(link.origin + link.pathname).toBe(`${WEB_URL}/reset-password`)
    const token = link.searchParams.get('token')
    expect((await reset(token, 'short')).status).toBe(400)
    expect((await reset(token, 'an entirely new one')).status).toBe(200)
    expect((await as.raw('GET', '/v1/me')).status).toBe(401)
    expect((await signInAs(email, PASSWORD)).status).toBe(401)
    expect((await signInAs(email, 'an entirely new one')).status).toBe(200)
    expect((await reset(token, 'and once more, please')).status).toBe(400)
  })

  it('is answered the same for an address that nobody has, to whom nothing is sent', async () => {
    const [known, unknown] = [(await newPerson(house)).email, `${randomUUID()}@chorus.test`]
    const answers = await Promise.all([known, unknown].map(async (email) => (await ask(email)).json()))
    expect(answers[0]).toEqual(answers[1])
    await linkIn(house.emulators, known, 'new password')
    expect(await house.emulators.mails(unknown)).toEqual([])
  })

  it('fills nobody’s mailbox: five mails an hour', async () => {
    const { email } = await newPerson(house)
    const statuses: number[] = []
    for (let time = 0; time < 6; time++) statuses.push((await ask(email)).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
  })

  it('leaves nothing in the database that would reset it', async () => {
    const { email } = await newPerson(house)
    await ask(email)
    const token = (await linkIn(house.emulators, email, 'new password')).searchParams.get('token')
    const rows = await asOwner<{ row: string }>('select to_jsonb(v)::text as row from verifications v')
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.filter(({ row }) => row.includes(token ?? '?'))).toEqual([])
  })
})

describe('an operator', () => {
  it('is who the configuration names and who has shown that the address is theirs', async () => {
    const claimed = await newPerson(house, house.operatorEmail)
    expect(await claimed.as.get<Me>('/v1/me')).toMatchObject({
      operator: false,
      user: { emailVerified: false },
    })
    expect((await claimed.as.raw('GET', '/v1/operations/workers')).status).toBe(403)
    await asOwner('delete from users where id = $1', [claimed.id])
    const real = await newOperator(house)
    expect(await real.as.get<Me>('/v1/me')).toMatchObject({ operator: true, user: { emailVerified: true } })
    expect((await real.as.raw('GET', '/v1/operations/workers')).status).toBe(200)
  })
})

describe('an invitation', () => {
  const invite = (owner: Client, email: string, role: Role = 'editor') =>
    owner.post<Invitation>('/v1/invitations', { email, role })
  const tokenFor = async (email: string) =>
    (await linkIn(house.emulators, email, 'invites you')).pathname.replace('/invite/', '')
  const open = (token: string) => stranger().raw('POST', '/v1/invitations/open', { token })
  const accept = (person: TestPerson, token: string) =>
    person.as.raw('POST', '/v1/invitations/accept', { token })

  it('makes the person it was sent to a member, in its role, once', async () => {
    const { owner, workspaceId } = await newWorkspace(house)
    const email = `${randomUUID()}@chorus.test`
    expect(await invite(owner, email.toUpperCase())).toMatchObject({
      email,
      role: 'editor',
      status: 'pending',
    })
    const token = await tokenFor(email)
    expect(await (await open(token)).json()).toMatchObject({
      workspaceName: 'Test workspace',
      email,
      role: 'editor',
    })

    const person = await newPerson(house, email)
    expect((await person.as.get<Me>('/v1/me')).workspace).toBeNull()
    const joined = (await (await accept(person, token)).json()) as Workspace
    expect(joined).toMatchObject({ id: workspaceId, role: 'editor' })
    expect(await person.as.get<Me>('/v1/me')).toMatchObject({
      role: 'editor',
      workspace: { id: workspaceId },
    })
    // A second click succeeds for the same person; for anybody else the invitation is gone.
    expect((await accept(person, token)).status).toBe(200)
    expect((await open(token)).status).toBe(404)
    const { items } = await owner.get<{ items: Member[] }>('/v1/members')
    expect(items.map((member) => [member.email, member.role])).toContainEqual([email, 'editor'])
    expect(items).toHaveLength(2)
  })

  it('opens nothing for another address, forged, altered, revoked, run out, or once it was sent anew', async () => {
    const { owner } = await newWorkspace(house)
    const email = `${randomUUID()}@chorus.test`
    const { id } = await invite(owner, email)
    const token = await tokenFor(email)
    const other = await newPerson(house)
    const refused = await accept(other, token)
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
      403,
      'other_address',
    ])

    const [invitation = '', version = '', key = '', mac = ''] = token.split('.')
    const swapped = mac.startsWith('A') ? `B${mac.slice(1)}` : `A${mac.slice(1)}`
    for (const forged of [
      '',
      'x',
      `${invitation}.2.${key}.${mac}`,
      `${randomUUID()}.${version}.${key}.${mac}`,
      `${invitation}.${version}.${key}.${swapped}`,
      `${invitation}.${version}.9.${mac}`,
    ]) {
      expect([forged, (await open(forged)).status]).toEqual([forged, forged === '' ? 422 : 404])
    }

    await owner.post(`/v1/invitations/${id}/resend`)
    const renewed = await eventually(
      () => tokenFor(email),
      (latest) => latest !== token,
    )
    expect((await open(token)).status).toBe(404)
    expect((await open(renewed)).status).toBe(200)
    await asOwner(`update invitations set expires_at = now() - interval '1 minute' where id = $1`, [id])
    expect((await open(renewed)).status).toBe(404)
    await asOwner(`update invitations set expires_at = now() + interval '1 day' where id = $1`, [id])
    await owner.delete(`/v1/invitations/${id}`)
    expect((await open(renewed)).status).toBe(404)
    const invited = await newPerson(house, email)
    expect((await accept(invited, renewed)).status).toBe(404)
  })

  it('is sent once to an address, and not to who is a member', async () => {
    const { owner, workspaceId } = await newWorkspace(house)
    const email = `${randomUUID()}@chorus.test`
    await invite(owner, email)
    await expect(invite(owner, email)).rejects.toMatchObject({
      status: 409,
      body: { code: 'already_invited' },
    })
    const member = await newMember(house, workspaceId, 'agent')
    await expect(invite(owner, member.email)).rejects.toMatchObject({ body: { code: 'already_member' } })
    await expect(invite(owner, email, 'owner')).rejects.toMatchObject({ status: 422 })
    await expect(invite(owner, 'not an address')).rejects.toMatchObject({ status: 422 })
  })

  it('is sent again by the sweep when the mail service was away', async () => {
    const { owner } = await newWorkspace(house)
    const email = `${randomUUID()}@chorus.test`
    await house.emulators.fault({
      platform: 'mail',
      match: 'emails',
      times: 1,
      fault: { status: 503, body: {} },
    })
    const { id } = await invite(owner, email)
    expect(await house.emulators.mails(email)).toEqual([])
    await eventually(
      async () =>
        asOwner<{ n: string }>(`select count(*) as n from outbox where job->>'invitationId' = $1`, [id]),
      ([row]) => Number(row?.n) === 1,
    )
    await asOwner(`update outbox set not_before = now() where job->>'invitationId' = $1`, [id])
    await house.tick()
    await tokenFor(email)
    expect(await house.emulators.mails(email)).toHaveLength(1)
  })
})

describe('a membership', () => {
  const membersOf = async (as: Client) => (await as.get<{ items: Member[] }>('/v1/members')).items
  const idOf = async (as: Client, userId: string) =>
    (await membersOf(as)).find((member) => member.userId === userId)?.id ?? ''

  it('changes what a person may from the next request on', async () => {
    const { owner, workspaceId } = await newWorkspace(house)
    const person = await newMember(house, workspaceId, 'viewer')
    const invite = { email: `${randomUUID()}@chorus.test`, role: 'viewer' }
    expect((await person.as.raw('POST', '/v1/invitations', invite)).status).toBe(403)
    await owner.patch(`/v1/members/${await idOf(owner, person.id)}`, { role: 'admin' })
    expect((await person.as.raw('POST', '/v1/invitations', invite)).status).toBe(201)
    await owner.delete(`/v1/members/${await idOf(owner, person.id)}`)
    expect((await person.as.get<Me>('/v1/me')).workspace).toBeNull()
    expect(
      (await person.as.raw('GET', '/v1/members', undefined, { 'x-workspace-id': workspaceId })).status,
    ).toBe(404)
  })

  it('as owner is given and taken by owners alone, and the last one stays', async () => {
    const { owner, workspaceId } = await newWorkspace(house)
    const me = (await membersOf(owner))[0]
    const admin = await newMember(house, workspaceId, 'admin')
    const own = await idOf(owner, admin.id)
    expect((await admin.as.raw('PATCH', `/v1/members/${me?.id}`, { role: 'viewer' })).status).toBe(403)
    expect((await admin.as.raw('PATCH', `/v1/members/${own}`, { role: 'owner' })).status).toBe(403)
    expect((await admin.as.raw('DELETE', `/v1/members/${me?.id}`)).status).toBe(403)
    const last = owner.patch(`/v1/members/${me?.id}`, { role: 'admin' })
    await expect(last).rejects.toMatchObject({ status: 409, body: { code: 'last_owner' } })
    await expect(owner.post('/v1/members/leave')).rejects.toMatchObject({ body: { code: 'last_owner' } })
    expect((await owner.post<Member>('/v1/members/transfer', { memberId: own })).role).toBe('owner')
    expect((await owner.get<Me>('/v1/me')).role).toBe('admin')
    await owner.post('/v1/members/leave')
    expect((await membersOf(admin.as)).map(({ role }) => role)).toEqual(['owner'])
  })

  it('of two owners who unmake each other at once, one stays', async () => {
    const { owner, workspaceId } = await newWorkspace(house)
    const second = await newMember(house, workspaceId, 'owner')
    const members = await membersOf(owner)
    const theirs = members.find((member) => member.userId === second.id)?.id
    const mine = members.find((member) => member.userId !== second.id)?.id
    await Promise.all([
      owner.raw('PATCH', `/v1/members/${theirs}`, { role: 'viewer' }),
      second.as.raw('PATCH', `/v1/members/${mine}`, { role: 'viewer' }),
    ])
    const [row] = await asOwner<{ n: string }>(
      `select count(*) as n from members where workspace_id = $1 and role = 'owner'`,
      [workspaceId],
    )
    expect(Number(row?.n)).toBe(1)
  })
})

describe('a workspace', () => {
  it('is one of several that a person may be in, and each request says which', async () => {
    const { owner, workspaceId } = await newWorkspace(house)
    const second = await owner.post<Workspace>('/v1/workspaces', { name: 'Second' })
    const { items } = await owner.get<{ items: Workspace[] }>('/v1/workspaces')
    expect(items.map(({ name }) => name)).toEqual(['Test workspace', 'Second'])
    const there = { 'x-workspace-id': second.id }
    expect(await (await owner.raw('GET', '/v1/me', undefined, there)).json()).toMatchObject({
      workspace: { name: 'Second' },
    })
    expect((await owner.get<Me>('/v1/me')).workspace?.id).toBe(workspaceId)
  })

  it('is deleted by its owner, who types its name, with all that it holds', async () => {
    const { owner, workspaceId } = await newWorkspace(house)
    await owner.post('/v1/knowledge/documents', { title: 'Gone', text: 'Soon gone.' })
    const slip = owner.post('/v1/workspaces/current/delete', { name: 'Test workspac' })
    await expect(slip).rejects.toMatchObject({ status: 422 })
    await owner.post('/v1/workspaces/current/delete', { name: 'Test workspace' })
    expect((await owner.get<Me>('/v1/me')).workspace).toBeNull()
    for (const table of ['workspaces', 'knowledge_documents', 'members', 'audit_log']) {
      const column = table === 'workspaces' ? 'id' : 'workspace_id'
      const rows = await asOwner(`select 1 from ${table} where ${column} = $1`, [workspaceId])
      expect([table, rows]).toEqual([table, []])
    }
    const kept = await asOwner<{ detail: unknown }>(
      `select detail from system_logs where event = 'audit.workspace.delete' and detail->'before'->>'workspaceId' = $1`,
      [workspaceId],
    )
    expect(kept).toHaveLength(1)
  })
})
