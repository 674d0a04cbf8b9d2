import { asOwner } from '#test/database.ts'
import type { R1Run } from './r1.ts'
import { settledBy, type WrittenMessage } from './world.ts'

interface StoredMessage {
  workspace_id: string
  account_id: string
  contact: string[] | null
  platform_message_id: string
  text: string
  conversation_id: string
}

interface StoredEvent {
  id: string
  workspace_id: string
  account_id: string
  type: string
  platform_message_id: string
  processed_at: Date | null
  attempts: number
}

/** Lists every difference between the database (and the jobs that left it) and the world's expected results. Empty: none. */
export async function r1Findings(run: R1Run): Promise<string[]> {
  const found: string[] = []
  const note: Note = (what, count) => {
    if (count !== 0) found.push(`${what}: ${count}`)
  }
  const workspaces = [...new Set(run.accounts.map((account) => account.workspaceId))]
  const messages = await storedMessages(workspaces)
  const events = await storedEvents(workspaces)
  note('wrong answers at the door', run.wrongAtTheDoor)
  note('errors of our own', run.broker.errors.length)
  messagesAmiss(run, messages, note)
  eventsAmiss(run, events, note)
  wakesAmiss(run, messages, events, note)
  await receiptsAmiss(run, note)
  await leftovers(run, workspaces, note)
  return found
}

type Note = (what: string, count: number) => void

const keyOf = (...parts: (string | number)[]) => parts.join(' / ')

const storedMessages = (workspaces: string[]) =>
  asOwner<StoredMessage>(
    `select m.workspace_id, c.account_id, m.platform_message_id, m.text, m.conversation_id,
       (select array_agg(i.value) from contact_identities i where i.workspace_id = c.workspace_id
          and i.account_id = c.account_id and i.customer_id = c.customer_id) as contact
     from conversation_messages m join conversations c on c.workspace_id = m.workspace_id and c.id = m.conversation_id
     where m.workspace_id = any($1) and m.direction = 'inbound'`,
    [workspaces],
  )

const storedEvents = (workspaces: string[]) =>
  asOwner<StoredEvent>(
    `select id, workspace_id, account_id, event_type as type, payload->>'platformMessageId' as platform_message_id, processed_at, attempts
     from webhook_events where workspace_id = any($1)`,
    [workspaces],
  )

function messagesAmiss({ world }: R1Run, stored: StoredMessage[], note: Note): void {
  const byKey = Map.groupBy(stored, (row) => keyOf(row.workspace_id, row.account_id, row.platform_message_id))
  const expected = new Map(
    world.written.map((one) => [keyOf(one.account.workspaceId, one.account.accountId, one.id), one]),
  )
  note('effects less unique events', stored.length - expected.size)
  note('messages lost', [...expected.keys()].filter((key) => !byKey.has(key)).length)
  note('messages that nobody wrote there', [...byKey.keys()].filter((key) => !expected.has(key)).length)
  note('messages stored more than once', [...byKey.values()].filter((rows) => rows.length > 1).length)
  const conversationsOf = new Map<string, Set<string>>()
  let astray = 0
  for (const [key, one] of expected) {
    const row = byKey.get(key)?.[0]
    if (!row) continue
    if (row.text !== one.text || !row.contact?.includes(identityOf(one))) astray++
    const who = keyOf(one.account.workspaceId, one.account.accountId, identityOf(one))
    conversationsOf.set(who, (conversationsOf.get(who) ?? new Set()).add(row.conversation_id))
  }
  note('messages in the wrong conversation', astray)
  note(
    'contacts with several conversations',
    [...conversationsOf.values()].filter((ids) => ids.size > 1).length,
  )
}

const identityOf = ({ contact }: WrittenMessage): string => contact.userId ?? contact.phone ?? ''

