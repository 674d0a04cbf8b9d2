import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type Update, updatePayloadSchema } from '#core/inbox/schemas.ts'
import type { Source } from '#core/lib/platform/connector.ts'

export interface MapperSetup {
  updates: Source['split']
  accountId: string | null
  /** A folder of deliveries as the platform sends them, byte for byte. */
  fixtures: URL
  /** The updates expected of each delivery, by the name of its file. None may be left out. */
  expected: Record<string, readonly object[]>
  /** Every type of message that the platform documents, by our word for it: none may be without a fixture. */
  types: readonly string[]
}

/** Runs the tests that every mapper must pass on the deliveries of its platform. */
export function mapperContract(
  name: string,
  { updates, accountId, fixtures, expected, types }: MapperSetup,
): void {
  const folder = fileURLToPath(fixtures.href)
  const names = readdirSync(folder).map((file) => basename(file, '.json'))
  const read = (fixture: string): unknown => JSON.parse(readFileSync(`${folder}/${fixture}.json`, 'utf8'))
  const mapped = (fixture: string): Update[] => updates(read(fixture), accountId)

  describe(`a delivery of ${name}`, () => {
    it('has an expectation for every fixture', () => {
      expect(Object.keys(expected).sort()).toEqual(names.sort())
    })

    it('has a fixture for every type of message that the platform documents', () => {
      const seen = names
        .flatMap(mapped)
        .flatMap(({ payload }) => (payload.kind === 'message' ? payload.messageType : []))
      expect([...new Set(seen)].sort()).toEqual([...types].sort())
    })

    it.each(names)('%s becomes what it says', (fixture) => {
      expect(mapped(fixture)).toMatchObject(expected[fixture] ?? [])
    })

    it.each(names)('%s fits the vocabulary, at an instant that can be stored', (fixture) => {
      for (const { payload, occurredAt } of mapped(fixture)) {
        expect(() => updatePayloadSchema.parse(payload)).not.toThrow()
        if (occurredAt) expect(occurredAt.getTime()).toBeGreaterThan(0)
      }
    })

    it('says of every message what was sent: in words, as a medium, or why it cannot be shown', () => {
      for (const { payload } of names.flatMap(mapped)) {
        if (payload.kind !== 'message' || payload.messageType === 'unsupported') continue
        const { text, media, details, metadata } = payload
        const shown = text !== null || media !== undefined || details !== undefined
        // A part whose shape differs from the platform's documentation is kept without being read.
        expect(shown || typeof metadata[payload.messageType] !== 'object').toBe(true)
      }
    })

    it('gives every update a key of its own, which is the same when it is delivered again', () => {
      const keys = names.flatMap((fixture) => mapped(fixture).map(({ dedupeKey }) => dedupeKey))
      expect(new Set(keys).size).toBe(keys.length)
      expect(names.flatMap((fixture) => mapped(fixture).map(({ dedupeKey }) => dedupeKey))).toEqual(keys)
    })

    it('is read without a change to it, and the same each time', () => {
      for (const fixture of names) {
        const body = frozen(read(fixture))
        expect(updates(body, accountId)).toEqual(updates(body, accountId))
      }
    })
  })
}

function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  Object.values(value).forEach(frozen)
  return Object.freeze(value)
}
