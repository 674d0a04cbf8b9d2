import { describe, expect, it } from 'vitest'
import {
  breakdown,
  exportFigures,
  listCounted,
  listKpi,
  metricsOfCharacter,
  series,
  summary,
} from '#core/figures/actions/figures.ts'
import { compareFigures, rollUp, writeWindows } from '#core/figures/actions/roll-up.ts'
import { type Figure, type Metric, metricSchema } from '#core/figures/schemas.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { updateWorkspace } from '#core/workspaces/actions/workspaces.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { historyOf, recounted } from '#test/figures/history.ts'

const rooms = startRooms()
const { system, outside } = rooms

/** Adds a contact's conversation on an account. */
async function talk({ workspaceId, accountId }: Room) {
  const [customer, conversation] = [newId(), newId()]
  await asOwner('insert into customers (id, workspace_id, name) values ($1, $2, $3)', [
    customer,
    workspaceId,
    'Nina',
  ])
  await asOwner(
    `insert into conversations (id, workspace_id, account_id, customer_id, platform, recipient, last_message_at)
     values ($1, $2, $3, $4, 'telegram', '1', now())`,
    [conversation, workspaceId, accountId, customer],
  )
  return conversation
}
type By = 'contact' | 'machine' | 'person'
async function say(room: Room, conversation: string, by: By, at: string, userId: string | null = null) {
  const id = newId()
  await asOwner(
    `insert into conversation_messages (id, workspace_id, conversation_id, direction, author, author_user_id, message_type, text, status, sent_at)
     values ($1, $2, $3, $4, $5, $6, 'text', 'Words', $7, $8)`,
    [
      id,
      room.workspaceId,
      conversation,
      by === 'contact' ? 'inbound' : 'outbound',
      by,
      userId,
      by === 'contact' ? 'received' : 'sent',
      at,
    ],
  )
  return id
}
const values = async (room: Room, from: string, to: string) => {
  const { figures } = await summary(room.ctx, { from, to })
  return Object.fromEntries(Object.entries(figures).map(([name, { value }]) => [name, value])) as Record<
    Figure,
    number | null
  >
}
const stateOf = (room: Room) =>
  Promise.all(
    [
      'select metric, dimension, key, at, id, source, source_id, times, seconds, day::text, slot from metric_facts where workspace_id = $1 order by 1, 2, 3, 4, 5',
      'select metric, dimension, day::text, key, slot, times from analytics_history where workspace_id = $1 order by 1, 2, 3, 4, 5',
      'select metric, times, seconds from workspace_metrics where workspace_id = $1 order by 1',
      `select window_start, messages_count, comments_count, frt_p50_seconds, auto_reply_rate, escalate_count, ignored_count from kpi_2h
       where workspace_id = $1 and messages_count + comments_count + escalate_count + ignored_count > 0 order by 1`,
    ].map((statement) => asOwner(statement, [room.workspaceId])),
  )