function eventsAmiss({ world }: R1Run, events: StoredEvent[], note: Note): void {
  const ofMessages = events.filter(({ type }) => type === 'message')
  note('updates stored, less unique updates', ofMessages.length - world.written.length)
  note('updates never applied', events.filter((event) => event.processed_at === null).length)
  // One attempt applies it; a message that the database refuses first was put off once before. Any more, and it was applied twice.
  const refused = new Set(
    world.written.filter((one) => one.refused).map(({ account, id }) => keyOf(account.workspaceId, id)),
  )
  const amiss = ofMessages.filter(
    ({ attempts, workspace_id, platform_message_id }) =>
      attempts !== (refused.has(keyOf(workspace_id, platform_message_id)) ? 2 : 1),
  )
  note('updates applied twice', amiss.length)
  const receipts = new Set(world.sent.map(({ platformMessageId }) => platformMessageId))
  const strange = events.filter(
    ({ type, platform_message_id }) => type === 'receipt' && !receipts.has(platform_message_id),
  )
  note('receipts kept that nobody sent', strange.length)
}

/**
 * Each commit with messages wakes their conversations; wake-ups that break in between are left to the sweep, which makes them later.
 */
function wakesAmiss(
  { jobs, broker }: R1Run,
  messages: StoredMessage[],
  events: StoredEvent[],
  note: Note,
): void {
  const wokenAt = new Map<string, number[]>()
  for (const { job } of jobs) {
    if (job.type !== 'conversation.poke') continue
    const times = wokenAt.get(job.conversationId) ?? []
    wokenAt.set(job.conversationId, times)
    times.push(Date.parse(job.at))
  }
  const conversationOf = new Map(
    messages.map((row) => [
      keyOf(row.workspace_id, row.account_id, row.platform_message_id),
      row.conversation_id,
    ]),
  )
  const leftToSweep = new Set<number>()
  let never = 0
  for (const { workspace_id, account_id, type, platform_message_id, processed_at } of events) {
    const conversationId = conversationOf.get(keyOf(workspace_id, account_id, platform_message_id))
    if (type !== 'message' || processed_at === null || conversationId === undefined) continue
    const at = processed_at.getTime()
    const times = wokenAt.get(conversationId) ?? []
    if (!times.includes(at)) leftToSweep.add(at)
    if (!times.some((time) => time >= at)) never++
  }
  note('messages whose conversation was not woken', never)
  const { kills, broken } = broker.figures
  note('commits that woke nobody, beyond those broken', Math.max(0, leftToSweep.size - kills - broken))
}

async function receiptsAmiss({ world }: R1Run, note: Note): Promise<void> {
  const rows = await asOwner<{
    id: string
    status: string
    platform_message_id: string | null
    delivered_at: Date | null
    read_at: Date | null
    error: string | null
  }>(
    'select id, status, platform_message_id, delivered_at, read_at, error from conversation_messages where id = any($1)',
    [world.sent.map(({ id }) => id)],
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  const amiss = world.sent.filter(({ id, receipts, platformMessageId }) => {
    const row = byId.get(id)
    const expected = settledBy(receipts)
    return (
      !row ||
      row.status !== expected.status ||
      row.platform_message_id !== platformMessageId ||
      (row.delivered_at?.getTime() ?? null) !== expected.deliveredAt ||
      (row.read_at?.getTime() ?? null) !== expected.readAt ||
      (row.error === null) !== (expected.status === 'sent')
    )
  })
  note('sent messages whose receipts came to another state', amiss.length)
}

async function leftovers(run: R1Run, workspaces: string[], note: Note): Promise<void> {
  const { tag, world, broker, poisonous } = run
  const kept = await asOwner<{ type: string; count: number }>(
    `select event_type as type, count(*)::int as count from webhook_events where workspace_id is null
       and (dedupe_key like $1 or payload->>'raw' like $2) group by 1`,
    [`message:wamid.${tag}.%`, `%"${tag}%`],
  )
  const keptAs = (type: string) => kept.find((row) => row.type === type)?.count ?? 0
  note('unreadable requests kept, less those sent', keptAs('unreadable') - world.unreadable)
  note('updates of strangers kept, less those sent', keptAs('message') - world.unassigned)
  const jobs = await asOwner('select id from outbox where workspace_id = any($1)', [workspaces])
  note('jobs left in the outbox', jobs.length)
  const dead = await asOwner<{ poison: boolean }>(
    `select coalesce(body->>'objectName' like $1, false) as poison from dead_letters where message_id like $2`,
    [`${tag}/gone/%`, `${broker.name}-%`],
  )
  const poison = dead.filter((row) => row.poison).length
  note('dead letters that are not poison', dead.length - poison)
  note('poison in the dead letters, less what was sent', poison - poisonous)
}
