import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { execute } from '#core/automation/actions/execute.ts'
import { changeRule, createRule, getRule } from '#core/automation/actions/rules.ts'
import { sweepExecutions, tickAutomation } from '#core/automation/actions/tick.ts'
import { dryRun, listExecutions, runRule } from '#core/automation/actions/view.ts'
import { type CreateAutomationRule, createAutomationRuleSchema } from '#core/automation/schemas.ts'
import { createCharacter, setAccounts, updateCharacter } from '#core/characters/actions/characters.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { schedulePost } from '#core/publishing/actions/posts.ts'
import { read } from '#core/publishing/actions/scheduled-posts.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stopPublishing } from '#test/publishing.ts'

const MINUTE = 60_000
const rooms = startRooms()
const { outside, system } = rooms
let room: Room
let ctx: Ctx
let characterId = ''
let platform = ''

const stop = async () => {
  await asOwner('update automation_rules set is_enabled = false where is_enabled')
  await asOwner(
    `update automation_executions set status = 'skipped' where status in ('due', 'admitted', 'running')`,
  )
}
afterAll(async () => {
  await stop()
  await stopPublishing()
})
beforeEach(async () => {
  await stop()
  Object.assign(outside, {
    now: new Date('2027-03-15T07:59:00Z'),
    outcomes: [],
    calls: [],
    delivered: [],
  })
  room = await rooms.newWorkspace()
  ctx = room.ctx
  const made = await createCharacter(ctx, { name: 'Mira', timezone: 'Europe/Paris', interests: ['coffee'] })
  characterId = made.id
  const { accounts } = await setAccounts(ctx, characterId, { accountIds: [room.accountId] })
  platform = accounts[0]?.platform ?? ''
})

const wait = (ms: number) => {
  outside.now = new Date(outside.now.getTime() + ms)
}
const rule = (fields: Partial<CreateAutomationRule> = {}) =>
  createRule(
    ctx,
    createAutomationRuleSchema.parse({
      ...{ characterId, name: 'Daily', triggerType: 'schedule', platforms: [platform], contentType: 'text' },
      triggerConfig: { rrule: 'FREQ=DAILY', start: '2027-03-15T09:00', timezone: 'Europe/Paris' },
      promptTemplate: 'Fresh {{topic}} this {{weekday}}.',
      needsApproval: false,
      ...fields,
    }),
  )
const executions = async () => (await listExecutions(ctx, { limit: 100 })).items
const publishing = { schedule: schedulePost }
/** Ticks, and does what was handed out, each job so many times at once. */
async function tick(times = 1) {
  await tickAutomation(system)
  await sweepExecutions(system)
  const ids = outside.delivered
    .splice(0)
    .flatMap(({ job, workspaceId }) =>
      job.type === 'automation.execute' && workspaceId === room.workspaceId ? [job.executionId] : [],
    )
  for (const id of new Set(ids))
    await Promise.all(Array.from({ length: times }, () => execute(ctx, id, publishing)))
}
const posts = () =>
  asOwner<{ id: string; text: string; status: string }>(
    'select id, text, status from scheduled_posts where workspace_id = $1 order by created_at, id',
    [room.workspaceId],
  )
