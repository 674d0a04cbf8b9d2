-- Protection of every table with a tenant.
select chorus_protect(t::regclass) from unnest(array[
  'members', 'api_keys', 'audit_log', 'idempotency_keys', 'social_accounts', 'customers', 'contact_identities',
  'conversations', 'conversation_messages', 'ai_decisions', 'ai_settings', 'ai_rules', 'knowledge_documents',
  'knowledge_chunks', 'scheduled_posts', 'scheduled_post_accounts', 'post_runs', 'published_posts',
  'webhook_events', 'outbox'
]) t;
--> statement-breakpoint
select chorus_touch(t::regclass) from unnest(array[
  'users', 'sessions', 'sign_ins', 'verifications', 'workspaces', 'webhook_deliveries', 'dead_letters'
]) t;
--> statement-breakpoint
-- The installation's tables. Sign-in has its own connection, which stays the login role.
grant select, insert, update, delete on users, sessions, sign_ins, verifications to chorus_login;
--> statement-breakpoint
grant select, insert, update, delete on users, workspaces, webhook_deliveries, dead_letters to chorus_system;
--> statement-breakpoint
alter table users enable row level security;
--> statement-breakpoint
alter table users force row level security;
--> statement-breakpoint
create policy sign_in on users to chorus_login using (true) with check (true);
--> statement-breakpoint
create policy system on users to chorus_system using (true) with check (true);
--> statement-breakpoint
-- A workspace sees who its members are, and no more of them than that.
create policy colleagues on users for select to chorus_app
  using (exists (select from members m where m.user_id = users.id and m.workspace_id = chorus_workspace_id()));
--> statement-breakpoint
grant select (id, name, email, image) on users to chorus_app;
--> statement-breakpoint
alter table workspaces enable row level security;
--> statement-breakpoint
alter table workspaces force row level security;
--> statement-breakpoint
create policy system on workspaces to chorus_system using (true) with check (true);
--> statement-breakpoint
create policy tenant on workspaces to chorus_app using (id = chorus_workspace_id()) with check (id = chorus_workspace_id());
--> statement-breakpoint
grant select, update on workspaces to chorus_app;
--> statement-breakpoint
-- A post's state follows from its targets.
create function chorus_post_status(statuses text[], reasons text[]) returns text
language sql immutable
return case
  when 'cancelled' = all (statuses) or 'deleted' = all (statuses) then 'cancelled'
  when 'unknown' = any (statuses) or reasons && array['late', 'reauth'] then 'needs_person'
  when 'approval' = any (reasons) then 'awaiting_approval'
  when 'sending' = any (statuses) then 'publishing'
  when statuses && array['queued', 'waiting'] then case when 'sent' = any (statuses) then 'publishing' else 'queued' end
  when not (statuses && array['failed']) then 'published'
  when 'sent' = any (statuses) then 'partial'
  else 'failed'
end;
--> statement-breakpoint
create function chorus_derive_post_status() returns trigger
language plpgsql as $$
begin
  -- Lock the posts first: two targets that end at the same time must not each derive from the other's old state.
  perform from scheduled_posts p
    where (p.workspace_id, p.id) in (select c.workspace_id, c.scheduled_post_id from changed c)
    order by p.id for update;
  update scheduled_posts p set status = derived.status
  from (
    select a.workspace_id, a.scheduled_post_id,
           chorus_post_status(array_agg(a.status), array_agg(a.waiting_reason) filter (where a.status = 'waiting')) as status
    from scheduled_post_accounts a
    where (a.workspace_id, a.scheduled_post_id) in (select c.workspace_id, c.scheduled_post_id from changed c)
    group by 1, 2
  ) derived
  where p.workspace_id = derived.workspace_id and p.id = derived.scheduled_post_id
    and p.status <> derived.status and p.status <> 'draft';
  return null;
end $$;
--> statement-breakpoint
create trigger derive_on_insert after insert on scheduled_post_accounts
  referencing new table as changed for each statement execute function chorus_derive_post_status();
--> statement-breakpoint
create trigger derive_on_update after update on scheduled_post_accounts
  referencing new table as changed for each statement execute function chorus_derive_post_status();
--> statement-breakpoint
-- Search. Under row-level security `@@` does not reach its GIN index, so search runs as chorus_system, in one function
-- that takes the tenant from the transaction, never from an argument.
create function match_knowledge(
  query_embedding vector(1536), query_model text, query_text text, query_language text, match_count int
) returns table (
  id uuid, document_id uuid, title text, content text, start_char int, end_char int, score double precision
)
language sql stable security definer set search_path = public, pg_temp
as $$
  with terms as (
    select case when v = '' then null else to_tsquery('pg_catalog.simple', v) end as any_term
    from (
      select coalesce(string_agg(distinct quote_literal(lexeme), ' | '), '') as v
      from (
        select unnest(tsvector_to_array(to_tsvector('pg_catalog.english', query_text))) as lexeme
        union select unnest(tsvector_to_array(to_tsvector('pg_catalog.french', query_text)))
        union select unnest(tsvector_to_array(to_tsvector('pg_catalog.spanish', query_text)))
        union select unnest(tsvector_to_array(to_tsvector('pg_catalog.simple', query_text)))
      ) lexemes
    ) joined
  ),
  by_meaning as (
    select c.id, row_number() over (order by c.embedding <=> query_embedding) as rank
    from knowledge_chunks c
    where c.workspace_id = chorus_workspace_id() and c.embedding_model = query_model
      and (query_language is null or c.lang_code = query_language)
    order by c.embedding <=> query_embedding limit match_count * 4
  ),
  by_words as (
    select c.id, row_number() over (order by ts_rank_cd(c.tsv, t.any_term, 32) desc) as rank
    from knowledge_chunks c, terms t
    where c.workspace_id = chorus_workspace_id() and c.tsv @@ t.any_term
      and (query_language is null or c.lang_code = query_language)
    order by ts_rank_cd(c.tsv, t.any_term, 32) desc limit match_count * 4
  ),
  -- Reciprocal rank fusion (Cormack, Clarke and Buettcher, SIGIR 2009), k = 60.
  fused as (
    select f.id, sum(1.0 / (60 + f.rank)) as fusion
    from (select * from by_meaning union all select * from by_words) f
    group by f.id order by fusion desc limit match_count
  )
  select c.id, c.document_id, d.title, c.content, c.start_char, c.end_char,
         greatest(0, 1 - (c.embedding <=> query_embedding)) as score
  from fused f
  join knowledge_chunks c on c.id = f.id and c.workspace_id = chorus_workspace_id()
  join knowledge_documents d on d.id = c.document_id and d.workspace_id = c.workspace_id
  where d.status = 'indexed'
  order by f.fusion desc, c.id
$$;
--> statement-breakpoint
grant create on schema public to chorus_system;
--> statement-breakpoint
alter function match_knowledge(vector, text, text, text, int) owner to chorus_system;
--> statement-breakpoint
revoke create on schema public from chorus_system;
--> statement-breakpoint
revoke all on function match_knowledge(vector, text, text, text, int) from public;
--> statement-breakpoint
grant execute on function match_knowledge(vector, text, text, text, int) to chorus_app, chorus_system;
