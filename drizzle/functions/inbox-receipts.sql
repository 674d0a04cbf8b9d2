-- Applies a platform's receipts for our messages, in any order; of the workspace whose scope the transaction is in. A status never
-- goes back, and a receipt settles a message whose own answer was lost. A failure counts unless the message was delivered, whichever
-- of the two is reported first. Applying a receipt again changes nothing: a matched receipt leaves no event, since the message shows it.
--
-- `receipt` of an update: { id, callback, status, error, optedOut, keep }. A receipt without a matching message stays an event that is
-- applied later, until its tries are used up: then it is not about one of our messages. A receipt with `keep` stays an applied event.
-- Returns { changed, applied }.
create or replace function chorus_apply_receipts(workspace uuid, given jsonb, delays int[], at timestamptz) returns jsonb
language plpgsql as $$
declare
  -- [{ message, conversation, account, id, changed }]: the messages that receipts are about.
  matched jsonb;
  kept jsonb;
begin
  with told as (
    select u.n, u.account, u.receipt->>'id' as id, (u.receipt->>'callback')::uuid as callback, u.receipt->>'status' as status,
           u.receipt->>'error' as error, u."occurredAt" as at
    from jsonb_to_recordset(given) as u(n int, account uuid, receipt jsonb, "occurredAt" timestamptz)
  ),
  -- Read implies delivered, both imply sent.
  folded as (
    select t.account, t.id, (array_agg(t.callback) filter (where t.callback is not null))[1] as callback,
           min(t.at) filter (where t.status in ('delivered', 'read')) as delivered_at, min(t.at) filter (where t.status = 'read') as read_at,
           (array_agg(t.error order by t.n desc) filter (where t.status = 'failed'))[1] as error
    from told t group by t.account, t.id
  ),
  hits as (
    select m.id as message, f.account, f.id from folded f
    join conversation_messages m on m.workspace_id = workspace and m.platform_message_id = f.id and m.direction = 'outbound'
    union
    -- Match by our own id, unless the receipt is for an earlier attempt, which a person has sent again since.
    select m.id, f.account, f.id from folded f
    join conversation_messages m on m.workspace_id = workspace and m.id = f.callback and m.direction = 'outbound'
      and not coalesce(m.metadata->'formerIds' ? f.id, false)
  ),
  before as (
    select m.id as message, m.conversation_id, m.status, m.error, m.delivered_at, m.read_at, m.platform_message_id, f.account, f.id,
           f.error as failure, least(m.delivered_at, f.delivered_at) as delivered, least(m.read_at, f.read_at) as read
    from hits h join folded f using (account, id)
    join conversation_messages m on m.workspace_id = workspace and m.id = h.message
    join conversations c on c.workspace_id = workspace and c.id = m.conversation_id and c.account_id = h.account
    order by m.id for update of m
  ),
  after as (
    select b.*,
           case when b.failure is not null and b.delivered is null then 'failed'
                when b.status in ('sending', 'unknown', 'sent') or b.status = 'failed' and b.delivered is not null then 'sent'
                else b.status end as new_status,
           case when b.failure is not null and b.delivered is null then b.failure
                when b.status in ('sending', 'unknown') or b.status = 'failed' and b.delivered is not null then null
                else b.error end as new_error
    from before b
  ),
  changed as (
    update conversation_messages m set platform_message_id = coalesce(m.platform_message_id, a.id), status = a.new_status,
      error = a.new_error, lease_until = null, delivered_at = a.delivered, read_at = a.read
    from after a
    where m.workspace_id = workspace and m.id = a.message
      and (a.status, a.error, a.delivered_at, a.read_at, a.platform_message_id)
        is distinct from (a.new_status, a.new_error, a.delivered, a.read, coalesce(a.platform_message_id, a.id))
    returning m.id
  )
  select coalesce(jsonb_agg(jsonb_build_object('conversation', a.conversation_id, 'account', a.account, 'id', a.id,
    'changed', c.id is not null)), '[]')
  into matched from after a left join changed c on c.id = a.message;

  select jsonb_agg(u || jsonb_build_object('problem', null, 'matched', m.id is not null)) into kept
  from jsonb_array_elements(given) u
  left join (select distinct account, id from jsonb_to_recordset(matched) as m(account uuid, id text)) m
    on m.account = (u->>'account')::uuid and m.id = u->'receipt'->>'id'
  where m.id is null or (u->'receipt'->>'keep')::boolean or (u->>'stored')::boolean;
  if kept is not null then perform chorus_keep_receipts(workspace, kept, matched, delays, at); end if;
  return jsonb_build_object('applied', jsonb_array_length(given),
    'changed', (select coalesce(jsonb_agg(distinct m->'conversation') filter (where (m->>'changed')::boolean), '[]') from jsonb_array_elements(matched) m));
end $$;

-- Keeps receipts as events: unapplied ones for later, the others as applied. When a contact has stopped our messages
-- on the platform itself, records it once, as if they had told us, unless they have taken it back since.
create or replace function chorus_keep_receipts(workspace uuid, given jsonb, matched jsonb, delays int[], at timestamptz) returns void
language plpgsql as $$
declare
  claimed int[];
begin
  select coalesce(array_agg(n), '{}') into claimed from chorus_claim_events(workspace, given, delays, at);

  update webhook_events e set
    -- Try until the last delay: a receipt that then matches none is about a message that was not sent from here.
    processed_at = case when cardinality(delays) < e.attempts then at end,
    next_try_at = at + delays[e.attempts] * interval '1 ms',
    error = case when cardinality(delays) < e.attempts then 'No message of ours has this id.' end
  from jsonb_to_recordset(given) as u(n int, source text, "dedupeKey" text, matched boolean)
  where not u.matched and u.n = any (claimed)
    and e.workspace_id = workspace and e.source = u.source and e.dedupe_key = u."dedupeKey";

  with stopped as (
    select m.conversation, max(u."occurredAt") as at
    from jsonb_to_recordset(given) as u(n int, account uuid, receipt jsonb, "occurredAt" timestamptz)
    join jsonb_to_recordset(matched) as m(account uuid, id text, conversation uuid) on m.account = u.account and m.id = u.receipt->>'id'
    where u.n = any (claimed) and (u.receipt->>'optedOut')::boolean
    group by m.conversation
  ),
  opted_out as (
    update conversations c set opted_out_at = coalesce(c.opted_out_at, s.at), opted_out_by = coalesce(c.opted_out_by, 'platform'),
      consent_at = s.at
    from stopped s where c.workspace_id = workspace and c.id = s.conversation and s.at >= coalesce(c.consent_at, '-infinity')
    returning c.id
  )
  update conversation_messages m set status = 'cancelled', error = 'The contact has stopped messages on the platform.'
  from opted_out o
  where m.workspace_id = workspace and m.conversation_id = o.id and m.author = 'machine' and m.phase = 'open' and m.status in ('queued', 'waiting');
end $$;
