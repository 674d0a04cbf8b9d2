-- Stores contacts' messages, each once, in the conversation of its writer; of the workspace whose scope the
-- transaction is in. The updates are new (chorus_claim_events), in the order in which they were said, and their accounts are locked.
--
-- `message` of an update: { id, who, identities: [{ kind, value }], name, handle, said, edited, at, consent, medium }. Updates of a
-- batch that share an identity have the same `who`; identities come with the strongest evidence first. `at` is the time of the present
-- text. It also dates name, handle, address and consent, each by itself: a late update takes nothing back.
-- Returns { woken, changed, media }: conversations with undecided messages, conversations that changed,
-- files to fetch.
create or replace function chorus_apply_messages(workspace uuid, given jsonb, at timestamptz) returns jsonb
language plpgsql as $$
declare
  -- [{ n, conversation, message }]: each update's conversation, and the message that it became; null for a message that existed before.
  placed jsonb := chorus_place_messages(workspace, given, at);
  revised jsonb := '[]';
  -- Conversations with a decision that must be made anew.
  reopened jsonb := '[]';
  media jsonb := '[]';
  said jsonb;
begin
  -- Apply changes by a contact to known messages, and content that can be shown only now.
  if exists (select from jsonb_array_elements(placed) p where p->'message' = 'null') then
    -- Lock in the order that an answer uses: the conversation first, then its messages.
    perform from conversations c where c.workspace_id = workspace
      and c.id in (select (p->>'conversation')::uuid from jsonb_array_elements(placed) p) order by c.id for update;
    revised := chorus_revise_messages(workspace, given, placed);
    if revised <> '[]' then reopened := chorus_reconsider(workspace, given, revised, at); end if;
  end if;
  select coalesce(jsonb_agg(p), '[]') into said from (
    select p from jsonb_array_elements(placed) p where p->'message' <> 'null'
    union all select r from jsonb_array_elements(revised) r
  ) both_kinds(p);
  if said = '[]' then return jsonb_build_object('woken', '[]'::jsonb, 'changed', '[]'::jsonb, 'media', '[]'::jsonb); end if;

  if exists (select from jsonb_array_elements(given) g where g->'payload' ? 'replyTo') then
    -- By the platform's ids; an album of ours has several.
    update conversation_messages m set reply_to_id = o.id
    from jsonb_to_recordset(said) s(n int, conversation uuid, message uuid)
    join jsonb_to_recordset(given) g(n int, payload jsonb) using (n)
    join conversation_messages o on o.workspace_id = workspace and o.conversation_id = s.conversation
      and (o.platform_message_id = g.payload->>'replyTo' or o.metadata->'ids' ? (g.payload->>'replyTo'))
    where m.workspace_id = workspace and m.id = s.message and m.reply_to_id is null and o.id <> m.id;
  end if;

  if exists (select from jsonb_array_elements(given) g where g->'message'->'medium' <> 'null') then
    with inserted as (
      insert into message_media (id, workspace_id, message_id, kind, platform_media_id, mime_type, file_name, size_bytes, sha256, status)
      select f.id, workspace, s.message, f.kind, f."platformMediaId", f."mimeType", f."fileName", f."sizeBytes", f.sha256, 'pending'
      from jsonb_to_recordset(said) s(n int, message uuid)
      join jsonb_to_recordset(given) g(n int, message jsonb) using (n)
      cross join lateral jsonb_to_record(nullif(g.message->'medium', 'null')) f(id uuid, kind text, "platformMediaId" text,
        "mimeType" text, "fileName" text, "sizeBytes" int, sha256 text)
      where f.id is not null
      on conflict do nothing
      returning id
    )
    select coalesce(jsonb_agg(id), '[]') into media from inserted;
  end if;

  perform chorus_move_conversations(workspace, given, placed, said);
  return (
    select jsonb_build_object('media', media, 'changed', jsonb_agg(distinct s->'conversation'),
      'woken', (select coalesce(jsonb_agg(distinct w.conversation), '[]') from (
        select to_jsonb(p.conversation) from jsonb_to_recordset(placed) p(n int, conversation uuid, message uuid)
        join jsonb_to_recordset(given) g(n int, message jsonb) using (n)
        where p.message is not null and (g.message->>'said')::boolean
        union all select r from jsonb_array_elements(reopened) r
      ) w(conversation)))
    from jsonb_array_elements(said) s
  );
