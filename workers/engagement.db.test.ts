import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { act, sweepEngagement } from '#core/engagement/actions/act.ts'
import { giveConsent, listConsents, takeConsentBack } from '#core/engagement/actions/consents.ts'
import { createPattern, deletePattern } from '#core/engagement/actions/patterns.ts'
import { planPost, sweepPlans } from '#core/engagement/actions/plan.ts'
import { changeRules, changeSettings, getSettings } from '#core/engagement/actions/settings.ts'
import { changeAction, getAction, listActions } from '#core/engagement/actions/view.ts'
import { writeComment } from '#core/engagement/actions/write.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Connector } from '#core/lib/platform/connector.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'

const MINUTE = 60_000
const rooms = startRooms()
const { outside, system } = rooms
let room: Room
/** The owner, as a person. */
let ada: Ctx

async function stopAll() {
  await asOwner('update engagement_plans set planned_at = now() where planned_at is null')
  await asOwner(
    `update engagement_actions set status = 'cancelled' where status in ('queued', 'waiting', 'sending')`,
  )
}
afterAll(stopAll)
beforeEach(async () => {
  await stopAll()
  Object.assign(outside, { now: new Date('2027-03-15T08:00:00Z'), outcomes: [], calls: [], delivered: [] })
  room = await rooms.newWorkspace()
  ada = rooms.as(room.workspaceId, room.userId)
  await changeRules(ada, { enabled: true, windowMinutes: 240, commentsPerPost: 2 })
})

const wait = (ms: number) => {
  outside.now = new Date(outside.now.getTime() + ms)
}
const pattern = (fields: Partial<Parameters<typeof createPattern>[1]> = {}) =>
  createPattern(ada, {
    ...{ name: 'Warm', instructions: '', lengthMin: 10, lengthMax: 300, asksQuestion: false, examples: [] },
    active: true,
    ...fields,
  })
/** Connects accounts of authors of their own, for which Ada consents. */
async function engagers(count: number): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < count; n++) {
    const { accountId } = await rooms.addAccount(room.workspaceId)
    await giveConsent(ada, accountId)
    ids.push(accountId)
  }
  return ids
}
const profileOf = async (accountId: string) =>
  (
    await asOwner<{ id: string }>('select profile_id as id from social_accounts where id = $1', [accountId])
  )[0]?.id ?? ''
async function publish(
  text = 'The market opens on Saturday. We roast from six in the morning.',
  externalId?: string,
): Promise<string> {
  const id = newId()
  await asOwner(
    `insert into published_posts (id, workspace_id, account_id, external_post_id, post_url, content, published_at) values ($1, $2, $3, $4, 'https://example.com/p', $5, $6)`,
    [id, room.workspaceId, room.accountId, externalId ?? `post-${id}`, text, outside.now],
  )
  return id
}
/** Has the sweep hand out what is to be planned, and returns what of it is of this workspace. */
async function openPlans(): Promise<string[]> {
  await sweepPlans(system)
  return outside.delivered
    .splice(0)
    .flatMap(({ job, workspaceId }) =>
      job.type === 'engagement.plan' && workspaceId === room.workspaceId ? [job.planId] : [],
    )
}
/** Plans what is open, as the lane does. */
async function plan(as = room.ctx): Promise<number> {
  let planned = 0
  for (const id of await openPlans()) planned += await planPost(as, id)
  return planned
}
/** Does what is due, each job so many times at once. */
async function work(times = 1): Promise<void> {
  await sweepEngagement(system)
  const ids = outside.delivered
    .splice(0)
    .flatMap(({ job, workspaceId }) =>
      job.type === 'engagement.act' && workspaceId === room.workspaceId ? [job.actionId] : [],
    )
  for (const id of ids) await Promise.all(Array.from({ length: times }, () => act(room.ctx, id)))
}
/** Lets the window pass, a few minutes at a time. */
async function passWindow(times = 1): Promise<void> {
  for (let minutes = 0; minutes <= 300; minutes += 5) {
    await work(times)
    wait(5 * MINUTE)
  }
}
/** A worker that dies at the end of its nth transaction, before that is kept. */
function dyingAt(nth: number): Ctx {
  let begun = 0
  const { db } = room.ctx
  const tx: Ctx['db']['tx'] = (work) => {
    begun++
    if (begun !== nth) return db.tx(work)
    return db.tx(async (one, enqueue) => {
      await work(one, enqueue)
      throw new Error('The worker died.')
    })
  }
  return { ...room.ctx, db: { ...db, tx } }
}
const actions = async () =>
  (await listActions(room.ctx, { limit: 100 })).items.toSorted((a, b) => a.dueAt.localeCompare(b.dueAt))
