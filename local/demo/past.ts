import pg from 'pg'
import { newId } from '#core/lib/kernel/ids.ts'

const DAYS = 45
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

interface Of {
  ownerUrl: string
  workspaceId: string
  accountIds: readonly string[]
}

const NAMES = [
  'Léa Marin',
  'Tom Weber',
  'Inès Roche',
  'Marc Petit',
  'Nadia Haddad',
  'Paul Kern',
  'Anna Vidal',
  'Hugo Blanc',
]
const ASKED = [
  'Are you open on Sunday?',
  'Do you have oat milk?',
  'Bonjour, peut-on réserver une table pour six ?',
  'Is there a terrace?',
  'My order was wrong, whom can I talk to?',
  'Thanks, see you soon!',
]
const ANSWERED = [
  'Yes, from nine to six.',
  'Yes, and it costs nothing more.',
  'Oui, avec plaisir. Pour quel jour ?',
  'We will look into it at once.',
]
const PUBLISHED = [
  'A new roast is on the bar this week.',
  'Brunch is back on Sunday.',
  'Le granola maison est de retour.',
  'Meet the people behind the bar.',
]

/**
 * Writes the weeks before the demo began, for its figures: archived conversations and published posts, straight into the local
 * database, since no platform delivers messages of weeks ago. The Worker counts them like any others.
 */
export async function fillPast({ ownerUrl, workspaceId, accountIds }: Of): Promise<void> {
  const db = new pg.Client({ connectionString: ownerUrl })
  await db.connect()
  try {
    await db.query('begin')
    const people = (
      await db.query<{ user_id: string }>(
        'select user_id from members where workspace_id = $1 order by created_at',
        [workspaceId],
      )
    ).rows
    for (const [n, accountId] of accountIds.entries())
      await account(db, { workspaceId, accountId, n, people: people.map((one) => one.user_id) })
    await db.query('commit')
  } finally {
    await db.end()
  }
}

interface Account {
  workspaceId: string
  accountId: string
  n: number
  people: readonly string[]
}

