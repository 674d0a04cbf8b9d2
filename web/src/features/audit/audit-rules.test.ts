import { describe, expect, it } from 'vitest'
import { differences, filterOf } from './audit-rules.ts'

describe('the difference of an audit entry', () => {
  it('names what changed, and leaves out what stayed the same', () => {
    expect(
      differences({ email: 'a@example.org', role: 'agent' }, { email: 'a@example.org', role: 'editor' }),
    ).toEqual([{ name: 'role', before: 'agent', after: 'editor' }])
  })
  it('shows everything of what was made or removed', () => {
    expect(differences(null, { name: 'CI', scopes: ['see', 'write'] })).toEqual([
      { name: 'name', before: null, after: 'CI' },
      { name: 'scopes', before: null, after: 'see, write' },
    ])
    expect(differences({ role: 'agent' }, null)).toEqual([{ name: 'role', before: 'agent', after: null }])
  })
  it('writes out what is no text, and has nothing to show where nothing was kept', () => {
    expect(differences({ paused: false }, { paused: true, until: { day: 1 } })).toEqual([
      { name: 'paused', before: 'false', after: 'true' },
      { name: 'until', before: null, after: '{"day":1}' },
    ])
    expect(differences(null, null)).toEqual([])
  })
})

describe('the filter of the audit log', () => {
  it('holds both days whole, in the zone of who looks', () => {
    const { since, until } = filterOf({ since: '2026-03-29', until: '2026-03-29' })
    expect(since).toBe(new Date(2026, 2, 29).toISOString())
    expect(until).toBe(new Date(2026, 2, 30).toISOString())
  })
  it('leaves out what is not set, and a day that is none', () => {
    expect(filterOf({ action: 'member.', since: 'yesterday', until: '' })).toEqual({ action: 'member.' })
  })
})
