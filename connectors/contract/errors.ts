import { describe, expect, it } from 'vitest'
import type { Outcome } from '#core/lib/platform/connector.ts'
import type { Reply } from './servers.ts'
import type { Stage } from './stage.ts'

export type ErrorRow = readonly [name: string, reply: Reply, means: Outcome['kind']]

/** Tests that every error in the contract's table, sent over HTTP in the platform's form, has the outcome that the contract states. */
export function errorContract(
  stage: Stage,
  send: () => Promise<Outcome>,
  { marks, rows }: { marks: string; rows: readonly ErrorRow[] },
): void {
  describe('an error of the platform', () => {
    it.each(rows)('%s', async (_name, reply, means) => {
      await stage.fault(reply, marks)
      const outcome = await send()
      expect(outcome.kind).toBe(means)
      expect(await stage.shown()).toEqual([])
      if (outcome.kind === 'limited') expect(outcome.until.getTime()).toBeGreaterThan(Date.now() + 1_000)
      else expect('reason' in outcome && outcome.reason).toMatch(/\w/)
      if (outcome.kind === 'rejected') expect(outcome.advice).toMatch(/\w/)
    })
  })
}
