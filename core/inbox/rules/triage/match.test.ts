import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { type Asked, firstMatch, missesOf, type Rule } from './match.ts'

const asked = (given: Partial<Asked> = {}): Asked => ({
  texts: [],
  language: null,
  sender: [],
  accountId: null,
  at: new Date('2026-11-23T12:00:00Z'),
  first: true,
  labelIds: [],
  ...given,
})
const rule = (when: Rule['when'], more: Partial<Rule> = {}): Rule => ({
  id: 'id',
  name: 'Rule',
  enabled: true,
  when,
  decision: 'escalate',
  assignTo: null,
  labelIds: [],
  ...more,
})
const holds = (when: Rule['when'], about: Partial<Asked>) => firstMatch([rule(when)], asked(about)) !== null

describe('words that a message contains', () => {
  it.each([
    ['refund', 'I want a REFUND!', true],
    ['refund', 'Are refunds possible?', true],
    ['remboursé', 'je veux etre REMBOURSÉE', true],
    ['art', 'The party is nice', false],
    ['art', 'Modern art?', true],
    ['heure', 'à l’heure', true],
    ["l'heure", 'à L’HEURE', true],
    ['money  back', 'I want my money\nback', true],
    ['money back', 'back to the money', false],
    ['œuvre', 'Une OEUVRE', true],
    ['straße', 'in der STRASSE', true],
    ['€', 'It costs 5€', true],
    ['https://', 'see HTTPS://example.com', true],
    ['❤', 'love ❤️', true],
    ['返品', '商品を返品したい', true],
    ['C++', 'do you teach c++?', true],
    ['🎉', '🎉', true],
    ['a', '𝐁a', false],
    ['.', 'no sign', false],
  ])('%s in “%s”: %s', (words, text, found) => {
    expect(holds({ contains: words }, { texts: [text] })).toBe(found)
  })

  it('are sought in each message alone, and one of several is enough', () => {
    expect(holds({ contains: 'money back' }, { texts: ['money', 'back'] })).toBe(false)
    expect(holds({ contains: ['invoice', 'bill'] }, { texts: ['hello', 'the bill please'] })).toBe(true)
    expect(holds({ contains: ['invoice', 'bill'] }, { texts: [] })).toBe(false)
  })
})

describe('the sender', () => {
  it.each([
    ['+33 6 00 00 00 01', '33600000001', true],
    ['@Ana_B', 'ana_b', true],
    ['ANA BÉCU', 'Ana Becu', true],
    ['Ana', 'Ana Becu', false],
    ['33600000001', '336000000012', false],
  ])('%s is %s: %s', (wanted, name, is) => {
    expect(holds({ sender: ['nobody', wanted] }, { sender: ['someone', name] })).toBe(is)
  })
})

describe('the other conditions', () => {
  it('hold each by itself, and all that are given together', () => {
    expect(holds({ language: ['fr', 'other'] }, { language: 'fr' })).toBe(true)
    expect(holds({ language: 'fr' }, { language: null })).toBe(false)
    expect(holds({ accountId: 'one' }, { accountId: 'one' })).toBe(true)
    expect(holds({ accountId: 'one' }, { accountId: null })).toBe(false)
    expect(holds({ firstMessage: false }, { first: false })).toBe(true)
    expect(holds({ firstMessage: false }, { first: true })).toBe(false)
    expect(holds({ matches: '^order \\d{4}$' }, { texts: ['hi', 'ORDER 1234'] })).toBe(true)
    expect(holds({ language: 'fr', contains: 'non' }, { language: 'fr', texts: ['oui'] })).toBe(false)
    expect(
      missesOf({ language: 'fr', contains: 'non', firstMessage: true }, asked({ language: 'en' })),
    ).toEqual(['language', 'contains'])
  })
})

