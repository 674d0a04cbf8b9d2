import { type SQL, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { sqlState } from '#core/lib/kernel/errors.ts'
import { asLogin, asOwner, startRooms } from '#test/database.ts'

const INSUFFICIENT_PRIVILEGE = '42501'
const FOREIGN_KEY = '23503'

/** Tables that belong to the installation. All other tables must name their workspace. */
const INSTALLATION = [
  'dead_letters',
  'prices',
  'products',
  'sessions',
  'sign_ins',
  'task_runs',
  'users',
  'verifications',
  'webhook_deliveries',
  'worker_flags',
  'workspaces',
]

interface Table {
  name: string
  enabled: boolean
  forced: boolean
  tenant: boolean
  policies: string[]
  dated: boolean
  touched: boolean
}

const tables = (schema = 'public') =>
  asOwner<Table & Record<string, unknown>>(
    `select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id') as tenant,
       array(select p.polname::text from pg_policy p where p.polrelid = c.oid order by 1) as policies,
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'updated_at' and not a.attisdropped) as dated,
       exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'touch') as touched
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p') order by 1`,
    [schema],
  )

const unprotected = (found: Table[]) =>
  found.filter(
    ({ tenant, enabled, forced, policies }) =>
      tenant && !(enabled && forced && `${policies}` === 'system,tenant'),
  )

describe('every table that names a workspace', () => {
  it('has row-level security enabled and forced, and both policies', async () => {
    const found = await tables()
    expect(found.filter(({ tenant }) => tenant).length).toBeGreaterThan(15)
    expect(unprotected(found)).toEqual([])
  })

  it('would be found unprotected if it were', async () => {
    await asOwner(
      'create schema if not exists stage; create table if not exists stage.forgotten (id int, workspace_id uuid)',
    )
    expect(unprotected(await tables('stage')).map(({ name }) => name)).toEqual(['forgotten'])
    await asOwner('drop schema stage cascade')
  })

  it('is every table but those of the installation', async () => {
    const found = await tables()
    expect(found.filter(({ tenant }) => !tenant).map(({ name }) => name)).toEqual(INSTALLATION)
  })

  it('keeps updated_at by itself, but for those that have none since each attempt to publish writes them', async () => {
    const found = await tables()
    expect(found.filter(({ dated, touched }) => dated !== touched)).toEqual([])
    expect(found.filter(({ dated }) => !dated).map(({ name }) => name)).toEqual([
      'post_runs',
      'scheduled_post_accounts',
      'scheduled_posts',
    ])
  })

  it('goes at once with its workspace where something else of the workspace may not go before it', async () => {
    const late = await asOwner<{ name: string }>(
      `select distinct c.relname as name from pg_constraint k join pg_class c on c.oid = k.conrelid
       where k.contype = 'f' and k.confdeltype = 'a' and k.connamespace = 'public'::regnamespace
         and exists (select from pg_attribute a where a.attrelid = k.confrelid and a.attname = 'workspace_id')
         and not exists (select from pg_constraint w where w.conrelid = k.conrelid and w.contype = 'f'
           and w.confrelid = 'workspaces'::regclass and w.confdeltype = 'c')`,
    )
    expect(late).toEqual([])
  })

  it('is closed to a query outside the wrapper', async () => {
    for (const { name, tenant } of await tables()) {
      if (!tenant) continue
      const refused = await asLogin(`select * from ${name}`).catch((error: { code: string }) => error.code)
      expect([name, refused]).toEqual([name, INSUFFICIENT_PRIVILEGE])
    }
  })
})

/** Lists views that bypass the caller's policies; materialised ones, which cannot apply them, are closed to the application. */
const unsafeViews = async (schema = 'public') => {
  const found = await asOwner<{ name: string; kind: string; invoker: boolean; readable: boolean }>(
    `select c.relname as name, c.relkind::text as kind,
       coalesce(c.reloptions && array['security_invoker=true', 'security_invoker=on'], false) as invoker,
       has_table_privilege('chorus_app', c.oid, 'select') as readable
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('v', 'm') order by 1`,
    [schema],
  )
  return found
    .filter(({ kind, invoker, readable }) => (kind === 'v' ? !invoker : readable))
    .map(({ name }) => name)
}

describe('every view', () => {
  it('is read as who asks, and every materialised view is closed', async () => {
    expect(await unsafeViews()).toEqual([])
  })

  it('would be found unsafe if it were', async () => {
    await asOwner(`create schema if not exists stage; create view stage.all_members as select * from members;
      create materialized view stage.counted as select count(*) from members; grant select on stage.counted to chorus_app;
      create view stage.careful with (security_invoker = true) as select * from members`)
    expect(await unsafeViews('stage')).toEqual(['all_members', 'counted'])
    await asOwner('drop schema stage cascade')
  })
})

describe('crossing into another workspace', () => {
  it('reads, changes, deletes and inserts nothing, in any table', async () => {
    const rooms = startRooms()
    const [mine, theirs] = [await rooms.newWorkspace(), await rooms.newWorkspace()]
    const found = (await tables()).filter(({ tenant }) => tenant)
    /** Counts the rows that a statement touched; a forbidden statement touched none. */
    const touched = (statement: SQL) =>
      mine.ctx.db
        .batch((db) => [db.execute(statement)])
        .then(([{ rows }]) => rows.length)
        .catch((error: unknown) => {
          if (sqlState(error) === INSUFFICIENT_PRIVILEGE || sqlState(error) === FOREIGN_KEY) return 0
          throw error
        })
    for (const { name } of found) {
      await seed(name, theirs.workspaceId)
      const target = sql.raw(name)
      const count = async () =>
        Number(
          (
            await asOwner<{ n: string }>(`select count(*) as n from ${name} where workspace_id = $1`, [
              theirs.workspaceId,
            ])
          )[0]?.n,
        )
      const before = await count()
      expect([name, before > 0]).toEqual([name, true])
      const { workspaceId } = theirs
      expect({
        name,
        read: await touched(sql`select * from ${target} where workspace_id = ${workspaceId}`),
        // Without the application's own filters, only the policy holds.
        unfiltered: await touched(
          sql`select 1 from ${target} where workspace_id is distinct from ${mine.workspaceId}`,
        ),
        changed: await touched(
          sql`update ${target} set created_at = now() where workspace_id = ${workspaceId} returning 1`,
        ),
        deleted: await touched(sql`delete from ${target} where workspace_id = ${workspaceId} returning 1`),
        moved: await touched(sql`update ${target} set workspace_id = ${workspaceId} returning 1`),
        after: await count(),
      }).toEqual({ name, read: 0, unfiltered: 0, changed: 0, deleted: 0, moved: 0, after: before })
    }
    // Remove rows that no rule of ours would make: other suites share the database.
    await asOwner('delete from workspaces where id = $1', [theirs.workspaceId])
  })

  it('of rows of one person sees one’s own only, in one’s own workspace', async () => {
    const rooms = startRooms()
    const mine = await rooms.newWorkspace()
    const colleague = (await rooms.newWorkspace()).userId
    for (const userId of [mine.userId, colleague]) {
      await asOwner('insert into user_onboarding (workspace_id, user_id, steps) values ($1, $2, $3)', [
        mine.workspaceId,
        userId,
        '{}',
      ])
    }
    const [seen] = await rooms
      .as(mine.workspaceId, mine.userId)
      .db.batch((db) => [db.execute(sql`select user_id from user_onboarding`)])
    expect(seen.rows).toEqual([{ user_id: mine.userId }])
    const [nobody] = await mine.ctx.db.batch((db) => [db.execute(sql`select user_id from user_onboarding`)])
    expect(nobody.rows).toEqual([])
  })

  it('cannot rewrite the record: what was done stands, whoever did it', async () => {
    const rooms = startRooms()
    const { ctx } = await rooms.newWorkspace()
    for (const statement of [
      sql`update audit_log set action = 'nothing'`,
      sql`delete from audit_log`,
      sql`update ai_usage_logs set cost_micros = 0`,
      sql`delete from system_logs`,
    ]) {
      const refused = ctx.db.batch((db) => [db.execute(statement)])
      expect(await refused.then(() => 'done', sqlState)).toBe(INSUFFICIENT_PRIVILEGE)
    }
    const [{ rows }] = await ctx.db.batch((db) => [db.execute(sql`select action from audit_log`)])
    expect(rows).toEqual([{ action: 'workspace.create' }])
    const rewritten = rooms.system.db.batch((db) => [
      db.execute(sql`update audit_log set action = 'nothing'`),
    ])
    expect(await rewritten.then(() => 'done', sqlState)).toBe(INSUFFICIENT_PRIVILEGE)
  })

  it('is no way to search: the function takes the tenant from the transaction alone', async () => {
    const functions = await asOwner<{ name: string; config: string[] | null; args: string }>(
      `select p.proname as name, p.proconfig as config, pg_get_function_arguments(p.oid) as args
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' and p.prosecdef`,
    )
    expect(functions.map(({ name }) => name).sort()).toEqual([
      'match_audiences',
      'match_conversations',
      'match_documents',
      'match_faqs',
      'match_hook_types',
      'match_knowledge',
      'match_posts',
      'match_series',
      'match_topics',
      'match_viral_posts_filtered',
    ])
    for (const { config, args } of functions) {
      expect(config?.join()).toContain('search_path=public, pg_temp')
      expect(args).not.toMatch(/workspace|tenant/)
    }
  })

  it('of people sees the members of one’s own workspace only', async () => {
    const rooms = startRooms()
    const [mine] = [await rooms.newWorkspace(), await rooms.newWorkspace()]
    const [{ rows }] = await mine.ctx.db.batch((db) => [db.execute(sql`select id from users`)])
    expect(rows).toEqual([{ id: mine.userId }])
    const email = mine.ctx.db.batch((db) => [db.execute(sql`update users set email = 'x'`)])
    expect(await email.catch(sqlState)).toBe(INSUFFICIENT_PRIVILEGE)
  })
})

/** Columns that may be null, but of which a check requires one. */
const REQUIRED = ['cluster_texts.comment_id']

/** Inserts a row into each table, with the columns that it requires; makes the rows behind its foreign keys first. */
const seeded = new Map<string, string>()
async function seed(table: string, workspaceId: string): Promise<string | null> {
  const known = seeded.get(`${table}/${workspaceId}`)
  if (known) return known
  const existing = await asOwner<{ id?: string }>(`select * from ${table} where workspace_id = $1 limit 1`, [
    workspaceId,
  ])
  if (existing[0]) return existing[0].id ?? null
  const columns = await asOwner<{ column_name: string; udt_name: string; references: string | null }>(
    `select c.column_name, c.udt_name,
       (select f.relname from pg_constraint k join pg_class f on f.oid = k.confrelid
         join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
         where k.conrelid = ('public.' || $1)::regclass and k.contype = 'f' and a.attname = c.column_name
           and a.attname <> 'workspace_id' limit 1) as references
     from information_schema.columns c where c.table_schema = 'public' and c.table_name = $1
       and (c.is_nullable = 'NO' or c.table_name || '.' || c.column_name = any($2))
       and c.column_default is null and c.is_generated = 'NEVER' and c.is_identity = 'NO'`,
    [table, REQUIRED],
  )
  const values = new Map<string, unknown>([['workspace_id', workspaceId]])
  for (const { column_name: column, udt_name: type, references } of columns) {
    if (column === 'workspace_id') continue
    if (references === 'users')
      values.set(column, (await asOwner<{ id: string }>('select id from users limit 1'))[0]?.id)
    else if (references) values.set(column, await seed(references, workspaceId))
    else values.set(column, sample(type))
  }
  const names = [...values.keys()]
  const [row] = await asOwner<{ id?: string }>(
    `insert into ${table} (${names.join()}) values (${names.map((_, i) => `$${i + 1}`).join()}) returning *`,
    [...values.values()],
  )
  const id = row?.id ?? null
  if (id) seeded.set(`${table}/${workspaceId}`, id)
  return id
}

function sample(type: string): unknown {
  if (type === 'uuid') return crypto.randomUUID()
  if (/^(int[248]|float[48]|numeric)$/.test(type)) return 1
  if (type === 'timestamptz' || type === 'date') return new Date()
  if (type === 'jsonb') return '{}'
  if (type === '_text') return ['x']
  if (type === '_uuid') return []
  if (type === 'bool') return false
  if (type === 'vector') return JSON.stringify(Array.from({ length: 1536 }, (_, i) => (i === 0 ? 1 : 0)))
  return crypto.randomUUID()
}
