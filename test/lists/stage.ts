/** A statement of the database's owner. */
export type Owner = (sql: string, values?: unknown[]) => Promise<unknown>

export interface Staged {
  workspaceId: string
  accountId: string
  userId: string
  /** Number of rows of each list; those of an even smaller workspace make up the rest of each table. */
  rows: number
}

/** Time of the newest row of each list; each further one is a minute older. */
export const NEWEST = new Date('2026-06-01T00:00:00Z')
export const minutesAgo = (n: number): Date => new Date(NEWEST.getTime() - n * 60_000)

/**
 * Writes the data of every list, past the API: `rows` of each. One value of a filter is common and the others are rare, so
 * that a walk along the list for a rare one reads many times a page.
 */
export async function stageLists(owner: Owner, staged: Staged): Promise<void> {
  const { workspaceId, accountId, userId, rows } = staged
  const run = (statement: string) =>
    owner(
      statement
        .replaceAll(':at', `(timestamptz '${NEWEST.toISOString()}' - n * interval '1 minute')`)
        .replaceAll(':ws', `'${workspaceId}'::uuid`)
        .replaceAll(':account', `'${accountId}'::uuid`)
        .replaceAll(':user', `'${userId}'::uuid`)
        .replaceAll(':n', `generate_series(1, ${rows}) n`)
        .replaceAll(':rows', `${rows}`),
    )
  for (const statement of STATEMENTS) await run(statement)
}

/** Removes all of it: chores of other suites would find due work in it. */
export async function clearLists(owner: Owner, { workspaceId }: Staged): Promise<void> {
  await owner('delete from workspaces where id = $1', [workspaceId])
  for (const [table, column] of MARKED)
    await owner(`delete from ${table} where ${column} like $1`, [`${workspaceId}-%`])
}

/** Tables whose rows belong to no workspace, or outlive it, and the column that marks them. */
const MARKED = [
  ['users', 'email'],
  ['webhook_events', 'dedupe_key'],
  ['webhook_deliveries', 'error'],
  ['dead_letters', 'message_id'],
  ['task_runs', 'request_id'],
] as const

/** Picks one of these for each row: the first for most, each other for few. Columns of a table differ by `salt`. */
const oneOf = (values: readonly string[], salt = 1) => {
  const random = `abs(hashint4(n * 64 + ${salt})::bigint)`
  return `(array['${values.join("','")}'])[case when ${random} % 10 < 6 then 1 else 1 + ${random} / 10 % ${values.length} end]`
}
/** Makes a UUID of a text, in SQL. */
const uuidOf = (text: string) =>
  `overlay(overlay(md5(${text}) placing '8' from 13) placing '8' from 17)::uuid`
/** Makes the id of the n-th row of a kind, so that other rows can refer to it. */
const idOf = (kind: string, n = 'n') => uuidOf(`:ws || '${kind}' || ${n}`)

