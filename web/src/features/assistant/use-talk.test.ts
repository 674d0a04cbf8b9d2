import { expect, it } from 'vitest'
import type { ChatEvent, ChatStep } from '#core/assistant/schemas.ts'
import { heard, silent } from './use-talk.ts'

const step: ChatStep = {
  id: 's',
  tool: 'today',
  changes: false,
  input: {},
  state: 'running',
  result: null,
  to: null,
}

it('an answer grows by its events: words are added, a step takes the place of what it was before', () => {
  const events: ChatEvent[] = [
    { type: 'begin', questionId: 'q', answerId: 'a' },
    { type: 'step', step },
    { type: 'step', step: { ...step, state: 'done' } },
    { type: 'sources', sources: [{ n: 1, title: 'Today', to: '/' }] },
    { type: 'text', delta: 'Two ' },
    { type: 'text', delta: 'wait [1].' },
    { type: 'error', detail: 'It broke off.' },
  ]
  expect(events.reduce(heard, silent())).toMatchObject({
    id: 'a',
    text: 'Two wait [1].',
    steps: [{ id: 's', state: 'done' }],
    sources: [{ n: 1 }],
    error: 'It broke off.',
  })
})
