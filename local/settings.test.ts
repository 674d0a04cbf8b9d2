import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSettings, root } from './settings.ts'

describe('settings of npm start', () => {
  test('the fixed addresses stand where no variable moves them', () => {
    expect(readSettings({})).toEqual({
      dataDir: resolve(root, '.data'),
      ports: { web: 8788, api: 8787, emulators: 4010, neon: 4444, postgres: 5433 },
    })
  })

  test('each variable moves what it names', () => {
    const settings = readSettings({
      CHORUS_WEB_PORT: '1001',
      CHORUS_API_PORT: '1002',
      CHORUS_EMULATOR_PORT: '1003',
      CHORUS_NEON_PORT: '1004',
      CHORUS_PG_PORT: '1005',
      CHORUS_DATA_DIR: '/elsewhere',
      CHORUS_DATABASE_URL: 'postgres://owner@localhost/chorus',
    })
    expect(settings).toEqual({
      dataDir: '/elsewhere',
      ports: { web: 1001, api: 1002, emulators: 1003, neon: 1004, postgres: 1005 },
      databaseUrl: 'postgres://owner@localhost/chorus',
    })
  })

  test.each(['0', '65536', 'http', '80.5'])('CHORUS_API_PORT=%s is refused by name', (port) => {
    expect(() => readSettings({ CHORUS_API_PORT: port })).toThrow(`CHORUS_API_PORT=${port}`)
  })

  test.each(['mysql://localhost/chorus', 'localhost:5432'])(
    'a database that is no Postgres is refused: %s',
    (url) => {
      expect(() => readSettings({ CHORUS_DATABASE_URL: url })).toThrow('CHORUS_DATABASE_URL')
    },
  )
})
