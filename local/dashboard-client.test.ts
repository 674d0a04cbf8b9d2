import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CLIENT_FILE, freshClient } from './dashboard-client.ts'

test('the dashboard’s types are those of the API as it is', () => {
  const stale = readFileSync(CLIENT_FILE, 'utf8') !== freshClient()
  expect(stale, 'web/src/lib/api.gen.ts is stale: run `npm run client`').toBe(false)
})
