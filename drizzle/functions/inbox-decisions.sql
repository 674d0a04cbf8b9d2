-- Returns a value that changes with a conversation's undecided messages and their texts. `wordless`: types of
-- messages that nobody decides on.
create or replace function chorus_sight(workspace uuid, conversation uuid, wordless text[]) returns text
language sql stable as $$
  select md5(string_agg(m.id::text || coalesce(m.text, ''), ' ' order by m.id)) from conversation_messages m
  where m.workspace_id = workspace and m.conversation_id = conversation and m.direction = 'inbound' and m.ai_decision_id is null
    and m.message_type <> all (wordless)
$$;

-- Writes a decision on a conversation and all its consequences, in one trip: the holder of the conversation cannot change in between.
--
-- `seen` is the state that was decided on: { sight, optedOut, wordless, insist }. Returns 'held' when somebody holds the conversation,
-- 'nothing' when machines are paused, 'again' when something came in, was edited or was asked for meanwhile (with `insist`, only when the
-- contact's consent changed), else 'decided'.
-- `given`: { decision: { id, messageId, decision, confidence, reason, matchedRule, messageText, model, prompt, snapshot, at }, marked: the
-- ids of the messages decided on, full: all others that are undecided besides, triage, matched: { id, ruleId, triage, confidence, reason,
-- snapshot } of the workspace's rule that applied or null, labels: ids of the labels that the rule gives, escalation: { id, reason, assignTo, mayAnswer } or null, answer and told:
-- { id, text, replyToId, answerFrom, confidence, notice, at } or null, disclosed, language: of what was decided on or null, saidAt: when its last message was said,
-- closedSince: when the closed time began that it is, or null }. What is told is sent with the escalation alone; an `away` notice is sent once in a closed time.
-- Who a rule assigns it to holds the conversation, if their role still is one of `mayAnswer`.
create or replace function chorus_decide(workspace uuid, conversation uuid, seen jsonb, given jsonb) returns text
language plpgsql as $$
declare
  stands record;
  wordless constant text[] := array(select jsonb_array_elements_text(seen->'wordless'));
  decision constant jsonb := given->'decision';
  decided_at constant timestamptz := decision->>'at';
  changed boolean;
  left_alone constant boolean := decision->>'decision' = 'ignore';
  said_at constant timestamptz := given->>'saidAt';
  asked uuid;
  away constant boolean := given->'told'->>'notice' = 'away';
  tells boolean;
  assignee uuid;
begin
  select c.held, c.away_at, c.opted_out_at is not null as opted_out, chorus_machines_paused(c.workspace_id) as paused into stands
  from conversations c where c.workspace_id = workspace and c.id = conversation for update;
  if not found or stands.held then return 'held'; end if;
  if stands.paused then return 'nothing'; end if;
  changed := chorus_sight(workspace, conversation, wordless) is distinct from seen->>'sight';
  if stands.opted_out <> (seen->>'optedOut')::boolean or changed and not (seen->>'insist')::boolean then return 'again'; end if;

  insert into ai_decisions (id, created_at, workspace_id, conversation_id, message_id, decision, confidence, reason, matched_rule,
    message_text, model, prompt, snapshot_json)
  select d.id, decided_at, workspace, conversation, d."messageId", d.decision, d.confidence, d.reason, d."matchedRule", d."messageText",
         d.model, d.prompt, d.snapshot
  from jsonb_to_record(decision) d(id uuid, "messageId" uuid, decision text, confidence numeric, reason text,
    "matchedRule" text, "messageText" text, model text, prompt text, snapshot jsonb);

  update conversation_messages m
  set ai_decision_id = (decision->>'id')::uuid, triage = given->>'triage', confidence = (decision->>'confidence')::numeric
  where m.workspace_id = workspace and m.conversation_id = conversation and m.direction = 'inbound' and m.ai_decision_id is null
    and m.message_type <> all (wordless)
    -- Messages that came in during the decision stay undecided, whatever was to be marked.
    and (given->'marked' ? m.id::text or (given->>'full')::boolean and not changed);

  insert into ai_triage_rules_advanced (id, workspace_id, message_id, decision_id, rule_id, triage, confidence, reason, snapshot_json, created_at)
  select r.id, workspace, (decision->>'messageId')::uuid, (decision->>'id')::uuid, r."ruleId", r.triage, r.confidence, r.reason, r.snapshot, decided_at
  from jsonb_to_record(nullif(given->'matched', 'null')) r(id uuid, "ruleId" uuid, triage text, confidence numeric, reason text, snapshot jsonb)
  where r.id is not null;

  insert into conversation_labels (workspace_id, conversation_id, label_id)
  select workspace, conversation, b.id from labels b where b.workspace_id = workspace and given->'labels' ? b.id::text
  on conflict do nothing;

  if given->'escalation' <> 'null' then
    select m.user_id into assignee from members m
    where m.workspace_id = workspace and m.user_id = (given->'escalation'->>'assignTo')::uuid and given->'escalation'->'mayAnswer' ? m.role;
    -- Only one question is open at a time: messages that come in meanwhile belong to it.
    insert into support_escalations (id, workspace_id, conversation_id, decision_id, reason, status, assigned_to, created_at)
    values ((given->'escalation'->>'id')::uuid, workspace, conversation, (decision->>'id')::uuid, given->'escalation'->>'reason', 'open',
      assignee, decided_at)
    on conflict do nothing returning id into asked;
    if asked is null then assignee := null; end if;
  end if;

  tells := case when away then stands.away_at is null or stands.away_at < (given->>'closedSince')::timestamptz else asked is not null end;
  insert into conversation_messages (id, workspace_id, conversation_id, direction, author, message_type, text, answer_from, notice,
    status, reply_to_id, ai_decision_id, confidence, sent_at)
  select s.id, workspace, conversation, 'outbound', 'machine', 'text', s.text, s."answerFrom", s.notice, 'queued', s."replyToId",
         (decision->>'id')::uuid, s.confidence, decided_at
  from (values (given->'answer'), (case when tells then given->'told' end)) written(said)
  cross join lateral jsonb_to_record(nullif(said, 'null')) s(id uuid, text text, "answerFrom" int, notice text, "replyToId" uuid,
    confidence numeric)
  where s.id is not null;

  update conversations c
  set status = case when given->'escalation' <> 'null' then 'escalated' else c.status end,
      held = c.held or assignee is not null,
      held_by_user_id = coalesce(assignee, c.held_by_user_id),
      held_at = case when assignee is not null then decided_at else c.held_at end,
      away_at = case when away and tells then decided_at else c.away_at end,
      disclosed_at = case when (given->>'disclosed')::boolean then decided_at else c.disclosed_at end,
      language = coalesce(given->>'language', c.language),
      -- What is left alone waits for nobody.
      settled_at = case when left_alone then greatest(c.settled_at, said_at) else c.settled_at end
  where c.workspace_id = workspace and c.id = conversation
    and (given->'escalation' <> 'null' and c.status <> 'escalated' or assignee is not null or (given->>'disclosed')::boolean
      or left_alone or away and tells or given->>'language' <> coalesce(c.language, ''));
  return 'decided';
end $$;

-- Keeps until when a contact's messages are settled: an answer of the machine settles the message it answers and all before it, one of a
-- person what came before it. Only what was sent counts; notices and reactions answer nobody.
create or replace function chorus_settle() returns trigger
language plpgsql as $$
begin
  update conversations c
  set settled_at = greatest(c.settled_at, coalesce(
    case when new.author = 'machine' then (select m.sent_at from conversation_messages m
      where m.workspace_id = new.workspace_id and m.id = new.reply_to_id) end, new.sent_at))
  where c.workspace_id = new.workspace_id and c.id = new.conversation_id;
  return null;
end $$;

create or replace trigger settle after insert on conversation_messages
  for each row when (new.direction = 'outbound' and new.status = 'sent' and new.notice is null and new.message_type not in ('reaction', 'system'))
  execute function chorus_settle();
create or replace trigger settle_sent after update of status on conversation_messages
  for each row when (new.direction = 'outbound' and new.status = 'sent' and old.status <> 'sent' and new.notice is null
    and new.message_type not in ('reaction', 'system'))
  execute function chorus_settle();
