import pg from 'pg'

interface BigInbox {
  /** The database owner's connection. */
  url: string
  workspaceId: string
  accountId: string
  conversations: number
  /** Messages in the latest conversation, whose contact is called “Long Talk”. */
  messages: number
}

/** Writes a busy team's inbox, past the API: each conversation with one message, the latest with thousands. */
export async function stageBigInbox({ url, workspaceId, accountId, conversations, messages }: BigInbox) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('begin')
    await client.query('set local role none')
    await client.query(
      `create temporary table staged on commit drop as
       select n, gen_random_uuid() as customer, gen_random_uuid() as conversation,
         now() - make_interval(mins => n) as at,
         case n when 1 then 'Long Talk' else 'Contact ' || lpad(n::text, 5, '0') end as name
       from generate_series(1, $1::int) n`,
      [conversations],
    )
    await client.query(
      `insert into customers (id, workspace_id, name, handle) select customer, $1, name, '49' || (1510000000 + n) from staged`,
      [workspaceId],
    )
    await client.query(
      `insert into conversations (id, workspace_id, account_id, customer_id, platform, recipient, last_inbound_at, last_message_at)
       select conversation, $1, $2, customer, 'whatsapp', '49' || (1510000000 + n), at, at from staged`,
      [workspaceId, accountId],
    )
    // Mark as decided, so that no sweep wakes a machine for ten thousand of them.
    await client.query(
      `with decided as (
         insert into ai_decisions (id, workspace_id, conversation_id, message_id, decision, confidence, reason, message_text, model, snapshot_json)
         select gen_random_uuid(), $1, s.conversation, gen_random_uuid(), 'ignore', 1, 'Staged.', '', 'rule',
           '{"passages":[],"proposed":{"decision":"ignore","confidence":1,"reply":null},"unsupported":[],"usage":{"inputTokens":0,"outputTokens":0},"burst":[]}'
         from staged s cross join lateral generate_series(1, case s.n when 1 then $2::int else 1 end) m
         returning id, conversation_id, message_id
       ), numbered as (
         select d.*, s.at, row_number() over (partition by d.conversation_id order by d.message_id) as m
         from decided d join staged s on s.conversation = d.conversation_id
       )
       insert into conversation_messages (id, workspace_id, conversation_id, direction, author, message_type, text, status, triage, confidence, ai_decision_id, sent_at)
       select message_id, $1, conversation_id, 'inbound', 'contact', 'text', 'Message ' || m || repeat(' and some more words', (m % 7)::int),
         'received', 'ignore', 1, id, at - make_interval(secs => (m - 1) * 40) from numbered`,
      [workspaceId, messages],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    await client.end()
  }
}
