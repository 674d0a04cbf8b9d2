import { expect, it } from 'vitest'
import { liveUrl } from './live.ts'

it('the live socket goes to the host of the page, as safely as the page, and names the workspace chosen', () => {
  expect(liveUrl({ protocol: 'https:', host: 'app.example' })).toBe('wss://app.example/api/v1/live')
  expect(liveUrl({ protocol: 'http:', host: 'localhost:8788' }, { workspace: 'w2' })).toBe(
    'ws://localhost:8788/api/v1/live?workspace=w2',
  )
})