end $$;

-- Finds or makes contacts by their identities, their conversations, and inserts the messages that are not there.
create or replace function chorus_place_messages(workspace uuid, given jsonb, at timestamptz) returns jsonb
language sql as $$
  with said as (
    select * from jsonb_to_recordset(given) as u(n int, account uuid, payload jsonb, message jsonb, "occurredAt" timestamptz)
  ),
  identities as (
    select s.n, s.account, (s.message->>'who')::int as who, i.kind, i.value, i.strength, k.customer_id as known
    from said s
    cross join lateral rows from (jsonb_to_recordset(s.message->'identities') as (kind text, value text)) with ordinality
      as i(kind, value, strength)
    left join contact_identities k on k.workspace_id = workspace and k.account_id = s.account and k.kind = i.kind and k.value = i.value
  ),
  -- Find the customers whose identities are known, for each update; then share the customer among updates from the same contact.
  found as (
    select distinct on (n) n, account, who, known from identities order by n, (known is null), strength
  ),
  people as (
    select f.account, f.who, bool_and(f.known is null) as new,
           coalesce((array_agg(f.known order by f.n) filter (where f.known is not null))[1], chorus_new_id(at)) as customer
    from found f group by f.account, f.who
  ),
  written as (
    select s.n, s.account, s.payload, s.message, s."occurredAt", (s.message->>'at')::timestamptz as as_of,
           coalesce(f.known, p.customer) as customer
    from said s join found f using (n) join people p on p.account = f.account and p.who = f.who
  ),
  -- Collect the newest details of each contact, and the time of the conversation's newest message.
  talks as (
    select w.account, w.customer, c.id as known, c.name_at as named_before, c.handle_at as handled_before,
           max(w."occurredAt") as last_at, max(w."occurredAt") filter (where (w.message->>'said')::boolean) as said_at,
           (array_agg(w.payload->>'recipient' order by w.as_of desc, w.n desc))[1] as recipient, max(w.as_of) as recipient_at,
           max(w.as_of) filter (where w.message->>'name' is not null) as name_at,
           max(w.as_of) filter (where w.message->>'handle' is not null) as handle_at
    from written w
    left join conversations c on c.workspace_id = workspace and c.account_id = w.account and c.customer_id = w.customer
    group by w.account, w.customer, c.id
  ),
  called as (
    select w.customer,
           (array_agg(w.message->>'name' order by w.as_of desc, w.n desc)
             filter (where w.message->>'name' is not null and w.as_of >= coalesce(t.named_before, '-infinity')))[1] as name,
           (array_agg(w.message->>'handle' order by w.as_of desc, w.n desc)
             filter (where w.message->>'handle' is not null and w.as_of >= coalesce(t.handled_before, '-infinity')))[1] as handle
    from written w join talks t using (account, customer) group by w.customer
  ),
  new_customers as (
    insert into customers (id, workspace_id, name, handle)
    select p.customer, workspace, c.name, c.handle from people p join called c on c.customer = p.customer where p.new
  ),
  renamed as (
    update customers c set name = coalesce(n.name, c.name), handle = coalesce(n.handle, c.handle)
    from called n
    where c.workspace_id = workspace and c.id = n.customer
      and (c.name is distinct from coalesce(n.name, c.name) or c.handle is distinct from coalesce(n.handle, c.handle))
  ),
  new_identities as (
    insert into contact_identities (id, workspace_id, account_id, customer_id, kind, value)
    select distinct on (i.account, i.kind, i.value) chorus_new_id(at), workspace, i.account, w.customer, i.kind, i.value
    from identities i join written w using (n) where i.known is null order by i.account, i.kind, i.value, i.n
    on conflict do nothing
  ),
  new_conversations as (
    insert into conversations (id, workspace_id, account_id, customer_id, platform, last_inbound_at, last_message_at,
      recipient, recipient_at, name_at, handle_at)
    select chorus_new_id(at), workspace, t.account, t.customer, a.platform, t.said_at, t.last_at,
           t.recipient, t.recipient_at, t.name_at, t.handle_at
    from talks t join social_accounts a on a.workspace_id = workspace and a.id = t.account
    where t.known is null
    returning id, account_id, customer_id
  ),
  placed as (
    select w.n, w.payload, w.message, w."occurredAt", coalesce(t.known, c.id) as conversation
    from written w join talks t using (account, customer)
    left join new_conversations c on c.account_id = w.account and c.customer_id = w.customer
  ),
  inserted as (
    insert into conversation_messages (id, workspace_id, conversation_id, direction, author, platform_message_id, message_type,
      text, metadata, details, status, sent_at, created_at)
    select (p.message->>'id')::uuid, workspace, p.conversation, 'inbound', 'contact', p.payload->>'platformMessageId',
           p.payload->>'messageType', p.payload->>'text', p.payload->'metadata', p.payload->'details', 'received', p."occurredAt", at
    from placed p order by p.n
    on conflict do nothing
    returning id
  )
  select jsonb_agg(jsonb_build_object('n', p.n, 'conversation', p.conversation, 'message', i.id) order by p.n)
  from placed p left join inserted i on i.id = (p.message->>'id')::uuid
