import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DRAFT_STATUSES, type DraftStatus } from '../schemas.ts'
import { type Event, isOpen, MOVES, nextStatus, possibleMoves } from './states.ts'

const EVENTS: readonly Event[] = [
  'hooks',
  'select',
  'body',
  'write',
  'validate',
  'schedule',
  'back',
  'published',
  'failed',
]
const events = fc.array(fc.constantFrom(...EVENTS), { maxLength: 40 })
/** Returns the states that a draft goes through; what cannot happen leaves it where it is. */
function walk(path: readonly Event[]): DraftStatus[] {
  let status: DraftStatus = 'draft_input'
  return [status, ...path.map((event) => (status = nextStatus(status, event) ?? status))]
}

/** The table again, by hand: rows are states, columns are EVENTS. */
const TABLE: Record<DraftStatus, string> = {
  draft_input: 'hook_gen - - - - - - - -',
  hook_gen: 'hook_gen hook_selected - - - - draft_input - -',
  hook_selected: 'hook_gen hook_selected body_gen body_gen - - hook_gen - -',
  body_gen: '- - body_gen body_gen validated - hook_selected - -',
  validated: '- - - - - scheduled body_gen - -',
  scheduled: '- - - - - - validated published validated',
  published: '- - - - - - - - -',
}

describe('a draft', () => {
  it.each(DRAFT_STATUSES)('that is %s moves as the table says, and in no other way', (status) => {
    expect(EVENTS.map((event) => nextStatus(status, event) ?? '-').join(' ')).toBe(TABLE[status])
  })

  it('is published only from its schedule, and then for good', () => {
    fc.assert(
      fc.property(events, (path) => {
        const states = walk(path)
        for (const [n, status] of states.entries())
          if (status === 'published') expect(['scheduled', 'published']).toContain(states[n - 1])
        const first = states.indexOf('published')
        if (first >= 0) expect(new Set(states.slice(first))).toEqual(new Set(['published']))
      }),
    )
  })

  it('is scheduled only after it was validated, and validated only with a body', () => {
    fc.assert(
      fc.property(events, (path) => {
        const states = walk(path)
        const at = states.indexOf('scheduled')
        if (at < 0) return
        const before = states.slice(0, at)
        expect(before.at(-1)).toBe('validated')
        expect(before.indexOf('body_gen')).toBeGreaterThan(before.indexOf('hook_selected'))
        expect(before.indexOf('hook_selected')).toBeGreaterThan(0)
      }),
    )
  })

  it('gets back to its beginning from wherever it is, until it is published', () => {
    fc.assert(
      fc.property(events, (path) => {
        const end = walk(path).at(-1)
        if (end === 'published') return
        expect(walk([...path, ...Array<Event>(DRAFT_STATUSES.length).fill('back')]).at(-1)).toBe(
          'draft_input',
        )
      }),
    )
  })

  it('offers people exactly what they may do, and never the end of its post', () => {
    for (const status of DRAFT_STATUSES)
      expect(possibleMoves(status)).toEqual(
        Object.keys(MOVES[status])
          .filter((event) => !['published', 'failed'].includes(event))
          .toSorted((a, b) => EVENTS.indexOf(a as Event) - EVENTS.indexOf(b as Event)),
      )
  })

  it('is open to changes until somebody vouched for it', () => {
    expect(DRAFT_STATUSES.filter(isOpen)).toEqual(['draft_input', 'hook_gen', 'hook_selected', 'body_gen'])
  })
})