describe('figures', () => {
  it('are those of a recount after any history, and of a rebuild, cell for cell', async () => {
    for (const seed of [1, 2, 3]) {
      const room = await rooms.newWorkspace()
      await asOwner('update workspaces set timezone = $2 where id = $1', [room.workspaceId, 'Europe/Paris'])
      await historyOf(room, seed, () => rollUp(system))
      await rollUp(system)
      const [facts, history, ever, windows] = await stateOf(room)
      expect(await recounted(room.workspaceId, 'Europe/Paris')).toEqual(
        (history ?? [])
          .filter(({ dimension }) => dimension === 'all')
          .map(({ metric, day, slot, times }) => `${day} ${metric} ${slot}: ${times}`)
          .sort(),
      )
      // All of it, made from nothing.
      await asOwner('delete from metric_facts where workspace_id = $1', [room.workspaceId])
      await asOwner('delete from kpi_2h where workspace_id = $1', [room.workspaceId])
      expect((await stateOf(room)).map((rows) => rows.length)).toEqual([0, 0, 0, 0])
      await asOwner(`select chorus_mark_all($1, '-infinity')`, [room.workspaceId])
      await rollUp(system)
      expect(await stateOf(room)).toEqual([facts, history, ever, windows])
    }
  })

  it('follow an answer that is learnt late, and one that is taken back', async () => {
    const room = await rooms.newWorkspace()
    const conversation = await talk(room)
    await say(room, conversation, 'contact', '2026-03-10T10:00:00Z')
    const late = await say(room, conversation, 'contact', '2026-03-10T10:20:00Z')
    await rollUp(system)
    expect(await values(room, '2026-03-10', '2026-03-10')).toMatchObject({
      received: 2,
      turns: 1,
      firstResponse: null,
      autoReplyRate: 0,
    })
    // It was sent between the two, and is known now.
    const answer = await say(room, conversation, 'machine', '2026-03-10T10:10:00Z')
    await rollUp(system)
    expect(await values(room, '2026-03-10', '2026-03-10')).toMatchObject({
      turns: 2,
      sentByMachine: 1,
      autoReplyRate: 0.5,
    })
    await asOwner(`update conversation_messages set sent_at = '2026-03-11T09:00:00Z' where id = $1`, [late])
    await rollUp(system)
    expect(await values(room, '2026-03-10', '2026-03-10')).toMatchObject({
      received: 1,
      turns: 1,
      autoReplyRate: 1,
    })
    await asOwner(`update conversation_messages set status = 'failed' where id = $1`, [answer])
    await rollUp(system)
    expect(await values(room, '2026-03-10', '2026-03-11')).toMatchObject({
      received: 2,
      turns: 1,
      sentByMachine: 0,
      autoReplyRate: 0,
    })
    await asOwner('delete from conversations where id = $1', [conversation])
    await rollUp(system)
    expect((await stateOf(room)).map((rows) => rows.length)).toEqual([0, 0, 0, 0])
  })

  it('begin a day at midnight of the workspace’s zone, on the days of daylight saving too, and move with the zone', async () => {
    const room = await rooms.newWorkspace()
    await updateWorkspace(room.ctx, { timezone: 'Europe/Paris' })
    const conversation = await talk(room)
    // The last minute before, the first after: 29 March has 23 hours, 25 October has 25.
    const of = {
      '2026-03-28': ['2026-03-28T22:59:00Z'],
      '2026-03-29': ['2026-03-28T23:00:00Z', '2026-03-29T21:59:00Z'],
      '2026-03-30': ['2026-03-29T22:00:00Z'],
      '2026-10-24': ['2026-10-24T21:59:00Z'],
      '2026-10-25': ['2026-10-24T22:00:00Z', '2026-10-25T01:30:00Z', '2026-10-25T22:59:00Z'],
      '2026-10-26': ['2026-10-25T23:00:00Z'],
    }
    for (const at of Object.values(of).flat()) await say(room, conversation, 'contact', at)
    await rollUp(system)
    const days = async () => {
      const { points } = await series(room.ctx, {
        metric: 'received',
        bucket: 'day',
        from: '2026-03-28',
        to: '2026-10-26',
      })
      return Object.fromEntries(points.filter(({ value }) => value).map(({ from, value }) => [from, value]))
    }
    expect(await days()).toEqual(
      Object.fromEntries(Object.entries(of).map(([day, all]) => [day, all.length])),
    )
    await updateWorkspace(room.ctx, { timezone: 'Asia/Kathmandu' })
    await rollUp(system)
    expect(await days()).toEqual({ '2026-03-29': 2, '2026-03-30': 2, '2026-10-25': 3, '2026-10-26': 2 })
    await expect(updateWorkspace(room.ctx, { timezone: 'Etc/Unknown' })).rejects.toThrow(
      'time zone is not known',
    )
  })

  it('are told apart by account, platform, person and label, beside those of the period before', async () => {
    const room = await rooms.newWorkspace()
    const { workspaceId, userId } = room
    const other = await rooms.addAccount(workspaceId)
    await asOwner(`update social_accounts set platform = 'bluesky' where id = $1`, [other.accountId])
    const [one, two] = [await talk(room), await talk({ ...room, accountId: other.accountId })]
    const label = newId()
    await asOwner(`insert into labels (id, workspace_id, name, color) values ($1, $2, 'VIP', '#000000')`, [
      label,
      workspaceId,
    ])
    await asOwner(
      'insert into conversation_labels (workspace_id, conversation_id, label_id) values ($1, $2, $3)',
      [workspaceId, two, label],
    )
    await say(room, one, 'contact', '2026-03-10T10:00:00Z')
    await say(room, one, 'machine', '2026-03-10T10:00:10Z')
    await say(room, two, 'contact', '2026-03-11T10:00:00Z')
    await say(room, two, 'person', '2026-03-11T11:00:00Z', userId)
    await rollUp(system)
    const rows = async (by: 'account' | 'platform' | 'person' | 'label') =>
      (await breakdown(room.ctx, { by, from: '2026-03-11', to: '2026-03-11' })).rows.map(
        ({ key, name, figures: { turns, sentByPeople: sent } }) => ({ key, name, turns, sent }),
      )
    const mine = { value: 1, before: 0 }
    const theirs = { value: 0, before: 1 }
    expect(await rows('account')).toEqual([
      { key: other.accountId, name: 'Channel', turns: mine, sent: mine },
      { key: room.accountId, name: 'Channel', turns: theirs, sent: { value: 0, before: 0 } },
    ])
    expect(await rows('platform')).toMatchObject([{ key: 'bluesky' }, { key: 'telegram' }])
    expect(await rows('person')).toEqual([{ key: userId, name: 'Ada Owner', turns: mine, sent: mine }])
    expect(await rows('label')).toEqual([{ key: label, name: 'VIP', turns: mine, sent: mine }])
    await asOwner('delete from labels where id = $1', [label])
    await rollUp(system)
    expect(await rows('label')).toEqual([])
  })

  it('open the list of what they count, of a day and of an account, a page at a time', async () => {
    const room = await rooms.newWorkspace()
    const conversation = await talk(room)
    for (const minute of [10, 20, 30]) {
      await say(room, conversation, 'contact', `2026-03-10T10:${minute}:00Z`)
      await say(room, conversation, 'machine', `2026-03-10T10:${minute}:30Z`)
    }
    await say(room, conversation, 'contact', '2026-03-11T10:00:00Z')
    await rollUp(system)
    const of = {
      metric: 'turns' as Metric,
      of: `account:${room.accountId}`,
      from: '2026-03-10',
      to: '2026-03-10',
    }
    const first = await listCounted(room.ctx, { ...of, limit: 2 })
    expect(first.items.map(({ at }) => at)).toEqual(['2026-03-10T10:30:00.000Z', '2026-03-10T10:20:00.000Z'])
    expect(first.items[0]).toMatchObject({
      conversationId: conversation,
      title: 'Nina',
      accountName: 'Channel',
      times: 1,
    })
    const rest = await listCounted(room.ctx, { ...of, limit: 2, cursor: first.nextCursor ?? '' })
    expect(rest.items.map(({ at }) => at)).toEqual(['2026-03-10T10:10:00.000Z'])
    expect(await listCounted(room.ctx, { metric: 'turns', of: `account:${newId()}`, limit: 5 })).toEqual({
      items: [],
      nextCursor: null,
    })
    for (const metric of metricSchema.options) {
      const { items } = await listCounted(room.ctx, { metric, limit: 100 })
      expect([metric, items.reduce((sum, { times }) => sum + times, 0)]).toEqual([
        metric,
        (await summary(room.ctx, {})).ever[metric],
      ])
    }
  })

  it('of posts say who wrote them, what they began with and at which hour they went out', async () => {
    const room = await rooms.newWorkspace()
    const { workspaceId, accountId, userId } = room
    await asOwner(`update workspaces set timezone = 'Europe/Paris' where id = $1`, [workspaceId])
    const [post, draft, author, hook] = [newId(), newId(), newId(), newId()]
    await asOwner(
      `insert into profiles (id, workspace_id, type, full_name, platform, handle) values ($1, $2, 'internal', 'Léa', 'bluesky', 'lea')`,
      [author, workspaceId],
    )
    await asOwner(`insert into hook_types (id, workspace_id, name) values ($1, $2, 'Question')`, [
      hook,
      workspaceId,
    ])
    await asOwner(
      `insert into scheduled_posts (id, workspace_id, text, publish_at, timezone, created_by) values ($1, $2, 'P', now(), 'UTC', $3)`,
      [post, workspaceId, userId],
    )
    await asOwner(
      `insert into published_posts (id, workspace_id, account_id, scheduled_post_id, external_post_id, content, published_at) values ($1, $2, $3, $4, 'x', 'Hello', '2026-07-01T22:30:00Z')`,
      [newId(), workspaceId, accountId, post],
    )
    await rollUp(system)
    await asOwner(
      `insert into production_posts (id, workspace_id, title, language, author_id) values ($1, $2, 'T', 'en', $3)`,
      [draft, workspaceId, author],
    )
    await asOwner(
      `insert into generated_hooks (id, workspace_id, production_post_id, position, hook_text, hook_type_id, is_selected) values ($1, $2, $3, 1, 'Why?', $4, true)`,
      [newId(), workspaceId, draft, hook],
    )
    // The draft says later that it became this post.
    await asOwner('update production_posts set scheduled_post_id = $2 where id = $1', [draft, post])
    await rollUp(system)
    const by = async (name: 'author' | 'hookType' | 'hour' | 'person') =>
      (await breakdown(room.ctx, { by: name, from: '2026-07-02', to: '2026-07-02' })).rows.map(
        ({ key, figures }) => [key, figures.posts.value],
      )
    expect(await by('author')).toEqual([[author, 1]])
    expect(await by('hookType')).toEqual([[hook, 1]])
    expect(await by('person')).toEqual([[userId, 1]])
    expect(await by('hour')).toEqual([['0', 1]])
  })

  it('of posts say what they were about, their label and campaign, the character and the rule behind them, and follow when that changes', async () => {
    const room = await rooms.newWorkspace()
    const { workspaceId, accountId } = room
    const id = Object.fromEntries(
      ['profile', 'character', 'rule', 'topic', 'label', 'campaign', 'scheduled', 'draft', 'published'].map(
        (name) => [name, newId()],
      ),
    ) as Record<string, string>
    const run = (statement: string, ...of: string[]) =>
      asOwner(
        statement,
        of.map((name) => id[name] ?? name),
      )
    await run(
      `insert into profiles (id, workspace_id, type, full_name, platform, handle) values ($1, $2, 'internal', 'Mira', 'telegram', 'mira')`,
      'profile',
      workspaceId,
    )
    await run(
      `insert into characters (id, workspace_id, profile_id, name) values ($1, $2, $3, 'Mira')`,
      'character',
      workspaceId,
      'profile',
    )
    await run(
      `insert into automation_rules (id, workspace_id, character_id, name, trigger_type, trigger_config, platforms, content_type, hashtag_strategy, min_content_quality, needs_approval, cooldown_minutes)
       values ($1, $2, $3, 'Mornings', 'manual', '{}', '{telegram}', 'text', 'none', 0, false, 0)`,
      'rule',
      workspaceId,
      'character',
    )
    await run(`insert into topics (id, workspace_id, name) values ($1, $2, 'Coffee')`, 'topic', workspaceId)
    for (const table of ['label', 'campaign'])
      await run(
        `insert into ${table}s (id, workspace_id, name, color) values ($1, $2, 'Spring', '#000000')`,
        table,
        workspaceId,
      )
    await run(
      `insert into scheduled_posts (id, workspace_id, text, publish_at, timezone) values ($1, $2, 'Post', '2026-05-04T08:00:00Z', 'UTC')`,
      'scheduled',
      workspaceId,
    )
    await run(
      `insert into scheduled_post_accounts (id, workspace_id, scheduled_post_id, account_id, due_at, status, external_post_id)
       values (gen_random_uuid(), $1, $2, $3, '2026-05-04T08:00:00Z', 'sent', 'x')`,
      workspaceId,
      'scheduled',
      accountId,
    )
    await run(
      `insert into production_posts (id, workspace_id, status, title, language, scheduled_post_id) values ($1, $2, 'published', '', 'en', $3)`,
      'draft',
      workspaceId,
      'scheduled',
    )
    await run(
      `insert into automation_executions (id, workspace_id, rule_id, character_id, trigger_key, trigger_type, at, status, scheduled_post_id)
       values (gen_random_uuid(), $1, $2, $3, 'k', 'manual', '2026-05-04T07:00:00Z', 'posted', $4)`,
      workspaceId,
      'rule',
      'character',
      'scheduled',
    )
    await run(
      `insert into published_posts (id, workspace_id, account_id, scheduled_post_id, external_post_id, content, published_at)
       values ($1, $2, $3, $4, 'x', 'Post', '2026-05-04T08:00:00Z')`,
      'published',
      workspaceId,
      accountId,
      'scheduled',
    )
    const period = { from: '2026-05-01', to: '2026-05-31' }
    const KINDS = ['topic', 'label', 'campaign', 'character', 'rule'] as const
    const counted = async () => {
      await rollUp(system)
      const rows = await Promise.all(KINDS.map((by) => breakdown(room.ctx, { by, ...period })))
      return Object.fromEntries(
        rows.map(({ by, rows }) => [by, rows.map(({ name, figures }) => [name, figures.posts.value])]),
      )
    }
    expect(await counted()).toEqual({
      topic: [],
      label: [],
      campaign: [],
      character: [],
      rule: [['Mornings', 1]],
    })
    // Each of these comes after the post is out.
    await run('update production_posts set topic_id = $1 where id = $2', 'topic', 'draft')
    await run(
      `insert into scheduled_post_labels (workspace_id, scheduled_post_id, label_id, publish_at) values ($1, $2, $3, '2026-05-04T08:00:00Z')`,
      workspaceId,
      'scheduled',
      'label',
    )
    await run('update scheduled_posts set campaign_id = $1 where id = $2', 'campaign', 'scheduled')
    await run('update social_accounts set profile_id = $1 where id = $2', 'profile', accountId)
    expect(await counted()).toEqual({
      topic: [['Coffee', 1]],
      label: [['Spring', 1]],
      campaign: [['Spring', 1]],
      character: [['Mira', 1]],
      rule: [['Mornings', 1]],
    })
    const of = `character:${id.character}`
    expect((await summary(room.ctx, { of, ...period })).figures.posts.value).toBe(1)
    expect((await listCounted(room.ctx, { metric: 'posts', of, limit: 10 })).items).toHaveLength(1)
    const days = await series(room.ctx, { of, metric: 'posts', bucket: 'day', ...period })
    expect(days.points.filter(({ value }) => value)).toEqual([
      { from: '2026-05-04', to: '2026-05-04', value: 1 },
    ])
    const one = { date: '2026-05-04', metric: 'posts', value: 1 }
    expect((await metricsOfCharacter(room.ctx, id.character ?? '', period)).rows).toEqual([
      { ...one, accountId, platform: 'telegram' },
      { ...one, accountId: null, platform: null },
    ])
    await expect(metricsOfCharacter(room.ctx, newId(), period)).rejects.toMatchObject({ kind: 'not_found' })

    await run('delete from labels where id = $1', 'label')
    await run('update scheduled_posts set campaign_id = null where id = $1', 'scheduled')
    expect(await counted()).toMatchObject({ label: [], campaign: [], character: [['Mira', 1]] })
  })

  it('of a line of CSV are those of its day', async () => {
    const room = await rooms.newWorkspace()
    const conversation = await talk(room)
    await say(room, conversation, 'contact', '2026-03-10T10:00:00Z')
    await rollUp(system)
    const lines: string[] = []
    for await (const line of exportFigures(room.ctx, { from: '2026-03-09', to: '2026-03-10' }))
      lines.push(line)
    expect(lines).toEqual([
      'day,received,sentByMachine,sentByPeople,turns,firstResponse,autoReplyRate,ignored,escalations,resolution,judgedRight,judgedWrong,comments,posts\r\n',
      '2026-03-10,1,0,0,1,,0,0,0,,0,0,0,0\r\n',
      '2026-03-09,0,0,0,0,,,0,0,,0,0,0,0\r\n',
    ])
  })

  it('of a workspace that cannot be counted hold up those of no other', async () => {
    // The order is that of ids: the first of the two is the one that fails.
    const broken = await rooms.newWorkspace()
    const room = await rooms.newWorkspace()
    for (const one of [broken, room]) await say(one, await talk(one), 'contact', '2026-03-10T10:00:00Z')
    await asOwner('update workspaces set timezone = $2 where id = $1', [broken.workspaceId, 'Nowhere/At all'])
    expect(broken.workspaceId < room.workspaceId).toBe(true)
    await expect(rollUp(system)).rejects.toThrow()
    expect(await values(room, '2026-03-10', '2026-03-10')).toMatchObject({ received: 1 })
    await asOwner('update workspaces set timezone = $2 where id = $1', [broken.workspaceId, 'UTC'])
    await rollUp(system)
    expect(await values(broken, '2026-03-10', '2026-03-10')).toMatchObject({ received: 1 })
  })

  it('say that something is not counted yet', async () => {
    const room = await rooms.newWorkspace()
    await say(room, await talk(room), 'contact', '2026-03-10T10:00:00Z')
    expect((await summary(room.ctx, {})).upToDate).toBe(false)
    await rollUp(system)
    expect((await summary(room.ctx, {})).upToDate).toBe(true)
  })
})