async function account(db: pg.Client, { workspaceId, accountId, n, people }: Account): Promise<void> {
  const pick = (of: number, ...salts: number[]) =>
    ((salts.reduce((sum, salt) => sum * 31 + salt, n + 7) * 2_654_435_761) >>> 9) % of
  const now = Date.now()
  const talks = new Map<number, string>()
  const messages: object[] = []
  const decisions: object[] = []
  const escalations: object[] = []
  const posts: object[] = []
  for (let ago = DAYS; ago >= 1; ago--) {
    const morning = Math.floor((now - ago * DAY_MS) / DAY_MS) * DAY_MS + 8 * 60 * MINUTE_MS
    const isWeekend = [0, 6].includes(new Date(morning).getUTCDay())
    const count = pick(isWeekend ? 2 : 4, ago) + (ago < 15 ? 1 : 0)
    for (let k = 0; k < count; k++) {
      const who = pick(NAMES.length, ago, k)
      const talk = talks.get(who) ?? newId()
      talks.set(who, talk)
      const at = morning + pick(600, ago, k, 1) * MINUTE_MS
      const say = (author: string, text: string, seconds: number, userId: string | null = null) =>
        messages.push({
          id: newId(),
          conversation_id: talk,
          direction: author === 'contact' ? 'inbound' : 'outbound',
          author,
          author_user_id: userId,
          text,
          status: author === 'contact' ? 'received' : 'sent',
          sent_at: new Date(at + seconds * 1_000).toISOString(),
        })
      const kind = pick(10, ago, k, 2)
      say('contact', ASKED[pick(ASKED.length, ago, k, 3)] ?? '', 0)
      const decide = (decision: string) =>
        decisions.push({
          id: newId(),
          conversation_id: talk,
          message_id: newId(),
          decision,
          created_at: new Date(at + 5_000).toISOString(),
        })
      if (kind === 0) decide('ignore')
      else if (kind < 7)
        say('machine', ANSWERED[pick(ANSWERED.length, ago, k, 4)] ?? '', 6 + pick(20, ago, k, 5))
      else {
        const person = people[pick(people.length, ago, k, 6)] ?? null
        const waited = 300 + pick(9_000, ago, k, 7)
        if (kind === 9)
          escalations.push({
            id: newId(),
            conversation_id: talk,
            assigned_to: person,
            created_at: new Date(at + 6_000).toISOString(),
            resolved_at: new Date(at + (waited + 600) * 1_000).toISOString(),
          })
        say('person', ANSWERED[pick(ANSWERED.length, ago, k, 8)] ?? '', waited, person)
      }
    }
    if (pick(3, ago, 9) === 0)
      posts.push({
        id: newId(),
        external_post_id: `past-${ago}`,
        content: PUBLISHED[pick(PUBLISHED.length, ago)],
        published_at: new Date(morning + pick(10, ago, 10) * 60 * MINUTE_MS).toISOString(),
      })
  }
  const contacts = [...talks].map(([who, talk]) => ({
    id: newId(),
    talk,
    name: NAMES[who],
    recipient: `past-${n}-${who}`,
  }))
  const put = (statement: string, rows: object[]) =>
    db.query(statement, [JSON.stringify(rows), workspaceId, accountId])
  await put(
    `with of_account as (select id, platform from social_accounts where id = $3::uuid and workspace_id = $2::uuid),
     given as (select * from jsonb_to_recordset($1::jsonb) c(id uuid, talk uuid, name text, recipient text)),
     people as (insert into customers (id, workspace_id, name) select id, $2::uuid, name from given returning id)
     insert into conversations (id, workspace_id, account_id, customer_id, platform, status, recipient, last_message_at)
     select g.talk, $2::uuid, a.id, g.id, a.platform, 'archived', g.recipient, now() - interval '${DAYS} days'
     from given g join people p on p.id = g.id cross join of_account a`,
    contacts,
  )
  await put(
    `insert into conversation_messages (id, workspace_id, conversation_id, direction, author, author_user_id, message_type, text, status, sent_at, created_at)
     select m.id, $2::uuid, m.conversation_id, m.direction, m.author, m.author_user_id, 'text', m.text, m.status, m.sent_at, m.sent_at
     from jsonb_to_recordset($1::jsonb) m(id uuid, conversation_id uuid, direction text, author text, author_user_id uuid, text text, status text, sent_at timestamptz)
     where $3::uuid is not null`,
    messages,
  )
  await put(
    `update conversations c set last_message_at = m.last, last_inbound_at = m.inbound, settled_at = m.last
     from (select conversation_id, max(sent_at) as last, max(sent_at) filter (where direction = 'inbound') as inbound
       from conversation_messages where workspace_id = $2::uuid group by 1) m
     where c.workspace_id = $2::uuid and c.account_id = $3::uuid and c.id = m.conversation_id and c.status = 'archived' and $1::jsonb is not null`,
    [],
  )
  await put(
    `insert into ai_decisions (id, workspace_id, conversation_id, message_id, decision, confidence, reason, message_text, model, snapshot_json, created_at)
     select d.id, $2::uuid, d.conversation_id, d.message_id, d.decision, 0.9, 'Nothing is asked.', '', 'offline', '{"passages":[],"proposed":{"decision":"ignore","confidence":0.9,"reply":null},"unsupported":[],"usage":{"inputTokens":0,"outputTokens":0},"burst":[]}', d.created_at
     from jsonb_to_recordset($1::jsonb) d(id uuid, conversation_id uuid, message_id uuid, decision text, created_at timestamptz) where $3::uuid is not null`,
    decisions,
  )
  await put(
    `insert into support_escalations (id, workspace_id, conversation_id, reason, status, assigned_to, created_at, resolved_at)
     select e.id, $2::uuid, e.conversation_id, 'customer_request', 'resolved', e.assigned_to, e.created_at, e.resolved_at
     from jsonb_to_recordset($1::jsonb) e(id uuid, conversation_id uuid, assigned_to uuid, created_at timestamptz, resolved_at timestamptz) where $3::uuid is not null`,
    escalations,
  )
  await put(
    `insert into published_posts (id, workspace_id, account_id, external_post_id, content, published_at)
     select p.id, $2::uuid, $3::uuid, p.external_post_id, p.content, p.published_at
     from jsonb_to_recordset($1::jsonb) p(id uuid, external_post_id text, content text, published_at timestamptz)`,
    posts,
  )
}
