import { beforeEach, describe, expect, it } from 'vitest'
import { draftsOf, dropDraft, keepDraft } from './drafts.ts'
import { noRepeat } from './writing.ts'

const AT = '2026-11-24T09:00'
const draft = (id: string, text = id) => ({
  id,
  writtenAt: 1,
  writing: {
    text,
    media: [],
    variants: {},
    accountIds: [],
    at: AT,
    timezone: 'UTC',
    labels: [],
    campaignId: null,
    repeat: noRepeat(AT),
    skipped: [],
    added: [],
  },
})

/** A browser's storage, which the runtime of the tests lacks. */
class Storage {
  readonly #kept = new Map<string, string>()
  getItem = (key: string) => this.#kept.get(key) ?? null
  setItem = (key: string, value: string) => void this.#kept.set(key, value)
  removeItem = (key: string) => void this.#kept.delete(key)
}

beforeEach(() => {
  Object.defineProperty(globalThis, 'localStorage', { value: new Storage(), configurable: true })
})

describe('what is being written is never lost', () => {
  it('is there again, the latest first, beside what was begun before', () => {
    keepDraft('w', draft('one'))
    keepDraft('w', draft('two'))
    keepDraft('w', draft('one', 'one, longer'))
    expect(draftsOf('w').map(({ writing }) => writing.text)).toEqual(['one, longer', 'two'])
  })

  it('stays with its workspace', () => {
    keepDraft('w', draft('one'))
    expect(draftsOf('another')).toEqual([])
  })

  it('goes when it is saved, thrown away, or emptied', () => {
    for (const id of ['one', 'two', 'three']) keepDraft('w', draft(id))
    dropDraft('w', 'two')
    keepDraft('w', draft('three', '  '))
    expect(draftsOf('w').map(({ id }) => id)).toEqual(['one'])
  })

  it('does not stop anyone who has something unreadable in that place', () => {
    localStorage.setItem('chorus-post-drafts:w', '[{"id":1},')
    expect(draftsOf('w')).toEqual([])
    localStorage.setItem('chorus-post-drafts:w', '[{"id":1}]')
    expect(draftsOf('w')).toEqual([])
  })
})
