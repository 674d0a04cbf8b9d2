import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { changeCompanyPage, createCompanyPage, deleteCompanyPage } from '#core/companies/actions/pages.ts'
import { cancelCompanyPost, listCompanyPosts } from '#core/companies/actions/posts.ts'
import { changeCompanyRule, createCompanyRule } from '#core/companies/actions/rules.ts'
import type { JobOf } from '#core/lib/kernel/jobs.ts'
import { publishHinted } from '#core/publishing/actions/publish.ts'
import { read, schedule } from '#core/publishing/actions/scheduled-posts.ts'
import { cancelTarget, resolveTarget } from '#core/publishing/actions/targets.ts'
import { tickPublishing } from '#core/publishing/actions/tick.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stopPublishing } from '#test/publishing.ts'

const MINUTE = 60_000
const rooms = startRooms()
const { outside, system } = rooms
let room: Room
/** The author's account, and the one of the page. */
let [own, page] = ['', '']

afterAll(stopPublishing)
beforeEach(async () => {
  await stopPublishing()
  Object.assign(outside, { now: new Date(), outcomes: [], calls: [], delivered: [] })
  room = await rooms.newWorkspace()
  own = room.accountId
  page = (await rooms.addAccount(room.workspaceId)).accountId
})

const wait = (ms: number) => {
  outside.now = new Date(outside.now.getTime() + ms)
}
const profileOf = async (accountId: string) =>
  (
    await asOwner<{ id: string }>('select profile_id as id from social_accounts where id = $1', [accountId])
  )[0]?.id ?? ''
const pageOn = (accountId: string) => createCompanyPage(room.ctx, { name: 'Lumière', accountId })
const ruleFrom = async (
  accountId: string,
  companyPageId: string,
  {
    delayMinutes = 0,
    prefix = null,
    suffix = null,
  }: { delayMinutes?: number; prefix?: string | null; suffix?: string | null } = {},
) =>
  createCompanyRule(room.ctx, {
    profileId: await profileOf(accountId),
    companyPageId,
    delayMinutes,
    prefix,
    suffix,
    active: true,
  })
const post = (accountIds: string[], text = 'Open until eight') =>
  schedule(room.ctx, { text, accountIds, publishAt: outside.now.toISOString(), timezone: 'Europe/Paris' })
const posts = async () => (await listCompanyPosts(room.ctx, { limit: 50 })).items

/** Delivers what was hinted, and what that hints, until nothing is left. */
async function drain(times = 1) {
  for (;;) {
    const hints = outside.delivered
      .splice(0)
      .flatMap(({ job }) => (job.type === 'publishing.hint' ? [job as JobOf<'publishing.hint'>] : []))
    if (hints.length === 0) return
    await Promise.all(Array.from({ length: times }, () => publishHinted(system, hints)))
  }
}
const texts = () => outside.calls.map(({ text }) => text)