$$;

-- Changes messages that are stored already. The former text stays in the metadata; an edit with the same text changes
-- nothing, and the later of two edits of one message counts, whichever comes first. Returns [{ n, conversation, message }].
create or replace function chorus_revise_messages(workspace uuid, given jsonb, placed jsonb) returns jsonb
language sql as $$
  with revisions as (
    select distinct on (p.conversation, g.payload->>'platformMessageId') p.n, p.conversation, g.payload,
           (g.message->>'edited')::boolean as edited, (g.message->>'at')::timestamptz as as_of
    from jsonb_to_recordset(placed) p(n int, conversation uuid, message uuid)
    join jsonb_to_recordset(given) g(n int, payload jsonb, message jsonb) using (n)
    where p.message is null
    order by p.conversation, g.payload->>'platformMessageId', (g.message->>'edited')::boolean desc,
      (g.message->>'at')::timestamptz desc, case when (g.message->>'edited')::boolean then -p.n else p.n end
  ),
  revised as (
    update conversation_messages m set
      text = r.payload->>'text', details = r.payload->'details',
      message_type = case when m.message_type = 'unsupported' then r.payload->>'messageType' else m.message_type end,
      metadata = (r.payload->'metadata') || jsonb_build_object('formerTexts', coalesce(m.metadata->'formerTexts', '[]')
        || case when m.text is null then '[]'::jsonb else jsonb_build_array(m.text) end)
    from revisions r
    where m.workspace_id = workspace and m.conversation_id = r.conversation
      and m.platform_message_id = r.payload->>'platformMessageId' and m.direction = 'inbound'
      and ((r.edited and m.text is distinct from r.payload->>'text'
          and r.as_of >= coalesce((m.details->>'editedAt')::timestamptz, m.sent_at))
        or (m.message_type = 'unsupported' and r.payload->>'messageType' <> 'unsupported'))
    returning r.n, m.conversation_id, m.id
  )
  select coalesce(jsonb_agg(jsonb_build_object('n', n, 'conversation', conversation_id, 'message', id) order by n), '[]') from revised
$$;

-- Reopens the decision on messages that a contact has changed. Until somebody has answered the burst, it is decided anew from its present
-- texts: unsent replies of the former decision are cancelled, and that decision is kept as a record. An answered burst is left to people,
-- unless one holds the conversation, or the change says whether machines may write. Returns the conversations to be decided on.
create or replace function chorus_reconsider(workspace uuid, given jsonb, revised jsonb, at timestamptz) returns jsonb
language plpgsql as $$
declare
  -- [{ conversation, decision, answered, consent }]: the bursts of the changed messages; the decision is null before there is one.
  bursts jsonb;
