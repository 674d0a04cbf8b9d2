import { expect, it } from 'vitest'
import { healthIn, type SeenHealth, troubled } from './health.ts'

const up: SeenHealth = {
  status: 'up',
  parts: { worker: 'up', database: 'up', queues: 'up', cron: 'up' },
  deadLetters: 2,
}
const said = (parts: Partial<SeenHealth['parts']>): SeenHealth =>
  healthIn(JSON.stringify({ ...up, status: 'degraded', parts: { ...up.parts, ...parts } }))

it('what the Worker says of itself is shown as it says it', () => {
  expect(healthIn(JSON.stringify(up))).toEqual(up)
  expect(troubled(healthIn(JSON.stringify(up)))).toEqual([])
})

it('each part that stands still is named', () => {
  expect(troubled(said({ queues: 'behind', cron: 'silent' }))).toEqual(['queues', 'cron'])
})

it('what is not known beside a cause is no cause', () => {
  expect(troubled(said({ database: 'down', queues: 'unknown', cron: 'unknown' }))).toEqual(['database'])
})

it('an answer given in place of the Worker is told as the Worker being down', () => {
  const unreachable = JSON.stringify({ type: 'about:blank', status: 503, code: 'api_unreachable' })
  for (const body of [unreachable, '<html>Bad gateway</html>', '', '{"status":"up","parts":null}']) {
    expect(healthIn(body).status).toBe('down')
    expect(troubled(healthIn(body))).toEqual(['worker'])
  }
})
