import type { Client } from 'pg'
import pg from 'pg'

/** A table of the schema, as a backup keeps it. */
export interface Table {
  name: string
  /** Columns that hold what was written; Postgres computes the others. */
  columns: readonly Column[]
  /** The role that sees all of its rows past row-level security; null where the owner does. */
  reader: string | null
}

interface Column {
  name: string
  type: string
}

/** The contents of a table: the number of its rows, and a sum of their digests that no order changes. */
export interface Check {
  rows: number
  sum: string
}

/** Rows that are read and written at once: a row with a vector takes some 20 KB. */
export const ROWS_AT_ONCE = 200

const id = pg.escapeIdentifier

/** Lists the tables of a database and how each is read whole. */
export async function listTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select c.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      case when c.relrowsecurity then (
        select r.rolname from pg_roles r join pg_policy p on r.oid = any (p.polroles)
        where p.polrelid = c.oid and pg_get_expr(p.polqual, p.polrelid) = 'true' and has_table_privilege(r.oid, c.oid, 'select')
        order by r.rolname desc limit 1) end as reader
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname`)
  return rows
}

/** Begins a transaction that sees one moment of the database. Values are written as in UTC, so that two sessions agree. */
export async function beginSnapshot(client: Client): Promise<void> {
  await client.query(`begin isolation level repeatable read read only; set local timezone = 'UTC'`)
}

/** Runs a question as the role that sees all rows of a table. */
async function asReader<T>(client: Client, { reader }: Table, ask: () => Promise<T>): Promise<T> {
  await client.query(reader ? `set local role ${id(reader)}` : 'set local role none')
  const answer = await ask()
  await client.query('set local role none')
  return answer
}

const textOf = ({ columns }: Table): string =>
  `array[${columns.map(({ name }) => `${id(name)}::text`).join(', ')}]`

/** Yields the rows of a table in batches: a line of JSON for each row, an array with the text of each column or null. */
export async function* readRows(client: Client, table: Table): AsyncGenerator<string[]> {
  await asReader(client, table, () =>
    client.query(
      `declare kept no scroll cursor for select to_json(${textOf(table)})::text as line from ${id(table.name)}`,
    ),
  )
  for (;;) {
    const { rows } = await asReader(client, table, () =>
      client.query<{ line: string }>(`fetch ${ROWS_AT_ONCE} from kept`),
    )
    if (rows.length > 0) yield rows.map(({ line }) => line)
    if (rows.length < ROWS_AT_ONCE) break
  }
  await client.query('close kept')
}

export async function checkOf(client: Client, table: Table): Promise<Check> {
  const { rows } = await asReader(client, table, () =>
    client.query<Check>(
      `select count(*)::int as rows, coalesce(sum(('x' || left(md5(${textOf(table)}::text), 15))::bit(60)::bigint), 0)::text as sum from ${id(table.name)}`,
    ),
  )
  const [check] = rows
  if (!check) throw new Error(`No count of ${table.name}.`)
  return check
}

/** Writes rows as `readRows` gave them. */
export async function writeRows(client: Client, table: Table, lines: readonly string[]): Promise<void> {
  const columns = table.columns.map(({ name }) => id(name)).join(', ')
  const values = table.columns.map(({ type }, at) => `(line ->> ${at})::${type}`).join(', ')
  await client.query(
    `insert into ${id(table.name)} (${columns}) overriding system value select ${values} from json_array_elements($1) line`,
    [`[${lines.join(',')}]`],
  )
}

/**
 * Prepares tables to be filled in any order, within a transaction: empties them, takes away what would act on a row (references,
 * triggers, row-level security of the owner). Returns what puts all of it back; the references are then checked on every row.
 */
export async function laidOpen(client: Client, tables: readonly Table[]): Promise<() => Promise<void>> {
  const names = tables.map(({ name }) => name)
  const references = await client.query<{ on: string; name: string; definition: string }>(
    `select conrelid::regclass::text as on, conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0`,
  )
  const forced = await client.query<{ name: string }>(
    `select relname as name from pg_class where relforcerowsecurity and relnamespace = 'public'::regnamespace and relname = any ($1)`,
    [names],
  )
  const each = async (statements: readonly string[]) => {
    if (statements.length > 0) await client.query(statements.join('; '))
  }
  await each(references.rows.map(({ on, name }) => `alter table ${on} drop constraint ${id(name)}`))
  await each(names.map((name) => `alter table ${id(name)} disable trigger user`))
  await each(forced.rows.map(({ name }) => `alter table ${id(name)} no force row level security`))
  await client.query(`truncate ${names.map(id).join(', ')}`)
  return async () => {
    await each(
      references.rows.map(
        ({ on, name, definition }) => `alter table ${on} add constraint ${id(name)} ${definition}`,
      ),
    )
    await each(names.map((name) => `alter table ${id(name)} enable trigger user`))
    await each(forced.rows.map(({ name }) => `alter table ${id(name)} force row level security`))
    await leadSequencesOn(client)
  }
}

/** Moves each sequence past the highest number that its column holds. */
async function leadSequencesOn(client: Client): Promise<void> {
  const { rows } = await client.query<{ sequence: string; table: string; column: string }>(
    `select s.oid::regclass::text as sequence, d.refobjid::regclass::text as table, a.attname as column
     from pg_class s join pg_depend d on d.objid = s.oid and d.deptype in ('a', 'i') and d.refclassid = 'pg_class'::regclass
     join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
     where s.relkind = 'S' and s.relnamespace = 'public'::regnamespace`,
  )
  for (const { sequence, table, column } of rows)
    await client.query(
      `select setval($1::regclass, coalesce(max(${id(column)}), 0) + 1, false) from ${table}`,
      [sequence],
    )
}

/** Returns the hash of the latest migration; two databases with the same one have the same tables. */
export async function latestMigration(client: Client): Promise<string> {
  const { rows } = await client.query<{ hash: string }>(
    'select hash from drizzle.__drizzle_migrations order by created_at desc limit 1',
  )
  return rows[0]?.hash ?? ''
}