const used = (profileId: string) =>
  asOwner<{ action_type: string; day: string; used: number }>(
    'select action_type, day::text, used from engagement_counters where profile_id = $1 order by 1, 2',
    [profileId],
  )

describe('a published post', () => {
  it('is reacted to by every account with consent but its author’s, and commented on by as many as the rules say', async () => {
    await pattern()
    await giveConsent(ada, room.accountId)
    const ids = await engagers(3)
    await publish()
    expect(await plan()).toBe(5)
    const planned = await actions()
    const by = (kind: string) => planned.filter((one) => one.actionType === kind).map((one) => one.accountId)
    expect(by('like').toSorted()).toEqual(ids.toSorted())
    expect(by('comment')).toHaveLength(2)
    for (const { dueAt } of planned) {
      expect(Date.parse(dueAt)).toBeGreaterThan(outside.now.getTime())
      expect(Date.parse(dueAt)).toBeLessThanOrEqual(outside.now.getTime() + 240 * MINUTE)
    }
    await passWindow()
    expect((await actions()).map(({ status }) => status)).toEqual(Array(5).fill('sent'))
    expect(outside.calls.filter(({ text }) => text === '♥')).toHaveLength(3)
    const comments = outside.calls.filter(({ text }) => text !== '♥').map(({ text }) => text)
    expect(new Set(comments).size).toBe(2)
    const logs = await asOwner<{ reaction_success: boolean; comment_success: boolean | null }>(
      'select reaction_success, comment_success from engagement_logs where workspace_id = $1',
      [room.workspaceId],
    )
    expect(logs.map((one) => one.reaction_success)).toEqual([true, true, true])
    expect(logs.filter((one) => one.comment_success)).toHaveLength(2)
  })

  it('is planned once, however often and by how many it is asked for', async () => {
    await pattern()
    await engagers(2)
    await publish()
    const [id = ''] = await openPlans()
    const added = await Promise.all([1, 2, 3].map(() => planPost(room.ctx, id)))
    expect(added.toSorted()).toEqual([0, 0, 4])
  })

  it('whose planning broke off is planned by the next sweep, as if nothing had been', async () => {
    const [account = ''] = await engagers(1)
    await publish()
    const [id = ''] = await openPlans()
    await expect(planPost(dyingAt(1), id)).rejects.toThrow('died')
    expect(await actions()).toEqual([])
    expect(await used(await profileOf(account))).toEqual([])
    expect(await plan()).toBe(1)
  })

  it('is left alone while the workspace’s engagement is off, and by an account without consent', async () => {
    await rooms.addAccount(room.workspaceId)
    await publish()
    expect(await plan()).toBe(0)
    await engagers(1)
    await changeRules(ada, { enabled: false })
    await publish()
    expect(await plan()).toBe(0)
  })

  it('whose window is over when it is planned is left alone', async () => {
    await engagers(1)
    await publish()
    wait(241 * MINUTE)
    expect(await plan()).toBe(0)
  })
})

