import { describe, expect, it } from 'vitest'
import { LEASE_MS } from '#core/lib/platform/lease.ts'
import { postStatusSchema, targetStatusSchema, waitingReasonSchema } from '../schemas.ts'
import { OVERDUE_MS, postReason, targetReason } from './reasons.ts'

const now = new Date('2026-05-04T09:00:00Z')
const ago = (ms: number) => new Date(now.getTime() - ms)
const target = {
  status: 'queued' as const,
  waitingReason: null,
  dueAt: now,
  startedAt: null,
  lookAt: null,
  attempts: 0,
  error: null,
}

describe('every target says why it is where it is', () => {
  it.each(targetStatusSchema.options)('%s', (status) => {
    for (const waitingReason of status === 'waiting' ? waitingReasonSchema.options : [null])
      expect(targetReason({ ...target, status, waitingReason }, 'queued', now)).toMatch(/^[A-Z].{8,}\.$/)
  })

  it('one that is stuck says so within 90 s', () => {
    expect(targetReason({ ...target, dueAt: ago(OVERDUE_MS - 1) }, 'queued', now)).toBe(
      'It goes out at its time.',
    )
    expect(targetReason({ ...target, dueAt: ago(OVERDUE_MS + 1) }, 'queued', now)).toContain(
      'no publisher has taken it',
    )
    const claimed = ago(LEASE_MS + 1)
    expect(targetReason({ ...target, status: 'sending', startedAt: claimed }, 'publishing', now)).toContain(
      'has not ended in time',
    )
    expect(OVERDUE_MS).toBeLessThanOrEqual(90_000)
  })

  it('one that was tried says how often, and what came of it', () => {
    expect(targetReason({ ...target, attempts: 2, error: 'Refused.' }, 'queued', now)).toBe(
      'Tried 2 times without success; it is tried again. Refused.',
    )
  })

  it('one that is unknown says who finds out', () => {
    const unknown = { ...target, status: 'unknown' as const, error: 'No answer.' }
    expect(targetReason({ ...unknown, lookAt: now }, 'needs_person', now)).toContain('it is looked for')
    expect(targetReason(unknown, 'needs_person', now)).toContain('say what became of it')
  })
})

describe('every post says why it is where it is', () => {
  const of: Record<string, (typeof target)['status'] | string> = {
    publishing: 'sending',
    published: 'sent',
    partial: 'failed',
    failed: 'failed',
    needs_person: 'unknown',
    cancelled: 'cancelled',
    queued: 'queued',
    draft: 'waiting',
    awaiting_approval: 'waiting',
  }
  it.each(postStatusSchema.options)('%s', (status) => {
    const own = { ...target, status: targetStatusSchema.parse(of[status]) }
    expect(postReason({ status }, [own], now)).toMatch(/^[A-Z].{8,}\.$/)
  })

  it('with one target stuck and one well, names the one that is stuck', () => {
    const failed = { ...target, status: 'failed' as const, error: 'Too long.' }
    const sent = { ...target, status: 'sent' as const }
    expect(postReason({ status: 'partial' }, [sent, failed], now)).toBe('Published to 1 of 2. Too long.')
  })
})
