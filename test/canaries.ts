import { asOwner } from './database.ts'

/** Returns the forms of a secret: plain, as in an address, and inside any text that was put into base64 with it. */
const disguises = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  ...[0, 1, 2].map((shift) =>
    Buffer.from(' '.repeat(shift) + secret)
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  ),
]

/** Makes a search for secrets, given by name; secrets may be added and removed between searches. */
export function canarySearch(canaries: Readonly<Record<string, string>>) {
  /** Returns the names of the secrets in a text. */
  const foundIn = (text: string): string[] =>
    Object.entries(canaries)
      .filter(([, secret]) => disguises(secret).some((disguise) => text.includes(disguise)))
      .map(([name]) => name)

  /** Finds secrets in the rows of all tables, as `<table>.<column>: <name>`. Vectors are numbers and are left out. */
  async function foundInColumns(): Promise<string[]> {
    const tables = await asOwner<{ name: string; vectors: string[] }>(
      `select table_name as name, coalesce(array_agg(column_name::text) filter (where udt_name = 'vector'), '{}') as vectors
       from information_schema.columns join information_schema.tables using (table_schema, table_name)
       where table_schema = 'public' and table_type = 'BASE TABLE' group by 1`,
    )
    const places = new Set<string>()
    for (const { name: table, vectors } of tables) {
      const rows = await asOwner<{ row: Record<string, unknown> }>(
        `select to_jsonb(r) - $1::text[] as row from "${table}" r`,
        [vectors],
      )
      for (const { row } of rows) {
        if (foundIn(JSON.stringify(row)).length === 0) continue
        for (const [column, value] of Object.entries(row))
          for (const name of foundIn(JSON.stringify(value))) places.add(`${table}.${column}: ${name}`)
      }
    }
    return [...places].sort()
  }
  return { foundIn, foundInColumns }
}