describe('an action', () => {
  it('is done once by many that take it up at once', async () => {
    await engagers(2)
    await publish()
    await plan()
    await passWindow(4)
    expect(outside.calls).toHaveLength(2)
  })

  it('whose call got no answer is unknown and not done again; a person says what became of it', async () => {
    await engagers(1)
    await publish()
    await plan()
    outside.outcomes = [{ kind: 'unknown', reason: 'No answer came.' }]
    await passWindow()
    expect(outside.calls).toHaveLength(1)
    const [one] = await actions()
    expect(one).toMatchObject({ status: 'unknown' })
    await expect(changeAction(ada, one?.id ?? '', { status: 'queued' })).rejects.toMatchObject({
      code: 'changed_meanwhile',
    })
    expect(await changeAction(ada, one?.id ?? '', { status: 'sent' })).toMatchObject({ status: 'sent' })
  })

  it('whose worker died in the middle of its call is unknown, and is not done again', async () => {
    await engagers(1)
    await publish()
    await plan()
    await asOwner(
      `update engagement_actions set status = 'sending', fence = 1, started_at = $2 where workspace_id = $1`,
      [room.workspaceId, outside.now],
    )
    wait(2 * MINUTE)
    await passWindow()
    expect(outside.calls).toHaveLength(0)
    expect(await actions()).toMatchObject([{ status: 'unknown' }])
  })

  it('whose worker died after the platform had answered is unknown too, and is not done again', async () => {
    await engagers(1)
    await publish()
    await plan()
    const [planned] = await actions()
    wait(241 * MINUTE)
    await expect(act(dyingAt(2), planned?.id ?? '')).rejects.toThrow('died')
    expect(outside.calls).toHaveLength(1)
    await passWindow()
    expect(outside.calls).toHaveLength(1)
    expect(await actions()).toMatchObject([{ status: 'unknown' }])
  })

  it('whose worker died before its claim was kept is done once, by the next', async () => {
    await engagers(1)
    await publish()
    await plan()
    const [planned] = await actions()
    wait(241 * MINUTE)
    await expect(act(dyingAt(1), planned?.id ?? '')).rejects.toThrow('died')
    expect(outside.calls).toEqual([])
    await passWindow()
    expect(outside.calls).toHaveLength(1)
  })

  it('whose worker died once its comment was written is done with that comment', async () => {
    await pattern()
    await engagers(1)
    await publish()
    await plan()
    const comment = (await actions()).find((one) => one.actionType === 'comment')
    expect(await writeComment(room.ctx, comment?.id ?? '')).toBe(true)
    const { text } = await getAction(room.ctx, comment?.id ?? '')
    await passWindow(2)
    expect(outside.calls.map((one) => one.text).toSorted()).toEqual([text, '♥'].toSorted())
  })

  it('that the platform refuses has failed with its words, and is tried again only by a person', async () => {
    await engagers(1)
    await publish()
    await plan()
    outside.outcomes = [{ kind: 'rejected', code: 'x', reason: 'No likes here.', advice: 'Ask them.' }]
    await passWindow()
    const [one] = await actions()
    expect(one).toMatchObject({ status: 'failed', error: 'No likes here. Ask them.' })
    await changeAction(ada, one?.id ?? '', { status: 'queued' })
    await passWindow()
    expect(await actions()).toMatchObject([{ status: 'sent' }])
    expect(outside.calls).toHaveLength(2)
  })

  it('that waits is taken back by a person, and its place of the day is free again', async () => {
    const [account = ''] = await engagers(1)
    await publish()
    await plan()
    const profile = await profileOf(account)
    expect(await used(profile)).toMatchObject([{ action_type: 'like', used: 1 }])
    const [one] = await actions()
    expect(await changeAction(ada, one?.id ?? '', { status: 'cancelled' })).toMatchObject({
      status: 'cancelled',
    })
    expect(await used(profile)).toMatchObject([{ used: 0 }])
    await passWindow()
    expect(outside.calls).toEqual([])
    await expect(changeAction(ada, one?.id ?? '', { status: 'sent' })).rejects.toMatchObject({
      code: 'changed_meanwhile',
    })
  })

  it('of one member comes at least two minutes after another of theirs', async () => {
    await pattern()
    await engagers(1)
    for (let n = 0; n < 3; n++) await publish(`Post ${n}. It says something about the market on Saturday.`)
    await plan()
    await asOwner('update engagement_actions set due_at = $2 where workspace_id = $1', [
      room.workspaceId,
      outside.now,
    ])
    await passWindow()
    const done = await asOwner<{ at: Date }>(
      `select started_at as at from engagement_actions where workspace_id = $1 and status = 'sent' order by 1`,
      [room.workspaceId],
    )
    expect(done.length).toBe(5 + 1)
    for (const [index, { at }] of done.entries())
      if (index > 0)
        expect(at.getTime() - (done[index - 1]?.at.getTime() ?? 0)).toBeGreaterThanOrEqual(2 * MINUTE)
  })
})