begin
  select jsonb_agg(b) into bursts from (
    select m.conversation_id as conversation, m.ai_decision_id as decision, bool_or(g.message->>'consent' is not null) as consent,
           bool_or(exists (
             select from conversation_messages o
             where o.workspace_id = workspace and o.conversation_id = m.conversation_id and o.direction = 'outbound' and o.sent_at >= m.sent_at
               and (o.author = 'person' and o.status not in ('cancelled', 'failed')
                 or o.author = 'machine' and o.notice is null and o.ai_decision_id = m.ai_decision_id and o.status not in ('queued', 'waiting', 'cancelled'))
           )) as answered
    from jsonb_to_recordset(revised) r(n int, message uuid)
    join jsonb_to_recordset(given) g(n int, message jsonb) using (n)
    join conversation_messages m on m.workspace_id = workspace and m.id = r.message
    group by m.conversation_id, m.ai_decision_id
  ) b;

  update conversation_messages m set status = 'cancelled', error = 'The contact changed the message before it was answered.'
  from jsonb_to_recordset(bursts) b(conversation uuid, decision uuid, answered boolean)
  where not b.answered and m.workspace_id = workspace and m.conversation_id = b.conversation and m.ai_decision_id = b.decision
    and m.direction = 'outbound' and m.phase = 'open' and m.status in ('queued', 'waiting');

  -- What was left alone waits again.
  update conversations c set settled_at = null
  from jsonb_to_recordset(bursts) b(conversation uuid, answered boolean)
  where not b.answered and c.workspace_id = workspace and c.id = b.conversation and c.settled_at is not null;

  -- The notice that a machine writes stood in the answer that is not sent.
  update conversations c set disclosed_at = null
  from jsonb_to_recordset(bursts) b(conversation uuid, decision uuid, answered boolean)
  join ai_decisions d on d.workspace_id = workspace and d.id = b.decision
  where not b.answered and c.workspace_id = workspace and c.id = b.conversation and c.disclosed_at = d.created_at;

  update conversation_messages m set ai_decision_id = null, triage = null, confidence = null
  from jsonb_to_recordset(bursts) b(conversation uuid, decision uuid, answered boolean)
  where not b.answered and m.workspace_id = workspace and m.conversation_id = b.conversation and m.ai_decision_id = b.decision
    and m.direction = 'inbound';

  update ai_decisions d set superseded = true
  from jsonb_to_recordset(bursts) b(decision uuid, answered boolean)
  where not b.answered and d.workspace_id = workspace and d.id = b.decision;

  with asked as (
    insert into support_escalations (id, workspace_id, conversation_id, decision_id, reason, created_at)
    select distinct on (c.id) chorus_new_id(at), workspace, c.id, b.decision, 'message_changed', at
    from jsonb_to_recordset(bursts) b(conversation uuid, decision uuid, answered boolean, consent boolean)
    join conversations c on c.workspace_id = workspace and c.id = b.conversation and not c.held
    where b.answered and not b.consent order by c.id
    on conflict do nothing
    returning conversation_id
  )
  update conversations c set status = 'escalated' from asked a where c.workspace_id = workspace and c.id = a.conversation_id;

  return (select coalesce(jsonb_agg(distinct b->'conversation'), '[]') from jsonb_array_elements(bursts) b where not (b->>'answered')::boolean);
end $$;

