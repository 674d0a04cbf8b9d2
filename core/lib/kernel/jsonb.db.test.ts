import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { only } from '#core/lib/kernel/db.ts'
import { startRooms } from '#test/database.ts'
import { jsonb } from './jsonb.ts'

const { system } = startRooms()

it.each([
  ['NUL', 'a\u0000b', 'a\ufffdb'],
  ['the first half of a pair', 'a\ud83d', 'a\ufffd'],
  ['the second half of a pair', '\ude00b', '\ufffdb'],
  ['a pair', '\ud83d\ude00', '\ud83d\ude00'],
  ['what looks like an escape', '\\u0000', '\\u0000'],
  ['quotes', `'"\\`, `'"\\`],
])('a text with %s is stored', async (_what, text, stored) => {
  const value = { deep: [{ text }], at: new Date(0), none: null }
  const [{ rows }] = await system.db.batch((db) => [db.execute(sql`select ${jsonb(value)} as value`)])
  expect(only(rows)).toEqual({
    value: { deep: [{ text: stored }], at: '1970-01-01T00:00:00.000Z', none: null },
  })
})