describe('a daily window', () => {
  const zones = [
    'Europe/Paris',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'UTC',
    'Pacific/Apia',
  ]
  const minute = fc.integer({ min: 0, max: 1439 })
  const clock = (of: number) =>
    `${String(Math.floor(of / 60)).padStart(2, '0')}:${String(of % 60).padStart(2, '0')}`

  /** Tries the windows that begin on the days around a time, one by one. */
  function oracle({ from, to, timezone, days }: NonNullable<Rule['when']['between']>, at: Date): boolean {
    const local = Temporal.Instant.from(at.toISOString()).toZonedDateTimeISO(timezone).toPlainDateTime()
    return [-2, -1, 0, 1].some((away) => {
      const day = local.toPlainDate().add({ days: away })
      const start = day.toPlainDateTime(from)
      const end = (to < from ? day.add({ days: 1 }) : day).toPlainDateTime(to)
      return (
        (days === undefined || days.includes(day.dayOfWeek)) &&
        Temporal.PlainDateTime.compare(start, local) <= 0 &&
        Temporal.PlainDateTime.compare(local, end) < 0
      )
    })
  }

  it('holds what the windows of the days around hold, over midnight, on chosen days, in any zone, whatever the clocks do', () => {
    const days = fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), {
      nil: undefined,
    })
    const time = fc.date({
      min: new Date('2026-01-01T00:00:00Z'),
      max: new Date('2027-01-01T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(minute, minute, fc.constantFrom(...zones), days, time, (from, to, timezone, chosen, at) => {
        fc.pre(from !== to)
        const between = { from: clock(from), to: clock(to), timezone, days: chosen }
        expect(holds({ between }, { at })).toBe(oracle(between, at))
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['the hour that comes twice, the first time', '2026-10-25T00:30:00Z', true],
    ['the hour that comes twice, the second time', '2026-10-25T01:30:00Z', true],
    ['the hour after it', '2026-10-25T02:00:00Z', false],
    ['the minute before the hour that is left out', '2026-03-29T00:59:00Z', false],
    ['the minute after it', '2026-03-29T01:00:00Z', false],
  ])('from two to three holds %s: %s', (_name, at, inside) => {
    const between = { from: '02:00', to: '03:00', timezone: 'Europe/Paris' }
    expect(holds({ between }, { at: new Date(at) })).toBe(inside)
  })

  it('over midnight belongs to the day on which it begins', () => {
    const friday = { from: '22:00', to: '06:00', timezone: 'Europe/Paris', days: [5] }
    const inside = (at: string) => holds({ between: friday }, { at: new Date(at) })
    expect(inside('2026-11-27T21:00:00Z')).toBe(true)
    expect(inside('2026-11-28T04:59:59Z')).toBe(true)
    expect(inside('2026-11-28T05:00:00Z')).toBe(false)
    expect(inside('2026-11-28T21:30:00Z')).toBe(false)
    expect(inside('2026-11-27T04:00:00Z')).toBe(false)
  })
})

describe('the first rule whose conditions hold', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'é', 'E', ' ', '!'), maxLength: 8 })
  const words = fc.string({ unit: fc.constantFrom('a', 'b', 'e', ' '), minLength: 1, maxLength: 3 })
  const rules = fc.array(
    fc.record({
      enabled: fc.boolean(),
      when: fc.record(
        {
          contains: fc.oneof(words, fc.array(words, { minLength: 1, maxLength: 2 })),
          language: fc.constantFrom<'en' | 'fr'>('en', 'fr'),
          firstMessage: fc.boolean(),
          accountId: fc.constantFrom('one', 'two'),
        },
        { requiredKeys: [] },
      ),
    }),
    { maxLength: 6 },
  )
  const abouts = fc.record({
    texts: fc.array(letters, { maxLength: 3 }),
    language: fc.constantFrom<'en' | 'fr' | null>('en', 'fr', null),
    accountId: fc.constantFrom('one', 'two', null),
    first: fc.boolean(),
  })

  /** Looks at each place of each message, letter by letter. */
  function containsSlowly(texts: readonly string[], wanted: string): boolean {
    const bare = (text: string) => text.toLowerCase().replaceAll('é', 'e').replace(/ +/g, ' ').trim()
    const sought = bare(wanted)
    if (sought === '') return false
    return texts.some((text) => {
      const from = bare(text)
      return [...from].some(
        (_, at) => from.startsWith(sought, at) && (at === 0 || !/[a-z]/.test(from[at - 1] ?? '')),
      )
    })
  }

  it('is the one that a search through all of them finds', () => {
    fc.assert(
      fc.property(rules, abouts, (given, about) => {
        const list = given.map((one, n) =>
          rule(one.when as Rule['when'], { id: String(n), enabled: one.enabled }),
        )
        const all = list.filter(({ enabled, when }) => {
          const contained =
            when.contains === undefined ||
            [when.contains].flat().some((one) => containsSlowly(about.texts, one))
          const spoken = when.language === undefined || when.language === about.language
          const came = when.accountId === undefined || when.accountId === about.accountId
          return enabled && contained && spoken && came && (when.firstMessage ?? about.first) === about.first
        })
        expect(firstMatch(list, asked(about))?.id ?? null).toBe(all[0]?.id ?? null)
      }),
      { numRuns: 2000 },
    )
  })
})