describe('a platform', () => {
  const without = (change: Partial<Connector>, ...parts: 'actions'[]): Ctx => {
    const connector = { ...room.ctx.connector('telegram'), ...change }
    for (const part of parts) delete connector[part]
    return { ...ada, connector: () => connector, platforms: [connector] }
  }

  it('that a person said was published is engaged with by hand, since the platform’s id of it is not known', async () => {
    await engagers(1)
    await publish('We are open.', 'https://example.com/p')
    await plan()
    await passWindow()
    expect((await actions()).map(({ status, waitingReason }) => [status, waitingReason])).toEqual([
      ['waiting', 'by_hand'],
    ])
    expect(outside.calls).toEqual([])
  })

  it('without an API for it is engaged with by hand: a person is told at its time, and says that it is done', async () => {
    const byHand = without({}, 'actions')
    await pattern()
    const [account = ''] = await engagers(1)
    await changeSettings(ada, await profileOf(account), { preferredReaction: 'celebrate' })
    const { items } = await listConsents(byHand, { limit: 10 })
    expect(items[0]).toMatchObject({ way: 'by_hand', reason: expect.stringContaining('yourself') })
    await publish()
    expect(await plan(byHand)).toBe(2)
    wait(241 * MINUTE)
    const planned = await actions()
    expect(planned.map(({ reaction }) => reaction)).toEqual(['celebrate', null])
    for (const { id } of planned) for (let n = 0; n < 2; n++) await act(byHand, id)
    expect(outside.calls).toEqual([])
    const handed = await actions()
    expect(handed).toMatchObject([
      { status: 'waiting', waitingReason: 'by_hand' },
      { status: 'waiting', waitingReason: 'by_hand', text: expect.stringMatching(/\w/) },
    ])
    expect(await changeAction(ada, handed[0]?.id ?? '', { status: 'sent' })).toMatchObject({ status: 'sent' })
  })

  it('that forbids it says so before anybody consents, and nothing is planned there', async () => {
    const manifest = { ...room.ctx.connector('telegram').manifest, engagementRefused: 'Not here.' }
    const forbidden = without({ manifest })
    const { accountId } = await rooms.addAccount(room.workspaceId)
    const { items } = await listConsents(forbidden, { limit: 10 })
    expect(items.every(({ way, reason }) => way === 'refused' && reason === 'Not here.')).toBe(true)
    await expect(giveConsent(forbidden, accountId)).rejects.toMatchObject({
      code: 'refused_there',
      message: 'Not here.',
    })
    // A consent of before the platform forbade it.
    await giveConsent(ada, accountId)
    await publish()
    expect(await plan(forbidden)).toBe(0)
  })
})

