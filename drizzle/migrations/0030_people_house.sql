select chorus_protect(t::regclass) from unnest(array['conversation_reads', 'notification_settings', 'notification_mails']) t;
--> statement-breakpoint
-- Rows of one person: colleagues do not see them.
alter policy tenant on conversation_reads
  using (workspace_id = chorus_workspace_id() and user_id = chorus_user_id())
  with check (workspace_id = chorus_workspace_id() and user_id = chorus_user_id());
--> statement-breakpoint
alter policy tenant on notification_settings
  using (workspace_id = chorus_workspace_id() and user_id = chorus_user_id())
  with check (workspace_id = chorus_workspace_id() and user_id = chorus_user_id());
--> statement-breakpoint
-- Only the chore that mails writes and reads these.
revoke select, insert, update, delete on notification_mails from chorus_app;
--> statement-breakpoint
-- What is there when unread conversations are first told apart counts as seen.
insert into conversation_reads (workspace_id, conversation_id, user_id, read_until, seen_at)
select c.workspace_id, c.id, m.user_id, c.last_message_at, now()
from conversations c join members m on m.workspace_id = c.workspace_id
where c.last_inbound_at > m.created_at;
--> statement-breakpoint
-- First answers that were sent before it was noted where they begin.
update conversation_messages m set answer_from = length(m.text) - length(d.reply) + 1
from (select id, workspace_id, snapshot_json->'proposed'->>'reply' as reply from ai_decisions where decision = 'respond') d
where m.workspace_id = d.workspace_id and m.ai_decision_id = d.id and m.direction = 'outbound' and m.author = 'machine'
  and length(m.text) > length(d.reply) and right(m.text, length(d.reply)) = d.reply;
