import { Temporal } from 'temporal-polyfill'
import { newId } from '#core/lib/kernel/ids.ts'
import { asOwner, type Room } from '#test/database.ts'

/** Numbers from 0 to below `of`, the same for a seed (mulberry32). */
export function randomOf(seed: number): (of: number) => number {
  let state = seed
  return (of) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * of)
  }
}

/** Three days around the night when summer time begins in Paris. */
const FIRST = Date.parse('2026-03-28T00:00:00Z')
const STEPS = 120

/** Writes a random history of a workspace, with late, corrected and deleted rows, and rolls it up in between. */
export async function historyOf(room: Room, seed: number, rollUp: () => Promise<unknown>): Promise<void> {
  const { workspaceId, accountId, userId } = room
  const random = randomOf(seed)
  const one = <T>(of: readonly T[]): T => of[random(of.length)] as T
  const time = () => new Date(FIRST + random(3 * 86_400) * 1_000).toISOString()
  const made = {
    talks: [] as string[],
    messages: [] as string[],
    decisions: [] as string[],
    escalations: [] as string[],
    posts: [] as string[],
    comments: [] as string[],
  }
  const watched = newId()
  await asOwner(
    `insert into monitored_posts (id, workspace_id, account_id, platform_post_id, source, posted_at, caption, monitoring_enabled)
     values ($1, $2, $3, 'p', 'manual', now(), '', true)`,
    [watched, workspaceId, accountId],
  )
  const talk = async () => {
    const [customer, id] = [newId(), newId()]
    await asOwner('insert into customers (id, workspace_id) values ($1, $2)', [customer, workspaceId])
    await asOwner(
      `insert into conversations (id, workspace_id, account_id, customer_id, platform, recipient, last_message_at)
       values ($1, $2, $3, $4, 'telegram', '1', now())`,
      [id, workspaceId, accountId, customer],
    )
    made.talks.push(id)
  }
  for (let n = 0; n < 3; n++) await talk()
  const acts: (() => Promise<unknown>)[] = [
    async () => {
      const by = one(['contact', 'contact', 'machine', 'person'])
      const id = newId()
      made.messages.push(id)
      await asOwner(
        `insert into conversation_messages (id, workspace_id, conversation_id, direction, author, author_user_id, message_type, notice, status, sent_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          id,
          workspaceId,
          one(made.talks),
          by === 'contact' ? 'inbound' : 'outbound',
          by,
          by === 'person' ? userId : null,
          one(['text', 'text', 'text', 'reaction']),
          by === 'machine' && random(4) === 0 ? 'handoff' : null,
          by === 'contact' ? 'received' : one(['sent', 'sent', 'queued', 'failed']),
          time(),
        ],
      )
    },
    async () => {
      const id = newId()
      made.decisions.push(id)
      await asOwner(
        `insert into ai_decisions (id, workspace_id, conversation_id, message_id, decision, confidence, reason, message_text, model, snapshot_json, superseded, created_at)
         values ($1, $2, $3, $4, $5, 1, '', '', 'rule', '{"passages":[]}', $6, $7)`,
        [
          id,
          workspaceId,
          one(made.talks),
          newId(),
          one(['respond', 'ignore', 'escalate']),
          random(4) === 0,
          time(),
        ],
      )
    },
    () =>
      asOwner(
        `insert into decision_feedback (id, workspace_id, decision_id, conversation_id, verdict, created_at)
         select $1, workspace_id, id, conversation_id, $3, $4 from ai_decisions where id = $2
         on conflict (workspace_id, decision_id) do update set verdict = excluded.verdict`,
        [newId(), one(made.decisions), one(['right', 'wrong', 'better']), time()],
      ),
    async () => {
      const id = newId()
      const from = time()
      const [row] = await asOwner<{ id: string }>(
        `insert into support_escalations (id, workspace_id, conversation_id, reason, status, assigned_to, created_at)
         values ($1, $2, $3, 'manual_escalation', 'open', $4, $5) on conflict do nothing returning id`,
        [id, workspaceId, one(made.talks), one([null, userId]), from],
      )
      if (row) made.escalations.push(id)
    },
    async () => {
      const id = newId()
      made.posts.push(id)
      await asOwner(
        `insert into published_posts (id, workspace_id, account_id, external_post_id, content, published_at) values ($1, $2, $3, $4, 'Post', $5)`,
        [id, workspaceId, accountId, id, time()],
      )
    },
    async () => {
      const id = newId()
      made.comments.push(id)
      await asOwner(
        `insert into comments (id, workspace_id, account_id, post_id, platform_comment_id, is_own, author_id, author_name, content, posted_at, status)
         values ($1, $2, $3, $4, $5, $6, 'ada', 'Ada', 'Words', $7, 'closed')`,
        [id, workspaceId, accountId, watched, id, random(3) === 0, time()],
      )
    },
    () =>
      asOwner('update conversation_messages set sent_at = $2 where id = $1', [one(made.messages), time()]),
    () =>
      asOwner(`update conversation_messages set status = $2 where id = $1 and direction = 'outbound'`, [
        one(made.messages),
        one(['sent', 'failed', 'cancelled']),
      ]),
    () => asOwner('update ai_decisions set superseded = not superseded where id = $1', [one(made.decisions)]),
    () =>
      asOwner(`update support_escalations set status = 'resolved', resolved_at = $2 where id = $1`, [
        one(made.escalations),
        time(),
      ]),
    () => asOwner('update published_posts set published_at = $2 where id = $1', [one(made.posts), time()]),
    () => asOwner('update comments set is_own = not is_own where id = $1', [one(made.comments)]),
    () => asOwner('delete from conversation_messages where id = $1', [one(made.messages)]),
    () => asOwner('delete from published_posts where id = $1', [one(made.posts)]),
    () => asOwner('delete from comments where id = $1', [one(made.comments)]),
    () => asOwner('delete from support_escalations where id = $1', [one(made.escalations)]),
    () => asOwner('delete from decision_feedback where decision_id = $1', [one(made.decisions)]),
    async () => {
      if (made.talks.length < 4) return talk()
      const [gone = ''] = made.talks.splice(random(made.talks.length), 1)
      return asOwner('delete from conversations where id = $1', [gone])
    },
  ]
  for (let n = 0; n < STEPS; n++) {
    // Most steps add a message; few of the others take something away.
    await acts[random(2) === 0 ? 0 : random(n % 8 === 0 ? acts.length : 12)]?.()
    if (random(12) === 0) await rollUp()
  }
}

interface Row extends Record<string, unknown> {
  kind: string
  at: Date
}

/** Counts all of a workspace again, from its rows and by other means than the database's: a line for each day, metric and slot. */
export async function recounted(workspaceId: string, timezone: string): Promise<string[]> {
  const counts = new Map<string, number>()
  const count = (metric: string, at: Date, slot: number | 'hour' = 0) => {
    const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timezone)
    const cell = `${local.toPlainDate().toString()} ${metric} ${slot === 'hour' ? local.hour : slot}`
    counts.set(cell, (counts.get(cell) ?? 0) + 1)
  }
  const slotOf = (ms: number) => Math.floor(Math.log(Math.round(ms / 1_000) + 1) / Math.log(1.1))
  const messages = await asOwner<{
    conversation_id: string
    direction: string
    author: string
    notice: string | null
    sent_at: Date
  }>(
    `select * from conversation_messages where workspace_id = $1 and message_type <> 'reaction' and (direction = 'inbound' or status = 'sent')
     order by conversation_id, sent_at, id`,
    [workspaceId],
  )
  const names = { contact: 'received', machine: 'sent_by_machine', person: 'sent_by_people' } as Record<
    string,
    string
  >
  for (const { author, sent_at } of messages) count(names[author] ?? '', sent_at)
  for (const all of Map.groupBy(messages, (one) => one.conversation_id).values()) {
    let open: Date | null = null
    for (const { direction, author, notice, sent_at } of all) {
      if (notice !== null) continue
      if (direction === 'inbound') {
        if (open === null) count('turns', sent_at)
        open ??= sent_at
      } else if (open !== null) {
        count('first_response', open, slotOf(sent_at.getTime() - open.getTime()))
        if (author === 'machine') count('answered_by_machine', open)
        open = null
      }
    }
  }
  const rows = await asOwner<Row>(
    `select 'ignored' as kind, created_at as at from ai_decisions where workspace_id = $1 and decision = 'ignore' and not superseded
     union all select 'posts', published_at from published_posts where workspace_id = $1
     union all select 'comments', posted_at from comments where workspace_id = $1 and not is_own
     union all select case verdict when 'right' then 'judged_right' else 'judged_wrong' end, created_at from decision_feedback where workspace_id = $1
     union all select 'escalations', created_at from support_escalations where workspace_id = $1`,
    [workspaceId],
  )
  for (const { kind, at } of rows) count(kind, at, kind === 'posts' ? 'hour' : 0)
  const resolved = await asOwner<{ created_at: Date; resolved_at: Date }>(
    'select created_at, resolved_at from support_escalations where workspace_id = $1 and resolved_at is not null',
    [workspaceId],
  )
  for (const { created_at, resolved_at } of resolved)
    count('resolution', resolved_at, slotOf(Math.max(0, resolved_at.getTime() - created_at.getTime())))
  return [...counts].map(([cell, times]) => `${cell}: ${times}`).sort()
}