const STATEMENTS: readonly string[] = [
  `insert into users (id, name, email) select ${idOf('user')}, 'Person ' || n, :ws || '-' || n || '@chorus.test' from :n`,
  `insert into members (id, workspace_id, user_id, role, created_at)
   select gen_random_uuid(), :ws, ${idOf('user')}, 'viewer', :at from :n`,
  `insert into invitations (id, workspace_id, email, role, expires_at, invited_by, created_at)
   select gen_random_uuid(), :ws, 'guest-' || n || '@chorus.test', 'viewer', :at, :user, :at from :n`,
  `insert into api_keys (id, workspace_id, name, prefix, hash, scopes, revoked_at, created_at)
   select gen_random_uuid(), :ws, 'Key ' || n, 'chk_', :ws || '-' || n, '{see}', case when n % 4 < 3 then :at end, :at from :n`,
  `insert into profiles (id, workspace_id, type, full_name, platform, handle, created_at)
   select ${idOf('profile')}, :ws, ${oneOf(['internal', 'external_influencer'])}, 'Author ' || n, 'linkedin', 'author-' || n, :at from :n`,
  `insert into characters (id, workspace_id, profile_id, name, status, created_at)
   select ${idOf('character')}, :ws, ${idOf('profile')}, 'Character ' || n, ${oneOf(['active', 'paused', 'deleted', 'error'])}, :at from :n`,
  `insert into character_memories (id, workspace_id, character_id, kind, text, source, created_at)
   select gen_random_uuid(), :ws, ${idOf('character', '1')}, ${oneOf(['said', 'promised', 'likes', 'note'])}, 'Memory ' || n, 'person', :at from :n`,
  `insert into chat_sessions (id, workspace_id, owner_id, user_id, title, touched_at, created_at)
   select ${idOf('chat')}, :ws, :user, :user, 'Chat ' || n, :at, :at from :n`,
  `insert into chat_messages (id, workspace_id, session_id, owner_id, user_id, role, text, state, created_at)
   select gen_random_uuid(), :ws, ${idOf('chat', '1')}, :user, :user, ${oneOf(['user', 'assistant'])}, 'Words ' || n, 'done', :at from :n`,
  `insert into content (id, workspace_id, character_id, content_type, text, sha256, quality_score, quality, approval_status, created_at)
   select ${idOf('content')}, :ws, ${idOf('character', '1')}, ${oneOf(['image', 'text', 'video', 'audio'])}, 'Text ' || n, 'hash-' || n, 1, '[]',
     ${oneOf(['approved', 'pending', 'rejected'])}, :at from :n`,
  `insert into topic_groups (id, workspace_id, name, color, created_at) select ${idOf('group')}, :ws, 'Group ' || n, '#000000', :at from :n`,
  `insert into topics (id, workspace_id, name, group_id, created_at)
   select ${idOf('topic')}, :ws, 'Topic ' || n, case when n % 3 = 0 then ${idOf('group', '1')} else ${idOf('group')} end, :at from :n`,
  `insert into audiences (id, workspace_id, name, created_at) select ${idOf('audience')}, :ws, 'Audience ' || n, :at from :n`,
  `insert into hook_types (id, workspace_id, name, created_at) select ${idOf('hook')}, :ws, 'Hook ' || n, :at from :n`,
  `insert into post_structures (id, workspace_id, name, created_at) select ${idOf('structure')}, :ws, 'Structure ' || n, :at from :n`,
  `insert into post_templates (id, workspace_id, name, structure, created_at) select gen_random_uuid(), :ws, 'Template ' || n, '{{body}}', :at from :n`,
  `insert into presets (id, workspace_id, name, created_at) select gen_random_uuid(), :ws, 'Preset ' || n, :at from :n`,
  `insert into content_generations (id, workspace_id, character_id, job_type, status, priority, prompt, generation_settings, batch_size, max_retries, created_at)
   select ${idOf('generation')}, :ws, case when n % 3 = 0 then ${idOf('character', '1')} else ${idOf('character')} end,
     -- Most are pictures that are done; each other kind and state is rare enough that only its index finds a page of it.
     coalesce((array['text', 'card'])[1 + n % 24], 'image'), coalesce((array['queued', 'running', 'failed', 'cancelled', 'unknown'])[1 + n % 24], 'done'),
     5, 'Prompt ' || n, '{"engine": "card", "model": null, "size": "1024x1024", "quality": "low", "assembled": "x", "faceId": null}', 1, 3, :at from :n`,
  `insert into generation_items (id, workspace_id, generation_id, position, priority, status, created_at)
   select gen_random_uuid(), :ws, ${idOf('generation')}, 0, 5, 'done', :at from :n`,
  `insert into ctas (id, workspace_id, name, text_content, created_at) select gen_random_uuid(), :ws, 'Call ' || n, 'Call us.', :at from :n`,
  `insert into resources (id, workspace_id, name, resource_type, url, created_at) select gen_random_uuid(), :ws, 'Resource ' || n, 'page', 'https://example.org/', :at from :n`,
  `insert into knowledge (id, workspace_id, name, content, created_at) select gen_random_uuid(), :ws, 'Note ' || n, 'We open at nine.', :at from :n`,
  `insert into sync_jobs (id, workspace_id, profile_id, job_type, status, started_at)
   select gen_random_uuid(), :ws, ${idOf('profile')}, 'manual', (array['completed', 'running', 'failed'])[1 + n % 3], :at from :n
   union all
   select gen_random_uuid(), :ws, ${idOf('profile', '1')}, 'manual', 'completed', :at from :n where n % 3 = 0`,
  `insert into posts (id, workspace_id, external_key, platform, external_id, author_id, content, source, metrics, posted_at, scraped_at, topic_id, audience_id, hook_type_id)
   select ${idOf('captured')}, :ws, 'web_' || n, ${oneOf(['linkedin', 'x', 'web'], 5)}, n::text, case when n % 3 = 0 then ${idOf('profile', '1')} else ${idOf('profile')} end,
     'Post ' || n, ${oneOf(['import', 'published'], 6)}, '{"likes": 3}', :at, :at,
     case when n % 3 = 0 then ${idOf('topic', '1')} else ${idOf('topic')} end, case when n % 3 = 0 then ${idOf('audience', '1')} else ${idOf('audience')} end,
     case when n % 3 = 0 then ${idOf('hook', '1')} else ${idOf('hook')} end from :n`,
  `insert into production_posts (id, workspace_id, status, title, language, author_id, topic_id, created_at)
   select ${idOf('draft')}, :ws, ${oneOf(['draft_input', 'hook_gen', 'hook_selected', 'body_gen', 'validated', 'scheduled', 'published'], 7)}, 'Draft', 'en',
     case when n % 3 = 0 then ${idOf('profile', '1')} else ${idOf('profile')} end, case when n % 3 = 0 then ${idOf('topic', '1')} else ${idOf('topic')} end, :at from :n`,
  `insert into post_batches (id, workspace_id, name, created_at) select gen_random_uuid(), :ws, 'Batch ' || n, :at from :n`,
  `insert into production_post_versions (id, workspace_id, production_post_id, number, cause, hook, body, actor, actor_label, created_at)
   select gen_random_uuid(), :ws, ${idOf('draft', '1')}, n, 'write', '', '', '', '', :at from :n`,
  // A project with all posts of listening, whose hashtags and creators are rare but for the first.
  `insert into projects (id, workspace_id, name, status, platforms, scope_type, created_at)
   select ${idOf('project')}, :ws, 'Project ' || n, ${oneOf(['active', 'draft', 'paused'])}, '["web"]', 'hashtags', :at from :n`,
  `insert into hashtags (id, workspace_id, platform, name) select ${idOf('hashtag')}, :ws, 'web', 'tag' || n from :n`,
  `insert into posts (id, workspace_id, external_key, platform, external_id, author, content, source, in_bank, metrics, posted_at, scraped_at)
   select ${idOf('heard')}, :ws, 'heard_' || n, ${oneOf(['linkedin', 'x', 'web'], 5)}, 'heard-' || n, case when n % 3 = 0 then 'ada' else 'author-' || n end,
     'Post ' || n, 'listening', false, '{"likes": 3}', :at, :at from :n`,
  `insert into post_hashtags (workspace_id, post_id, hashtag_id, posted_at)
   select :ws, ${idOf('heard')}, case when n % 3 = 0 then ${idOf('hashtag', '1')} else ${idOf('hashtag')} end, :at from :n`,
  `insert into project_posts (workspace_id, project_id, post_id, platform, author, polarity, sentiment, hashtag_ids, posted_at)
   select :ws, ${idOf('project', '1')}, ${idOf('heard')}, ${oneOf(['linkedin', 'x', 'web'], 5)}, case when n % 3 = 0 then 'ada' else 'author-' || n end,
     ${oneOf(['positive', 'neutral', 'negative'], 7)}, 0, array[case when n % 3 = 0 then ${idOf('hashtag', '1')} else ${idOf('hashtag')} end], :at from :n`,
  `insert into project_left_out (workspace_id, project_id, post_id, reason, posted_at)
   select :ws, ${idOf('project', '1')}, ${idOf('heard')}, ${oneOf(['irrelevant', 'muted'])}, :at from :n`,
  `insert into signals (id, workspace_id, project_id, kind, subject, label, day, numbers, series, status, created_at)
   select gen_random_uuid(), :ws, ${idOf('project', '1')}, 'creator', 'author-' || n, '', current_date, '{"observed":9,"usual":2,"spread":1,"excess":7,"days":40}', '[]', ${oneOf(['new', 'acted', 'dismissed'], 5)}, :at from :n`,
  `insert into project_muted_authors (id, workspace_id, project_id, platform, username, created_at)
   select gen_random_uuid(), :ws, ${idOf('project', '1')}, 'web', 'muted-' || n, :at from :n`,
  `insert into social_accounts (id, workspace_id, platform, external_id, name, credentials, status, created_at)
   select ${idOf('account')}, :ws, 'telegram', :ws || '-' || n, 'Channel ' || n, '', ${oneOf(['revoked', 'active'])}, :at from :n`,
  `insert into audit_log (id, workspace_id, actor, action, object_type, object_id, created_at)
   select gen_random_uuid(), :ws, ${oneOf(['user:ada', 'user:ben', 'cron:sweep'])},
     ${oneOf(['post.create', 'post.change', 'member.invite', 'account.connect'], 3)}, 'thing', ${uuidOf('(n % 50)::text')}, :at from :n`,

  `insert into customers (id, workspace_id, name, handle, created_at)
   select ${idOf('customer')}, :ws, 'Contact ' || n || case when n % 2500 = 1250 then ' Zephyrine' else '' end, '49' || (1510000000 + n), :at from :n`,
  `insert into conversations (id, workspace_id, account_id, customer_id, platform, recipient, status, held, held_by_user_id, last_inbound_at, last_message_at,
     settled_at, snoozed_until, language)
   select ${idOf('conversation')}, :ws, case when n % 3 = 0 then :account else ${idOf('account')} end, ${idOf('customer')},
     ${oneOf(['telegram', 'linkedin', 'web'], 11)}, 'r', ${oneOf(['active', 'archived', 'escalated'], 3)}, n % 4 = 0, case when n % 4 = 0 then :user end,
     :at, :at, case when n % 5 > 0 then :at end, case when n % 20 = 0 then :at end, ${oneOf(['en', 'fr', 'es', 'other'], 12)} from :n`,
  `insert into ai_decisions (id, workspace_id, conversation_id, message_id, decision, confidence, reason, message_text, model, snapshot_json, created_at)
   select ${idOf('decision')}, :ws, ${idOf('conversation')}, ${idOf('message')}, (array['respond', 'ignore', 'escalate'])[1 + n % 3], 1, '', '', 'rule', '{"passages":[]}', :at from :n`,
  `insert into conversation_messages (id, workspace_id, conversation_id, direction, author, message_type, text, status, ai_decision_id, sent_at)
   select ${idOf('message')}, :ws, ${idOf('conversation')}, 'inbound', 'contact', 'text', 'Message ' || n || case n % 2500 when 0 then ' obelisk' else ' bicycle' end, 'received', ${idOf('decision')}, :at from :n
   union all
   select gen_random_uuid(), :ws, ${idOf('conversation')}, 'outbound', 'machine', 'text', 'Answer', 'sent', ${idOf('decision')}, :at from :n where n % 3 = 0`,
  // The oldest conversation has a long thread.
  `insert into conversation_messages (id, workspace_id, conversation_id, direction, author, message_type, text, status, sent_at)
   select gen_random_uuid(), :ws, ${idOf('conversation', ':rows')}, 'inbound', 'contact', 'text', 'Word ' || n, 'received', :at - interval '1 second' from :n`,
  `insert into triage_rules (id, workspace_id, position, name, enabled, conditions, decision, created_at)
   select gen_random_uuid(), :ws, n, 'Rule ' || n, true, '{"contains":"refund"}', 'escalate', :at from :n`,
  `insert into labels (id, workspace_id, name, color, created_at)
   select ${idOf('label')}, :ws, 'Label ' || n, '#000000', :at from :n`,
  // One label is on most conversations, all others on few.
  `insert into conversation_labels (workspace_id, conversation_id, label_id)
   select :ws, ${idOf('conversation')}, ${idOf('label', 'case when n % 3 > 0 then 1 else 2 + n % 100 end')} from :n`,
  `insert into conversation_notes (id, workspace_id, conversation_id, author_name, text, created_at)
   select ${idOf('note')}, :ws, ${idOf('conversation', 'case when n % 2 > 0 then :rows else n end')}, 'Ada', 'Note', :at from :n`,
  `insert into note_mentions (workspace_id, note_id, user_id, conversation_id, created_at)
   select :ws, ${idOf('note')}, :user, ${idOf('conversation', 'case when n % 2 > 0 then :rows else n end')}, :at from :n where n % 50 = 0`,
  `insert into macros (id, workspace_id, name, acts) select gen_random_uuid(), :ws, 'Macro ' || n, '{"status":"archived"}' from :n`,
  `insert into saved_filters (id, workspace_id, name, query) select gen_random_uuid(), :ws, 'Filter ' || n, '{"view":"mine"}' from :n`,
  `insert into canned_replies (id, workspace_id, shortcut, text) select gen_random_uuid(), :ws, 'reply-' || n, 'Hello {contact.name}' from :n`,
  `insert into support_escalations (id, workspace_id, conversation_id, reason, status, created_at)
   select gen_random_uuid(), :ws, ${idOf('conversation')}, 'manual_escalation', ${oneOf(['open', 'in_progress', 'resolved'])}, :at from :n`,

  `insert into media (id, workspace_id, kind, mime_type, file_name, size_bytes, sha256, object_name, removed_at, created_at)
   select ${idOf('medium')}, :ws, ${oneOf(['image', 'video', 'audio', 'document'])}, 'image/png', 'a.png', 1, '', '', case when n % 10 > 6 then :at end, :at from :n`,
  `insert into knowledge_documents (id, workspace_id, title, source, object_name, status, file_size_bytes, created_at)
   select gen_random_uuid(), :ws, 'Document ' || n || case n % 2500 when 0 then ' obelisk' else ' bicycle' end, 'text', '', ${oneOf(['processing', 'indexed', 'failed'])}, 1, :at from :n`,
  `insert into faq_qa (id, workspace_id, question, answer, lang_code, enabled, created_at)
   select gen_random_uuid(), :ws, 'Question ' || n || case n % 2500 when 0 then ' obelisk' else ' bicycle' end, 'Answer', ${oneOf(['en', 'fr', 'es', 'simple'])}, n % 10 > 0, :at from :n`,

  `insert into post_series (id, workspace_id, text, start_local, timezone, rrule, status, next_at, created_at)
   select gen_random_uuid(), :ws, 'Series ' || n || case n % 2500 when 0 then ' obelisk' else ' bicycle' end, '2027-01-01T09:00:00', 'UTC', 'FREQ=YEARLY', ${oneOf(['draft', 'awaiting_approval', 'active', 'paused', 'ended', 'cancelled'])},
     timestamptz '2027-01-01' + n * interval '1 hour', :at from :n`,
  `insert into campaigns (id, workspace_id, name, color, created_at) select ${idOf('campaign')}, :ws, 'Campaign ' || n, '#000000', :at from :n`,
  `insert into scheduled_posts (id, workspace_id, campaign_id, text, status, publish_at, timezone)
   select ${idOf('post')}, :ws, case when n % 3 = 0 then ${idOf('campaign', '1')} else ${idOf('campaign')} end, 'Post ' || n || case n % 2500 when 0 then ' obelisk' else ' bicycle' end, (array['draft', 'awaiting_approval', 'queued', 'publishing', 'published', 'partial', 'failed', 'needs_person', 'cancelled'])[1 + n % 9], :at, 'UTC' from :n`,
  `insert into scheduled_post_labels (workspace_id, scheduled_post_id, label_id, publish_at)
   select :ws, ${idOf('post')}, ${idOf('label', 'case when n % 3 > 0 then 1 else 2 + n % 100 end')}, :at from :n`,
  // A post's state follows from these.
  `insert into scheduled_post_accounts (id, workspace_id, scheduled_post_id, account_id, due_at, status, waiting_reason)
   select ${idOf('target')}, :ws, ${idOf('post')}, :account, :at, (array['waiting', 'waiting', 'queued', 'sending', 'sent', 'sent', 'failed', 'unknown', 'cancelled'])[1 + n % 9],
     case when n % 9 < 2 then 'approval' end from :n
   union all
   select gen_random_uuid(), :ws, ${idOf('post')}, ${idOf('account')}, :at, 'failed', null from :n where n % 9 = 5`,
  `insert into published_posts (id, workspace_id, account_id, external_post_id, content, published_at)
   select ${idOf('published')}, :ws, case when n % 3 = 0 then :account else ${idOf('account')} end, 'p-' || n, 'Post', :at from :n`,
  `insert into user_credits (id, workspace_id, allowance, anchor_at) values (gen_random_uuid(), :ws, 200, now())`,
  `insert into credit_transactions (id, workspace_id, user_credits_id, kind, act, amount, reference, booked_at)
   select gen_random_uuid(), :ws, (select id from user_credits where workspace_id = :ws), 'use', 'inbox.respond', -1, 'use-' || n, :at from :n`,
  `insert into company_pages (id, workspace_id, name, account_id, created_at)
   select ${idOf('page')}, :ws, 'Page ' || n, ${idOf('account')}, :at from :n`,
  `insert into company_auto_post_rules (id, workspace_id, source_profile_id, target_company_page_id, post_delay_minutes, created_at)
   select gen_random_uuid(), :ws, ${idOf('profile')}, ${idOf('page')}, 0, :at from :n`,
  `insert into company_published_posts (id, workspace_id, original_post_id, company_page_id, scheduled_post_id, created_at)
   select gen_random_uuid(), :ws, ${idOf('published')}, case when n % 3 = 0 then ${idOf('page', '1')} else ${idOf('page')} end, ${idOf('post')}, :at from :n`,

  `insert into automation_rules (id, workspace_id, character_id, name, is_enabled, trigger_type, trigger_config, platforms, content_type, hashtag_strategy,
     min_content_quality, needs_approval, cooldown_minutes, created_at)
   select ${idOf('rule')}, :ws, case when n % 3 = 0 then ${idOf('character', '1')} else ${idOf('character')} end, 'Rule ' || n, false, 'manual', '{}',
     '{linkedin}', 'text', 'none', 0.7, true, 60, :at from :n`,
  `insert into automation_executions (id, workspace_id, rule_id, character_id, trigger_key, trigger_type, at, status)
   select gen_random_uuid(), :ws, case when n % 3 = 0 then ${idOf('rule', '1')} else ${idOf('rule')} end,
     case when n % 3 = 0 then ${idOf('character', '1')} else ${idOf('character')} end, 'hand ' || n, 'manual', :at,
     -- Most were posted; each other state is rare enough that only its index finds a page of it.
     coalesce((array['due', 'admitted', 'running', 'skipped', 'failed'])[1 + n % 24], 'posted') from :n`,
  `insert into comment_patterns (id, workspace_id, pattern_name, prompt_instructions, length_min, length_max, asks_question, examples, is_active, created_at)
   select gen_random_uuid(), :ws, 'Pattern ' || n, '', 1, 100, false, '{}', true, :at from :n`,
  `insert into engagement_consents (id, workspace_id, account_id, user_id, created_at)
   select gen_random_uuid(), :ws, ${idOf('account')}, :user, :at from :n`,
  `insert into engagement_actions (id, workspace_id, published_post_id, account_id, engager_profile_id, action_type, status, due_at, counted_on)
   select gen_random_uuid(), :ws, ${idOf('published')}, case when n % 3 = 0 then :account else ${idOf('account')} end, ${idOf('profile')}, 'like',
     -- Most are done; each other state is rare enough that only its index finds a page of it.
     coalesce((array['queued', 'failed', 'unknown', 'cancelled', 'waiting', 'sending'])[1 + n % 24], 'sent'), :at, '2027-01-01' from :n`,

  `insert into monitoring_rules (id, workspace_id, account_id, enabled, new_posts_to_monitor, monitoring_duration_days, created_at)
   select gen_random_uuid(), :ws, ${idOf('account')}, true, 5, 7, :at from :n`,
  `insert into monitored_posts (id, workspace_id, account_id, platform_post_id, scheduled_post_id, source, caption, posted_at, monitoring_enabled)
   select ${idOf('watched')}, :ws, case when n % 3 = 0 then :account else ${idOf('account')} end, 'w-' || n,
     case when n % 3 = 0 then ${idOf('post', '1')} else ${idOf('post')} end, 'scheduled', 'Post', :at, n % 4 > 0 from :n`,
  `insert into comments (id, workspace_id, account_id, post_id, platform_comment_id, is_own, author_id, author_name, content, posted_at, status, triage)
   select ${idOf('comment')}, :ws, case when n % 3 = 0 then :account else ${idOf('account')} end,
     case when n % 3 = 0 then ${idOf('watched', '1')} else ${idOf('watched')} end, 'c-' || n, false, 'ada', 'Ada', 'Comment', :at,
     ${oneOf(['closed', 'new', 'open', 'answered'], 3)}, ${oneOf(['ignore', 'respond', 'escalate', 'user_conversation'], 5)} from :n
   union all
   select gen_random_uuid(), :ws, :account, ${idOf('watched', '1')}, 'own-' || n, true, 'us', 'Us', 'Ours', :at, 'closed', null from :n where n % 3 = 0`,
  // Groups of all scopes, and all texts in the first of them.
  `insert into cluster_runs (id, workspace_id, status, lease_until, created_at) select gen_random_uuid(), :ws, 'done', :at, :at from :n`,
  `insert into clusters (id, workspace_id, scope, scope_ref, label, size, unanswered, trend, last_said_at, status)
   select ${idOf('group')}, :ws, ${oneOf(['global', 'post'], 3)}, case when n % 3 = 0 then ${idOf('watched', '1')} else ${idOf('watched')} end, 'Group ' || n, 3,
     case when n % 7 = 0 then 2 else 0 end, '[0,3]', :at, ${oneOf(['open', 'answered', 'dismissed'], 5)} from :n`,
  `insert into cluster_texts (id, workspace_id, source_id, comment_id, post_id, text, said_at, unanswered)
   select ${idOf('text')}, :ws, ${idOf('comment')}, ${idOf('comment')}, ${idOf('watched')}, 'Comment', :at, n % 7 = 0 from :n`,
  `insert into cluster_items (id, workspace_id, cluster_id, text_id, said_at, unanswered, example)
   select gen_random_uuid(), :ws, ${idOf('group', '1')}, ${idOf('text')}, :at, n % 7 = 0, case when n < 4 then n end from :n`,

  `insert into kpi_2h (id, workspace_id, window_start, window_end, messages_count, comments_count, escalate_count, ignored_count, posts_active)
   select gen_random_uuid(), :ws, :at, :at, 1, 1, 1, 1, 1 from :n`,
  // Each metric in turns; one account has most of it. Their conversations exist.
  `insert into metric_facts (workspace_id, metric, dimension, key, at, id, source, source_id, times, day, slot)
   select :ws, m.name, d.dimension, d.key, :at, ${uuidOf(`:ws || m.name || n`)}, 'conversation', ${idOf('conversation')}, 1, date '2026-06-01', 0 from :n
   cross join unnest(array['received', 'sent_by_machine', 'sent_by_people', 'turns', 'first_response', 'answered_by_machine', 'ignored', 'escalations', 'resolution', 'comments', 'posts']) m (name)
   cross join lateral (values ('all', ''), ('account', case when n % 3 = 0 then ${idOf('account')}::text else :account::text end)) d (dimension, key)`,

  `insert into webhook_events (id, workspace_id, source, event_type, dedupe_key, payload, error, processed_at, occurred_at, received_at)
   select gen_random_uuid(), case when n % 5 > 0 then :ws end, 'telegram', 'message', :ws || '-' || n, '{}',
     case when n % 20 = 1 then 'It failed.' end, case when n % 20 > 2 then :at end, :at, :at from :n`,
  `insert into webhook_deliveries (id, source, body, update_count, error, received_at)
   select gen_random_uuid(), 'telegram', '{}', 1, :ws || '-' || n, :at from :n`,
  `insert into dead_letters (id, queue, message_id, body, attempts, dead_at)
   select gen_random_uuid(), 'webhooks', :ws || '-' || n, '{}', 5, :at from :n`,
  `insert into task_runs (id, task, status, request_id, started_at)
   select gen_random_uuid(), ${oneOf(['webhooks', 'answers', 'knowledge', 'media', 'profile_sync', 'style_refresh', 'extract_hooks', 'generate_embeddings', 'classify_hooks', 'classify_topics', 'classify_audiences', 'publishing', 'comments', 'due', 'sweep', 'outgoing_webhooks', 'notifications', 'tokens', 'retention'], 3)},
     ${oneOf(['running', 'completed', 'failed'])}, :ws || '-' || n, :at from :n`,
  `insert into system_logs (id, workspace_id, level, event, request_id, reference, detail, logged_at)
   select gen_random_uuid(), :ws, ${oneOf(['info', 'info', 'warn', 'error'])}, ${oneOf(['queue.failed', 'queue.slow', 'audit.switch', 'http.failed'], 4)},
     'request-' || n % 500, 'ERR-' || n % 500, '{}', :at from :n`,
  `insert into ai_usage_logs (id, workspace_id, function_name, provider, model, input_tokens, output_tokens, cost_micros, latency_ms, success, error_reference, request_id, called_at)
   select gen_random_uuid(), :ws, ${oneOf(['respond', 'embed', 'triage'])}, 'offline', 'offline', 1, 1, 1, 1, n % 10 > 0, case when n % 10 = 0 then right(:ws::text, 8) || n end, 'r', :at from :n`,
  `insert into ai_errors (id, workspace_id, reference, function_name, provider, model, error, request_id)
   select gen_random_uuid(), :ws, right(:ws::text, 8) || n, 'respond', 'offline', 'offline', 'It failed.', 'r' from :n where n % 10 = 0`,
  // Last: endpoints are told of no row above.
  `insert into webhook_endpoints (id, workspace_id, url, events, secret, created_at)
   select ${idOf('endpoint')}, :ws, 'https://example.com/' || n, '{post.changed}', '', :at from :n`,
  `insert into outgoing_webhooks (id, workspace_id, endpoint_id, type, order_key, payload, status, not_before, created_at)
   select gen_random_uuid(), :ws, case when n % 3 = 0 then ${idOf('endpoint', '1')} else ${idOf('endpoint')} end, 'post.changed', gen_random_uuid(), '{}',
     'delivered', :at, :at from :n`,
]
