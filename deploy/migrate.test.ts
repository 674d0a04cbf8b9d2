import { expect, it } from 'vitest'
import { openPglite } from '#drizzle/pglite.ts'
import { servePglite } from '#local/pglite-server.ts'
import { migrate } from './migrate.ts'

it('an empty database gets every migration and the login its password; a second run applies nothing', async () => {
  const db = await openPglite()
  const { port, close } = await servePglite(db, 0)
  const ownerUrl = `postgres://postgres:any@127.0.0.1:${port}/postgres`
  const password = async () =>
    (
      await db.query<{ p: string | null }>(
        `select rolpassword as p from pg_authid where rolname = 'chorus_login'`,
      )
    ).rows[0]?.p
  try {
    const applied = await migrate(ownerUrl, undefined)
    expect(applied[0]).toBe('0000_baseline')
    expect(applied).toEqual([...new Set(applied)].sort())
    expect(await password()).toBeNull()
    expect(await migrate(ownerUrl, `it's a "password"`)).toEqual([])
    expect(await password()).toMatch(/^(SCRAM|md5)/)
  } finally {
    await close()
    await db.close()
  }
}, 60_000)

it('a database that does not answer is told in a line, with what to check', async () => {
  await expect(migrate('postgres://owner:x@127.0.0.1:9/chorus', undefined)).rejects.toThrow(
    /cannot be reached.*CHORUS_OWNER_DATABASE_URL/,
  )
})
