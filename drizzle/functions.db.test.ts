import { describe, expect, it } from 'vitest'
import { asOwner } from '#test/database.ts'
import { functionsSql } from './functions.ts'

const apply = () => asOwner(functionsSql())

const source = async () =>
  (
    await asOwner<{ source: string }>(
      `select prosrc as source from pg_proc where proname = 'chorus_post_status'`,
    )
  ).map((row) => row.source)

describe('the functions of the folder', () => {
  it('are those of the database after a migration, whatever stood there before', async () => {
    const [current] = await source()
    await asOwner(`create or replace function chorus_post_status(statuses text[], reasons text[]) returns text
      language plpgsql immutable as $$ begin return 'of another version'; end $$`)
    await apply()
    expect(await source()).toEqual([current])
  })

  it('are brought up to date by several who start at once', async () => {
    const applied = await Promise.allSettled(Array.from({ length: 6 }, apply))
    expect(applied.filter(({ status }) => status === 'rejected')).toEqual([])
  })
})