async function publish(accountId: string, text: string, postId: string | null = null) {
  const id = newId()
  await asOwner(
    `insert into published_posts (id, workspace_id, account_id, external_post_id, content, published_at, scheduled_post_id) values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, room.workspaceId, accountId, id, text, outside.now, postId],
  )
  return id
}
async function refusal(work: Promise<unknown>) {
  return work.then(
    () => 'none',
    (error: { code?: string; fields?: { path: string }[] }) =>
      [error.code, ...(error.fields ?? []).map(({ path }) => path)].join(' '),
  )
}
async function approved(
  type: 'text' | 'image',
  fields: { text?: string; quality?: number; used?: number; mediaId?: string },
) {
  const id = newId()
  await asOwner(
    `insert into content (id, workspace_id, character_id, content_type, text, media_id, sha256, quality_score, quality, approval_status, times_used)
     values ($1, $2, $3, $4, $5, $6, $7, $8, '[]', 'approved', $9)`,
    [
      id,
      room.workspaceId,
      characterId,
      type,
      fields.text ?? null,
      fields.mediaId ?? null,
      id,
      fields.quality ?? 1,
      fields.used ?? 0,
    ],
  )
  return id
}

describe('a rule with a schedule', () => {
  it('posts at its times in the character’s voice, once however often it is worked on', async () => {
    const made = await rule()
    await tick()
    expect(await executions()).toEqual([])
    wait(MINUTE)
    await Promise.all([tick(3), tick(3)])
    const [post, ...others] = await posts()
    expect(others).toEqual([])
    expect(post?.text).toMatch(/coffee this Monday/i)
    expect(await executions()).toMatchObject([
      {
        ...{ ruleName: 'Daily', trigger: 'schedule', at: '2027-03-15T08:00:00.000Z', status: 'posted' },
        ...{ scheduledPostId: post?.id, text: post?.text, steps: [{ step: 'voice' }, { step: 'post' }] },
      },
    ])
    expect(await getRule(ctx, made.id)).toMatchObject({
      ...{ nextAt: '2027-03-16T08:00:00.000Z', timesExecuted: 1, successCount: 1, failureCount: 0 },
    })
  })

  it('has its posts await approval where it is to', async () => {
    await rule({ needsApproval: true })
    wait(MINUTE)
    await tick()
    const [post] = await posts()
    expect((await read(ctx, post?.id ?? '')).status).toBe('awaiting_approval')
  })

  it('does what its dry run said, limits, cool-down, quiet hours and a change of clocks included', async () => {
    const made = await rule({
      triggerConfig: {
        rrule: 'FREQ=DAILY;BYHOUR=6,9,10,21',
        start: '2027-03-24T06:00',
        timezone: 'Europe/Paris',
      },
      ...{
        maxPostsPerWeek: 7,
        maxPostsPerDay: 2,
        cooldownMinutes: 90,
        quietHours: { from: '22:00', to: '07:00' },
      },
    })
    const { items } = await dryRun(ctx, made.id, { from: '2027-03-24T00:00:00Z', to: '2027-03-31T00:00:00Z' })
    expect(new Set(items.map(({ why }) => why))).toEqual(
      new Set(['due', 'quiet_hours', 'cooldown', 'weekly_limit']),
    )
    for (const { at } of items) {
      outside.now = new Date(at)
      await tick()
    }
    const done = (await executions()).toReversed()
    expect(
      done.map(({ at, status, why }) => ({ at, would: status === 'posted' ? 'post' : 'skip', why })),
    ).toEqual(items)
  }, 60_000)

  it('plays what comes before the beginning of a dry run through', async () => {
    const made = await rule({ maxPostsPerWeek: 2 })
    const { items } = await dryRun(ctx, made.id, { from: '2027-03-17T00:00:00Z', to: '2027-03-23T00:00:00Z' })
    expect(items.map(({ would }) => would)).toEqual(['skip', 'skip', 'skip', 'skip', 'skip', 'post'])
  })

  it('does not make up for what is long past, and says so', async () => {
    await rule()
    wait(3 * 24 * 60 * MINUTE)
    await tick()
    expect(await executions()).toMatchObject([
      { status: 'skipped', why: 'late', steps: [{ step: 'missed', value: '2' }] },
    ])
    expect(await posts()).toEqual([])
  })

  it('does nothing while its character is paused', async () => {
    await rule()
    await updateCharacter(ctx, characterId, { status: 'paused' })
    wait(MINUTE)
    await tick()
    expect(await executions()).toMatchObject([{ status: 'skipped', why: 'switched_off' }])
  })

  it('does not post what was admitted before it was switched off', async () => {
    const made = await rule()
    wait(MINUTE)
    await tickAutomation(system)
    await changeRule(ctx, made.id, { enabled: false })
    await tick()
    expect(await executions()).toMatchObject([{ status: 'skipped', why: 'switched_off' }])
    expect(await posts()).toEqual([])
  })

  it('tries again after a failure, and posts once', async () => {
    await rule()
    wait(MINUTE)
    await tickAutomation(system)
    const job = outside.delivered.splice(0).find((one) => one.job.type === 'automation.execute')?.job
    if (job?.type !== 'automation.execute') throw new Error('One was admitted.')
    const broken = {
      schedule: () => Promise.reject(new Error('The database is away.')),
    }
    expect(await execute(ctx, job.executionId, broken)).toBe(false)
    expect(await executions()).toMatchObject([{ status: 'admitted', error: 'The database is away.' }])
    wait(MINUTE)
    await tick()
    expect(await executions()).toMatchObject([{ status: 'posted', error: null }])
    expect(await posts()).toHaveLength(1)
  })

  it('fails with the reason where a platform would refuse the post', async () => {
    const made = await rule({ promptTemplate: null, captionTemplate: 'x'.repeat(5000) })
    wait(MINUTE)
    await tick()
    const [one] = await executions()
    expect(one).toMatchObject({ status: 'failed', scheduledPostId: null })
    expect(one?.error).not.toBe('')
    expect((await getRule(ctx, made.id)).failureCount).toBe(1)
  })
})

describe('what a rule shows', () => {
  it('is the least used of the approved texts that are good enough', async () => {
    await rule({ promptTemplate: null, hashtagStrategy: 'auto', cooldownMinutes: 0 })
    await approved('text', { text: 'Used already', used: 2 })
    await approved('text', { text: 'Not good enough', quality: 0.5 })
    const fresh = await approved('text', { text: 'Never used' })
    wait(MINUTE)
    await tick()
    expect(await posts()).toMatchObject([{ text: 'Never used\n\n#Coffee' }])
    expect((await executions())[0]?.contentId).toBe(fresh)
  })

  it('is skipped where nothing approved is there', async () => {
    await rule({ contentType: 'image' })
    await rule({ name: 'Text', promptTemplate: null })
    wait(MINUTE)
    await tick()
    expect((await executions()).map(({ why }) => why).sort()).toEqual(['no_media', 'no_text'])
  })

  it('is never what another rule of the character has posted', async () => {
    await rule({ promptTemplate: null, captionTemplate: 'Good morning' })
    await rule({ name: 'The same', promptTemplate: null, captionTemplate: 'Good morning' })
    wait(MINUTE)
    await tick()
    expect((await executions()).map(({ status, why }) => [status, why]).sort()).toEqual([
      ['posted', 'due'],
      ['skipped', 'same_post'],
    ])
    expect(await posts()).toHaveLength(1)
  })
})

describe('a rule by hand', () => {
  it('acts at once within its limits, and not while it is off', async () => {
    const made = await rule({ triggerType: 'manual', triggerConfig: {}, cooldownMinutes: 30 })
    expect(await runRule(ctx, made.id)).toMatchObject({ status: 'admitted', trigger: 'manual' })
    wait(MINUTE)
    expect(await runRule(ctx, made.id)).toMatchObject({ status: 'skipped', why: 'cooldown' })
    await changeRule(ctx, made.id, { enabled: false })
    expect(await refusal(runRule(ctx, made.id))).toBe('rule_off')
    expect(
      await refusal(dryRun(ctx, made.id, { from: '2027-03-17T00:00:00Z', to: '2027-03-18T00:00:00Z' })),
    ).toBe('no_schedule')
  })
})

describe('a rule with an event', () => {
  const onPost = (from?: string, of = characterId) =>
    rule({
      characterId: of,
      name: 'On a post',
      triggerType: 'event',
      triggerConfig: { event: 'post_published', ...(from === undefined ? {} : { characterId: from }) },
      promptTemplate: null,
      captionTemplate: 'Have you seen this? {{event}}',
      cooldownMinutes: 0,
    })

  it('acts once on a post that goes to several accounts and comes twice', async () => {
    const { accountId } = await rooms.addAccount(room.workspaceId)
    await onPost()
    const postId = newId()
    await publish(room.accountId, 'We open on Saturday.', postId)
    await publish(accountId, 'We open on Saturday.', postId)
    await tick()
    expect(await posts()).toMatchObject([{ text: 'Have you seen this? We open on Saturday.' }])
    expect(await executions()).toMatchObject([{ trigger: 'event', subject: 'We open on Saturday.' }])
  })

  it('does not act on what rules have posted, unless it follows that character', async () => {
    const theirs = (await createCharacter(ctx, { name: 'Ben' })).id
    const { accountId } = await rooms.addAccount(room.workspaceId)
    await setAccounts(ctx, theirs, { accountIds: [accountId] })
    await onPost()
    await publish(room.accountId, 'By hand')
    await tick()
    const [{ id: automatic } = { id: '' }] = await posts()
    await onPost(characterId, theirs)
    await publish(room.accountId, 'Have you seen this? By hand', automatic)
    await tick()
    expect((await executions()).map(({ characterId: of }) => of).sort()).toEqual([characterId, theirs].sort())
  })

  it('is refused where it would set itself off, alone or through another', async () => {
    const theirs = (await createCharacter(ctx, { name: 'Ben' })).id
    expect(await refusal(onPost(characterId))).toBe('feeds_itself')
    const there = await onPost(characterId, theirs)
    expect(await refusal(onPost(theirs))).toBe('feeds_itself')
    await changeRule(ctx, there.id, { enabled: false })
    await onPost(theirs)
    expect(await refusal(changeRule(ctx, there.id, { enabled: true }))).toBe('feeds_itself')
  })

  it('is stopped where it sets itself off after all', async () => {
    const theirs = (await createCharacter(ctx, { name: 'Ben' })).id
    await onPost(theirs)
    const { accountId } = await rooms.addAccount(room.workspaceId)
    await setAccounts(ctx, theirs, { accountIds: [accountId] })
    await publish(accountId, 'First')
    await tick()
    const [{ id: automatic } = { id: '' }] = await posts()
    // The account that the rule posts to has gone over to the other character.
    await setAccounts(ctx, theirs, { accountIds: [accountId, room.accountId] })
    wait(MINUTE)
    await publish(room.accountId, 'Have you seen this? First', automatic)
    await tick()
    expect(await executions()).toMatchObject([
      { status: 'skipped', why: 'feeds_itself' },
      { status: 'posted' },
    ])
  })

  it('acts on a signal that is found anew, and on none of the past', async () => {
    await rule({
      triggerType: 'event',
      triggerConfig: { event: 'signal' },
      promptTemplate: null,
      captionTemplate: 'Now: {{event}}',
    })
    const [project] = await asOwner<{ id: string }>(
      `insert into projects (id, workspace_id, name, status, platforms, scope_type) values ($1, $2, 'Coffee', 'active', '["web"]', 'hashtags') returning id`,
      [newId(), room.workspaceId],
    )
    const signal = (day: string) =>
      asOwner(
        `insert into signals (id, workspace_id, project_id, kind, subject, label, day, numbers, series, created_at)
         values ($1, $2, $3, 'volume', '', 'Many speak of it', $4, '{}', '[]', $5)
         on conflict (workspace_id, project_id, kind, subject, day) do update set label = excluded.label`,
        [newId(), room.workspaceId, project?.id, day, outside.now],
      )
    await signal('2027-03-15')
    await signal('2027-03-15')
    await signal('2027-03-01')
    await tick()
    expect(await posts()).toMatchObject([{ text: 'Now: Many speak of it' }])
    expect(await executions()).toHaveLength(1)
  })
})

describe('a rule', () => {
  it('is refused with each fault at its field', async () => {
    expect(
      await refusal(rule({ platforms: ['nowhere'], captionTemplate: '{{nothing}}', triggerConfig: {} })),
    ).toBe('invalid_input platforms.0 captionTemplate triggerConfig.rrule')
    expect(await refusal(rule({ characterId: newId() }))).toBe('invalid_input characterId')
    expect(await refusal(rule({ hashtagStrategy: 'template' }))).toBe('invalid_input hashtagTemplate')
  })
})

it('ten thousand rules are decided in four trips to the database', async () => {
  const made = await rule()
  await asOwner(
    `insert into automation_rules (id, workspace_id, character_id, name, trigger_type, trigger_config, platforms, content_type, hashtag_strategy,
       min_content_quality, needs_approval, cooldown_minutes, next_at)
     select gen_random_uuid(), r.workspace_id, r.character_id, 'Rule ' || n, r.trigger_type, r.trigger_config, r.platforms, r.content_type,
       r.hashtag_strategy, r.min_content_quality, r.needs_approval, r.cooldown_minutes, r.next_at
     from automation_rules r, generate_series(1, 9999) n where r.id = $1`,
    [made.id],
  )
  wait(MINUTE)
  let trips = 0
  const { db } = system
  const counted: SystemCtx = {
    ...system,
    db: {
      ...db,
      batch: (build) => {
        trips++
        return db.batch(build)
      },
    },
  }
  expect(await tickAutomation(counted)).toEqual({ rules: 10_000, admitted: 10_000 })
  expect(trips).toBeLessThanOrEqual(4)
  expect(await tickAutomation(system)).toEqual({ rules: 0, admitted: 0 })
  await asOwner('delete from automation_rules where workspace_id = $1', [room.workspaceId])
}, 120_000)