describe('windows of two hours', () => {
  it('are written at their end, nothing in them too, and anew when something of theirs comes in late', async () => {
    const room = await rooms.newWorkspace()
    await asOwner(`update workspaces set created_at = '2026-03-10T07:00:00Z' where id = $1`, [
      room.workspaceId,
    ])
    outside.now = new Date('2026-03-10T12:05:00Z')
    await writeWindows(system)
    const shown = async () =>
      (await listKpi(room.ctx, { limit: 5 })).items.map((one) => [
        one.windowStart.slice(11, 16),
        one.messages,
        one.firstResponseP50Seconds,
        one.autoReplyRate,
      ])
    expect(await shown()).toEqual([['10:00', 0, null, null]])
    const conversation = await talk(room)
    await say(room, conversation, 'contact', '2026-03-10T10:00:00Z')
    await say(room, conversation, 'machine', '2026-03-10T12:00:07Z')
    await rollUp(system)
    expect(await shown()).toEqual([
      ['12:00', 1, null, null],
      ['10:00', 1, 7_207, 1],
    ])
  })

  it('and all figures are mended at night where they do not hold, and said so', async () => {
    const room = await rooms.newWorkspace()
    await say(room, await talk(room), 'contact', new Date().toISOString())
    outside.now = new Date()
    await rollUp(system)
    const whole = await stateOf(room)
    await asOwner(`delete from metric_facts where workspace_id = $1 and metric = 'received'`, [
      room.workspaceId,
    ])
    // Of other workspaces something may just have come in.
    expect((await compareFigures(system)).mended).toBeGreaterThanOrEqual(2)
    expect(await stateOf(room)).toEqual(whole)
  })
})