describe('ten thousand actions', () => {
  // Leave no ten thousand accounts to what other files try over all workspaces.
  afterEach(async () => {
    await asOwner('delete from workspaces where id = $1', [room.workspaceId])
    await asOwner('analyze')
  })

  it('are planned in four statements, and no place of a day is counted twice', async () => {
    await asOwner(
      `insert into profiles (id, workspace_id, type, full_name, platform, handle)
       select md5('p' || n || $1)::uuid, $1::uuid, 'internal', 'Author ' || n, 'telegram', 'author-' || n from generate_series(1, 10000) n`,
      [room.workspaceId],
    )
    await asOwner(
      `insert into social_accounts (id, workspace_id, platform, external_id, name, profile_id, credentials)
       select md5('a' || n || $1)::uuid, $1::uuid, 'telegram', 'x-' || n || $1, 'Account ' || n, md5('p' || n || $1)::uuid, '' from generate_series(1, 10000) n`,
      [room.workspaceId],
    )
    await asOwner(
      `insert into engagement_consents (id, workspace_id, account_id, user_id)
       select gen_random_uuid(), $1::uuid, md5('a' || n || $1)::uuid, $2 from generate_series(1, 10000) n`,
      [room.workspaceId, room.userId],
    )
    await publish()
    const [id = ''] = await openPlans()
    let statements = 0
    const counted: Ctx = {
      ...room.ctx,
      db: {
        ...room.ctx.db,
        tx: (work) =>
          room.ctx.db.tx((tx, enqueue) =>
            work(
              new Proxy(tx, {
                get(target, name, receiver) {
                  const found: unknown = Reflect.get(target, name, receiver)
                  if (typeof found !== 'function') return found
                  return (...given: unknown[]) => {
                    statements++
                    return Reflect.apply(found, target, given)
                  }
                },
              }),
              enqueue,
            ),
          ),
      },
    }
    expect(await planPost(counted, id)).toBe(10_000)
    expect(statements).toBeLessThanOrEqual(4)
    expect(
      await asOwner(
        'select count(*)::int as rows, max(used) as most from engagement_counters where workspace_id = $1',
        [room.workspaceId],
      ),
    ).toEqual([{ rows: 10_000, most: 1 }])
  }, 60_000)
})

describe('a member’s consent', () => {
  it('is theirs alone: nobody gives, changes or takes it back for them, least of all a key', async () => {
    const { accountId } = await rooms.addAccount(room.workspaceId)
    const ben = newId()
    await asOwner('insert into users (id, name, email) values ($1, $2, $3)', [
      ben,
      'Ben',
      `${ben}@chorus.test`,
    ])
    await asOwner(`insert into members (id, workspace_id, user_id, role) values ($1, $2, $3, 'editor')`, [
      newId(),
      room.workspaceId,
      ben,
    ])
    const asBen = rooms.as(room.workspaceId, ben, 'Ben')
    await expect(giveConsent(room.ctx, accountId)).rejects.toMatchObject({ code: 'person_only' })
    expect(await giveConsent(asBen, accountId)).toMatchObject({ consent: { userName: 'Ben', own: true } })
    await expect(giveConsent(ada, accountId)).rejects.toMatchObject({ code: 'consent_of_another' })
    await expect(takeConsentBack(ada, accountId)).rejects.toMatchObject({ kind: 'not_found' })
    const profile = await profileOf(accountId)
    await expect(changeSettings(ada, profile, { likesPerDay: 1 })).rejects.toMatchObject({
      code: 'consent_of_another',
    })
    expect(await changeSettings(asBen, profile, { likesPerDay: 1 })).toMatchObject({ likesPerDay: 1 })
    // Who has left the workspace has no say in it any more, and their account does nothing.
    await publish()
    expect(await plan()).toBe(1)
    await asOwner('delete from members where user_id = $1', [ben])
    await passWindow()
    expect(outside.calls).toEqual([])
    expect(await giveConsent(ada, accountId)).toMatchObject({ consent: { own: true } })
  })

  it('taken back cancels what waits, and gives its places back', async () => {
    const [account = '', other = ''] = await engagers(2)
    await publish()
    expect(await plan()).toBe(2)
    await takeConsentBack(ada, account)
    const now = await actions()
    expect(now.find(({ accountId }) => accountId === account)).toMatchObject({
      status: 'cancelled',
      error: 'The member has taken their consent back.',
    })
    expect(now.find(({ accountId }) => accountId === other)).toMatchObject({ status: 'queued' })
    expect(await used(await profileOf(account))).toMatchObject([{ used: 0 }])
    const { items } = await listConsents(ada, { limit: 100 })
    expect(items.find(({ id }) => id === account)?.consent).toBeNull()
  })

  it('does nothing while the member has switched their engagement off', async () => {
    const [account = ''] = await engagers(1)
    const profile = await profileOf(account)
    await publish()
    expect(await plan()).toBe(1)
    await changeSettings(ada, profile, { autoEngageEnabled: false })
    expect(await actions()).toMatchObject([{ status: 'cancelled' }])
    await publish()
    expect(await plan()).toBe(0)
    expect(await getSettings(room.ctx, profile)).toMatchObject({ autoEngageEnabled: false, likesPerDay: 25 })
  })
})

