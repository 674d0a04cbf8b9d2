import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { newId } from '#core/lib/kernel/ids.ts'
import { openStage } from '../q5-stage.ts'
import { newAccounts } from './posts-stage.ts'
import { serve } from './serve.ts'

/**
 * Publishing by pg-boss, as a careful team would write it: the job in progress is the intent, and the same records as in Chorus are kept,
 * a batch at a time, in tables of its own with the indexes that their lists need; without tenants' policies and without a trigger.
 */
const CONNECTIONS = 4
const QUEUE = 'posts'

const stage = await openStage(() => undefined)
const accounts = await newAccounts(stage)
const boss = new PgBoss({
  connectionString: stage.ownerUrl,
  max: CONNECTIONS,
  supervise: false,
  schedule: false,
})
await boss.start()
await boss.createQueue(QUEUE)
await stage.owner.query(`
  create schema team;
  create table team.posts (id uuid primary key, workspace_id uuid not null, text text not null, status text not null default 'queued',
    publish_at timestamptz not null, created_at timestamptz not null default now(), updated_at timestamptz not null default now());
  create index on team.posts (workspace_id, publish_at, id);
  create index on team.posts (workspace_id, status, publish_at, id);
  create table team.targets (id uuid primary key, workspace_id uuid not null, post_id uuid not null references team.posts,
    account_id uuid not null, status text not null default 'queued', attempts int not null default 0, external_id text, url text, error text,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), unique (post_id, account_id));
  create index on team.targets (workspace_id, account_id);
  create table team.runs (id uuid primary key, workspace_id uuid not null, target_id uuid not null references team.targets,
    attempt int not null, status text not null, started_at timestamptz not null, finished_at timestamptz, error text, unique (target_id, attempt));
  create index on team.runs (workspace_id, started_at);
  create table team.published (id uuid primary key, workspace_id uuid not null, account_id uuid not null, target_id uuid not null references team.targets,
    external_id text not null, url text, content text not null, published_at timestamptz not null, unique (account_id, external_id));
  create index on team.published (workspace_id, published_at, id);`)
const clients = await Promise.all(
  Array.from({ length: CONNECTIONS }, async () => {
    const client = new pg.Client({ connectionString: stage.ownerUrl })
    await client.connect()
    return client
  }),
)
let prepared: string[] = []

async function prepare({ count }: { count: number }): Promise<void> {
  const rows = Array.from({ length: count }, (_, n) => ({
    post: newId(),
    target: newId(),
    ...accounts[n % accounts.length],
  }))
  const shape =
    'jsonb_to_recordset($1::jsonb) as r(post uuid, target uuid, "workspaceId" uuid, "accountId" uuid)'
  const values = [JSON.stringify(rows)]
  await stage.owner.query(
    `insert into team.posts (id, workspace_id, text, publish_at) select post, "workspaceId", 'Bench', now() from ${shape}`,
    values,
  )
  await stage.owner.query(
    `insert into team.targets (id, workspace_id, post_id, account_id) select target, "workspaceId", post, "accountId" from ${shape}`,
    values,
  )
  await boss.insert(
    QUEUE,
    rows.map(({ target }) => ({ data: { target } })),
  )
  await stage.owner.query('analyze')
  prepared = rows.map(({ target }) => target)
}

async function publish({ batch, connections }: { batch: number; connections: number }): Promise<number> {
  const began = performance.now()
  await Promise.all(
    clients.slice(0, connections).map(async (client) => {
      for (;;) {
        const jobs = await boss.fetch<{ target: string }>(QUEUE, { batchSize: batch })
        if (jobs.length === 0) return
        await record(
          client,
          jobs.map(({ data }) => data.target),
        )
        await boss.complete(
          QUEUE,
          jobs.map(({ id }) => id),
        )
      }
    }),
  )
  const ms = performance.now() - began
  const { rows } = await stage.owner.query<{ done: string }>(
    `select count(*) as done from team.published where target_id = any($1)`,
    [prepared],
  )
  if (Number(rows[0]?.done) !== prepared.length)
    throw new Error(`pg-boss published ${rows[0]?.done} of ${prepared.length}.`)
  return ms
}

/** Records a batch in two statements: the targets being published, and their results. */
async function record(client: pg.Client, targets: readonly string[]): Promise<void> {
  const ids = targets.toSorted()
  await client.query(
    `with begun as (
       update team.targets set status = 'sending', attempts = attempts + 1, updated_at = now()
       where id = any($1) and status = 'queued' returning post_id)
     update team.posts p set status = 'publishing', updated_at = now() from begun b where p.id = b.post_id`,
    [ids],
  )
  const sent = ids.map((target) => ({ target, run: newId(), published: newId(), external: newId() }))
  await client.query(
    `with sent as (
       select * from jsonb_to_recordset($1::jsonb) as s(target uuid, run uuid, published uuid, external text)
     ), done as (
       update team.targets t set status = 'sent', external_id = s.external, updated_at = now()
       from sent s where t.id = s.target and t.status = 'sending'
       returning t.id, t.workspace_id, t.post_id, t.account_id, t.attempts, s.run, s.published, s.external
     ), runs as (
       insert into team.runs (id, workspace_id, target_id, attempt, status, started_at, finished_at)
       select run, workspace_id, id, attempts, 'success', now(), now() from done
     ), posts as (
       update team.posts p set status = 'published', updated_at = now() from done d where p.id = d.post_id returning p.id, p.text
     )
     insert into team.published (id, workspace_id, account_id, target_id, external_id, content, published_at)
     select d.published, d.workspace_id, d.account_id, d.id, d.external, p.text, now() from done d join posts p on p.id = d.post_id`,
    [JSON.stringify(sent)],
  )
}

serve({ prepare, publish }, async () => {
  await boss.stop({ graceful: false })
  await Promise.all(clients.map((client) => client.end()))
  await stage.close()
})
