import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('every page of the dashboard is read over TLS alone from the first visit on, and is framed by nobody', () => {
  const [, everywhere = ''] = readFileSync(join(import.meta.dirname, 'public/_headers'), 'utf8').split(
    '\n/*\n',
  )
  const [ofAll = ''] = everywhere.split('\n\n')
  expect(ofAll).toContain('Strict-Transport-Security: max-age=31536000; includeSubDomains')
  expect(ofAll).toContain('X-Frame-Options: DENY')
})