describe('the limits of a day', () => {
  it('are never passed, by plans, by what is put off to another day, or by many at once', async () => {
    const [account = ''] = await engagers(1)
    const profile = await profileOf(account)
    await changeSettings(ada, profile, { likesPerDay: 2 })
    for (let n = 0; n < 4; n++) await publish()
    expect(await plan()).toBe(2)
    // Put off to the next day, both need a place of that day.
    await asOwner(`update engagement_actions set due_at = '2027-03-16T09:00:00Z' where workspace_id = $1`, [
      room.workspaceId,
    ])
    outside.now = new Date('2027-03-16T08:00:00Z')
    await publish()
    expect(await plan()).toBe(1)
    await passWindow(3)
    const perDay = await asOwner<{ day: string; count: number }>(
      `select (started_at at time zone 'UTC')::date::text as day, count(*)::int as count from engagement_actions
       where workspace_id = $1 and status = 'sent' group by 1`,
      [room.workspaceId],
    )
    expect(perDay).toEqual([{ day: '2027-03-16', count: 2 }])
    expect((await actions()).filter(({ status }) => status === 'waiting')).toMatchObject([
      { waitingReason: 'limited' },
    ])
    outside.now = new Date('2027-03-17T00:00:00Z')
    await passWindow()
    expect((await actions()).map(({ status }) => status)).toEqual(['sent', 'sent', 'sent'])
  })

  it('are counted by the functions of the document, of which two that ask at once never take one place', async () => {
    const [account = ''] = await engagers(1)
    const profile = await profileOf(account)
    await changeSettings(ada, profile, { commentsPerDay: 3 })
    const can = async () =>
      (await asOwner<{ yes: boolean }>(`select can_profile_engage($1, 'comment') as yes`, [profile]))[0]?.yes
    expect(await can()).toBe(true)
    const taken = await Promise.all(
      Array.from({ length: 8 }, () =>
        asOwner<{ yes: boolean }>(`select increment_engagement_counter($1, 'comment') as yes`, [profile]),
      ),
    )
    expect(taken.filter(([row]) => row?.yes)).toHaveLength(3)
    expect(await can()).toBe(false)
    expect(
      (await asOwner<{ yes: boolean }>(`select can_profile_engage($1, 'follow') as yes`, [profile]))[0]?.yes,
    ).toBe(false)
  })
})

describe('patterns', () => {
  it('take turns, and one that was used is switched off instead of deleted', async () => {
    const ways = [await pattern({ name: 'A' }), await pattern({ name: 'B' }), await pattern({ name: 'C' })]
    await engagers(1)
    for (let n = 0; n < 6; n++) {
      await publish()
      await plan()
    }
    const names = await asOwner<{ name: string; uses: number }>(
      `select p.pattern_name as name, count(*)::int as uses from engagement_actions x join comment_patterns p on p.id = x.comment_pattern_id
       where x.workspace_id = $1 group by 1 order by 1`,
      [room.workspaceId],
    )
    expect(names).toEqual([
      { name: 'A', uses: 2 },
      { name: 'B', uses: 2 },
      { name: 'C', uses: 2 },
    ])
    await expect(deletePattern(ada, ways[0]?.id ?? '')).rejects.toMatchObject({ code: 'pattern_used' })
  })

  it('bound the comment: one that cannot be kept to them is not sent, and says why', async () => {
    await pattern({ lengthMin: 900, lengthMax: 1000 })
    await engagers(1)
    await publish()
    await plan()
    await passWindow()
    const comment = (await actions()).find((one) => one.actionType === 'comment')
    expect(comment).toMatchObject({ status: 'failed', text: null })
    expect(comment?.error).toMatch(/^No comment was written\. /)
    expect(outside.calls.map(({ text }) => text)).toEqual(['♥'])
  })

  it('are not asked for where there are none: nobody comments', async () => {
    await engagers(2)
    await publish()
    expect(await plan()).toBe(2)
    expect((await actions()).every((one) => one.actionType === 'like')).toBe(true)
  })
})