describe('what an author publishes', () => {
  it('comes to the page at once where the rule has no delay, with its words around it', async () => {
    const { id } = await pageOn(page)
    await ruleFrom(own, id, { prefix: 'Ada writes:', suffix: '#lumiere' })
    await post([own])
    await drain()
    expect(texts()).toEqual(['Open until eight', 'Ada writes:\n\nOpen until eight\n\n#lumiere'])
    expect(await posts()).toMatchObject([
      { companyPageId: id, status: 'sent', accountId: page, externalId: expect.any(String) },
    ])
  })

  it('waits where the rule has a delay, is seen, and goes out in its time', async () => {
    const { id } = await pageOn(page)
    await ruleFrom(own, id, { delayMinutes: 120 })
    await post([own])
    await drain()
    const [pending] = await posts()
    expect(pending).toMatchObject({ status: 'queued', text: 'Open until eight', externalId: null })
    expect(Date.parse(pending?.scheduledFor ?? '') - outside.now.getTime()).toBe(120 * MINUTE)
    wait(119 * MINUTE)
    await tickPublishing(system)
    wait(MINUTE)
    await drain()
    expect(texts()).toHaveLength(2)
    expect(await posts()).toMatchObject([{ id: pending?.id, status: 'sent' }])
  })

  it('and is taken back before its time never goes out', async () => {
    await ruleFrom(own, (await pageOn(page)).id, { delayMinutes: 10 })
    await post([own])
    await drain()
    const [pending] = await posts()
    expect(await cancelCompanyPost(room.ctx, pending?.id ?? '', cancelTarget)).toMatchObject({
      status: 'cancelled',
    })
    wait(11 * MINUTE)
    await tickPublishing(system)
    await drain()
    expect(texts()).toHaveLength(1)
    await expect(cancelCompanyPost(room.ctx, pending?.id ?? '', cancelTarget)).rejects.toMatchObject({
      code: 'already_publishing',
    })
  })

  it('shows its pictures on the page too, with their descriptions', async () => {
    const mediaId = crypto.randomUUID()
    await asOwner(
      `insert into media (id, workspace_id, kind, mime_type, file_name, size_bytes, sha256, object_name)
       values ($1, $2, 'image', 'image/png', 'a.png', 3, '', 'media/x')`,
      [mediaId, room.workspaceId],
    )
    await ruleFrom(own, (await pageOn(page)).id, { delayMinutes: 10 })
    const original = await schedule(room.ctx, {
      text: 'Look',
      accountIds: [own],
      publishAt: outside.now.toISOString(),
      timezone: 'UTC',
      media: [{ mediaId, altText: 'A lamp' }],
    })
    await asOwner(
      `update scheduled_post_accounts set status = 'sending', fence = 1, started_at = now() where scheduled_post_id = $1`,
      [original.id],
    )
    await asOwner(
      `insert into published_posts (id, workspace_id, account_id, scheduled_post_id, external_post_id, content, published_at)
       values ($1, $2, $3, $4, 'x', 'Look', now())`,
      [crypto.randomUUID(), room.workspaceId, own, original.id],
    )
    const [made] = await posts()
    expect(await read(room.ctx, made?.scheduledPostId ?? '')).toMatchObject({
      media: [{ mediaId, altText: 'A lamp' }],
    })
  })

  it.each([
    [
      'a rule that is switched off',
      async () => {
        const rule = await ruleFrom(own, (await pageOn(page)).id)
        await changeCompanyRule(room.ctx, rule.id, { active: false })
      },
    ],
    [
      'a page that is switched off',
      async () => {
        const { id } = await pageOn(page)
        await ruleFrom(own, id)
        await changeCompanyPage(room.ctx, id, { active: false })
      },
    ],
    [
      'a page whose account is disconnected',
      async () => {
        await ruleFrom(own, (await pageOn(page)).id)
        await asOwner(`update social_accounts set status = 'revoked' where id = $1`, [page])
      },
    ],
    [
      'a rule for another author',
      async () => {
        await ruleFrom((await rooms.addAccount(room.workspaceId)).accountId, (await pageOn(page)).id)
      },
    ],
    [
      'a page that is the account it was published on',
      async () => {
        await ruleFrom(own, (await pageOn(own)).id)
      },
    ],
  ])('goes nowhere by %s', async (_by, stage) => {
    await stage()
    await post([own])
    await drain()
    expect(texts()).toHaveLength(1)
    expect(await posts()).toEqual([])
  })
})