-- Updates conversations after new or changed messages, where something changes: moves them to the top, out of the archive and out of a snooze, opens their
-- windows (unless the platform and not the contact wrote the message), and stores the address last written from. A late message that is
-- older than the contact's last one moves nothing back. STOP holds from the moment it comes in, whether or not a machine is on: unsent
-- messages of the machine are not sent.
create or replace function chorus_move_conversations(workspace uuid, given jsonb, placed jsonb, said jsonb) returns void
language plpgsql as $$
begin
  with told as (
    select p.n, p.conversation, p.message, g.payload->>'recipient' as recipient, (g.message->>'at')::timestamptz as as_of,
           g."occurredAt" as at, (g.message->>'said')::boolean as said, g.message->>'consent' as consent,
           g.message->>'name' is not null as named, g.message->>'handle' is not null as handled
    from jsonb_to_recordset(placed) p(n int, conversation uuid, message uuid)
    join jsonb_to_recordset(given) g(n int, payload jsonb, message jsonb, "occurredAt" timestamptz) using (n)
  ),
  talks as (
    select t.conversation, (array_agg(t.recipient order by t.as_of desc, t.n desc))[1] as recipient, max(t.as_of) as recipient_at,
           max(t.as_of) filter (where t.named) as name_at, max(t.as_of) filter (where t.handled) as handle_at,
           max(t.at) filter (where t.message is not null and t.said) as said_at
    from told t group by t.conversation
  ),
  -- Read the contact's consent from messages that are new or were changed.
  consents as (
    select distinct on (t.conversation) t.conversation, t.consent, t.as_of as at
    from jsonb_to_recordset(said) s(n int) join told t using (n)
    where t.consent is not null
    order by t.conversation, t.as_of desc, t.n desc
  ),
  changes as (
    select c.id, case when t.recipient_at >= coalesce(c.recipient_at, '-infinity') then t.recipient else c.recipient end as recipient,
           greatest(c.recipient_at, t.recipient_at) as recipient_at, greatest(c.name_at, t.name_at) as name_at,
           greatest(c.handle_at, t.handle_at) as handle_at, greatest(c.last_inbound_at, t.said_at) as last_inbound_at,
           greatest(c.last_message_at, t.said_at) as last_message_at,
           case when c.status = 'archived' and t.said_at >= coalesce(c.last_inbound_at, '-infinity') then 'active' else c.status end as status,
           case when t.said_at >= coalesce(c.last_inbound_at, '-infinity') then null else c.snoozed_until end as snoozed_until,
           case o.consent when 'out' then coalesce(c.opted_out_at, o.at) when 'in' then null else c.opted_out_at end as opted_out_at,
           case o.consent when 'out' then coalesce(c.opted_out_by, 'contact') when 'in' then null else c.opted_out_by end as opted_out_by,
           coalesce(o.at, c.consent_at) as consent_at
    from talks t join conversations c on c.workspace_id = workspace and c.id = t.conversation
    left join consents o on o.conversation = t.conversation and o.at >= coalesce(c.consent_at, '-infinity')
    order by c.id for update of c
  )
  update conversations c set recipient = n.recipient, recipient_at = n.recipient_at, name_at = n.name_at, handle_at = n.handle_at,
    last_inbound_at = n.last_inbound_at, last_message_at = n.last_message_at, status = n.status, snoozed_until = n.snoozed_until,
    opted_out_at = n.opted_out_at, opted_out_by = n.opted_out_by, consent_at = n.consent_at
  from changes n
  where c.workspace_id = workspace and c.id = n.id
    and (c.recipient, c.recipient_at, c.name_at, c.handle_at, c.last_inbound_at, c.last_message_at, c.status, c.snoozed_until,
        c.opted_out_at, c.consent_at)
      is distinct from (n.recipient, n.recipient_at, n.name_at, n.handle_at, n.last_inbound_at, n.last_message_at, n.status, n.snoozed_until,
        n.opted_out_at, n.consent_at);

  if exists (select from jsonb_array_elements(given) g where g->'message'->>'consent' = 'out') then
    update conversation_messages m set status = 'cancelled', error = 'The contact wants no automatic messages.'
    from jsonb_to_recordset(said) s(n int, conversation uuid)
    join jsonb_to_recordset(given) g(n int, message jsonb) using (n)
    join conversations c on c.workspace_id = workspace and c.id = s.conversation and c.opted_out_at is not null
    where g.message->>'consent' = 'out' and m.workspace_id = workspace and m.conversation_id = s.conversation
      and m.author = 'machine' and m.phase = 'open' and m.status in ('queued', 'waiting');
  end if;
end $$;