describe('nothing comes to a page twice', () => {
  it('though the post went to two accounts of the author, or to those of two authors with rules', async () => {
    const [second, third] = [
      await rooms.addAccount(room.workspaceId),
      await rooms.addAccount(room.workspaceId),
    ]
    await asOwner('update social_accounts set profile_id = $1 where id = $2', [
      await profileOf(own),
      second.accountId,
    ])
    const { id } = await pageOn(page)
    await ruleFrom(own, id)
    await ruleFrom(third.accountId, id, { suffix: 'By the third' })
    await post([own, second.accountId, third.accountId])
    await drain()
    expect(await posts()).toHaveLength(1)
    expect(outside.calls).toHaveLength(4)
  })

  it('nor where the post goes to the page by itself', async () => {
    await ruleFrom(own, (await pageOn(page)).id)
    await post([own, page])
    await drain()
    expect(texts()).toHaveLength(2)
    expect(await posts()).toEqual([])
  })

  it('and pages never post each other’s posts round and round', async () => {
    const [first, second] = [await pageOn(page), await pageOn(own)]
    await ruleFrom(own, first.id)
    await ruleFrom(page, second.id)
    await post([own], 'From one')
    await drain()
    await post([page], 'From the other')
    await drain()
    wait(MINUTE)
    await tickPublishing(system)
    await drain()
    expect(texts().sort()).toEqual(['From one', 'From one', 'From the other', 'From the other'])
    expect(await posts()).toHaveLength(2)
  })

  it('however often its hint comes', async () => {
    await ruleFrom(own, (await pageOn(page)).id)
    await post([own])
    await drain(8)
    expect(texts()).toHaveLength(2)
    expect(await posts()).toMatchObject([{ status: 'sent' }])
  })
})

describe('nothing is lost', () => {
  it('where the publisher died after the original went out: once it is found, it comes to the page', async () => {
    await ruleFrom(own, (await pageOn(page)).id)
    const original = await post([own])
    outside.outcomes = [{ kind: 'unknown', reason: 'No answer.' }]
    await drain()
    expect(await posts()).toEqual([])
    await resolveTarget(room.ctx, original.id, original.targets[0]?.id ?? '', { outcome: 'send_again' })
    await drain()
    expect(await posts()).toMatchObject([{ status: 'sent' }])
    expect(texts()).toHaveLength(3)
  })

  it('and a page’s post without an answer is unknown, told, and not repeated', async () => {
    await ruleFrom(own, (await pageOn(page)).id)
    outside.outcomes = [
      { kind: 'sent', id: 'original' },
      { kind: 'unknown', reason: 'No answer.' },
    ]
    await post([own])
    await drain()
    for (let minute = 0; minute < 5; minute++) {
      wait(MINUTE)
      await tickPublishing(system)
      await drain()
    }
    expect(await posts()).toMatchObject([{ status: 'unknown', error: 'No answer.' }])
    expect(texts()).toHaveLength(2)
  })

  it('where hints are lost: the next tick brings them', async () => {
    await ruleFrom(own, (await pageOn(page)).id)
    await post([own])
    const hints = outside.delivered
      .splice(0)
      .flatMap(({ job }) => (job.type === 'publishing.hint' ? [job] : []))
    await publishHinted(system, hints as JobOf<'publishing.hint'>[])
    outside.delivered = []
    await tickPublishing(system)
    await drain()
    expect(await posts()).toMatchObject([{ status: 'sent' }])
  })
})

describe('a page', () => {
  it('says before its time that a text is too long for it', async () => {
    await ruleFrom(own, (await pageOn(page)).id, { delayMinutes: 10, prefix: 'x'.repeat(500) })
    await post([own], 'y'.repeat(4_000))
    await drain()
    expect((await posts())[0]?.problem).toMatch(/4,?096/)
  })

  it('is one of its account, and goes while nothing was taken to it', async () => {
    const { id } = await pageOn(page)
    await expect(pageOn(page)).rejects.toMatchObject({ code: 'page_exists' })
    await ruleFrom(own, id)
    await expect(ruleFrom(own, id)).rejects.toMatchObject({ code: 'rule_exists' })
    await post([own])
    await drain()
    await expect(deleteCompanyPage(room.ctx, id)).rejects.toMatchObject({ code: 'page_used' })
    const other = await pageOn(own)
    await deleteCompanyPage(room.ctx, other.id)
  })
})
