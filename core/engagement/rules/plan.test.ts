import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf, type Engager, planEngagement, randomOf, SPACING } from './plan.ts'

const MINUTE = 60_000
const T0 = new Date('2027-03-15T08:00:00Z')
const rules = { windowMinutes: 240, commentsPerPost: 2 }
const engager = (n: number, more: Partial<Engager> = {}): Engager => ({
  accountId: `account-${String(n).padStart(3, '0')}`,
  profileId: `profile-${n}`,
  reaction: 'like',
  perDay: { like: 25, comment: 10 },
  used: {},
  lastCommentAt: null,
  ...more,
})
const plan = (more: Partial<Parameters<typeof planEngagement>[0]> = {}) =>
  planEngagement({
    ...{ seed: 'post-1', now: T0, publishedAt: T0, rules },
    engagers: [1, 2, 3].map((n) => engager(n)),
    ...more,
  })

describe('a plan', () => {
  it('has one like of each account and so many comments as the rules say, all within the window', () => {
    const planned = plan()
    expect(
      planned
        .filter(({ kind }) => kind === 'like')
        .map((one) => one.accountId)
        .toSorted(),
    ).toEqual(['account-001', 'account-002', 'account-003'])
    expect(planned.filter(({ kind }) => kind === 'comment')).toHaveLength(2)
    for (const { dueAt } of planned) {
      expect(dueAt.getTime()).toBeGreaterThanOrEqual(T0.getTime() + SPACING.min)
      expect(dueAt.getTime()).toBeLessThanOrEqual(T0.getTime() + 240 * MINUTE)
    }
  })

  it('is the same for the same post, whatever order the accounts come in, and another for another post', () => {
    const engagers = [3, 1, 2].map((n) => engager(n))
    expect(plan({ engagers })).toEqual(plan())
    expect(plan({ seed: 'post-2' })).not.toEqual(plan())
  })

  it('lets an account comment some minutes after its like', () => {
    const planned = plan({ engagers: [engager(1)] })
    const [like, comment] = planned
    const gap = (comment?.dueAt.getTime() ?? 0) - (like?.dueAt.getTime() ?? 0)
    expect(gap).toBeGreaterThanOrEqual(SPACING.min)
    expect(gap).toBeLessThanOrEqual(SPACING.max)
  })

  it('asks those for a comment first whose last one lies back longest', () => {
    const engagers = [
      engager(1, { lastCommentAt: new Date('2027-03-14T00:00:00Z') }),
      engager(2),
      engager(3, { lastCommentAt: new Date('2027-03-13T00:00:00Z') }),
    ]
    const who = plan({ engagers })
      .filter(({ kind }) => kind === 'comment')
      .map(({ accountId }) => accountId)
    expect(who).toEqual(['account-002', 'account-003'])
  })

  it('of a post whose window is over, or of nobody, is empty', () => {
    expect(plan({ now: new Date(T0.getTime() + 239 * MINUTE) })).toEqual([])
    expect(plan({ engagers: [] })).toEqual([])
  })

  it('leaves out an author whose day is full, and moves no other by that', () => {
    const engagers = [engager(1), engager(2, { perDay: { like: 0, comment: 0 } }), engager(3)]
    const without = plan({ engagers })
    const likes = (of: typeof without) => of.filter(({ kind }) => kind === 'like')
    expect(likes(without)).toEqual(likes(plan()).filter(({ profileId }) => profileId !== 'profile-2'))
  })

  it('of any number of posts never passes the limit of an author’s day, over all of their accounts', () => {
    let arrivals = 0
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 4 * 24 * 60 }), fc.boolean()), {
          minLength: 1,
          maxLength: 60,
        }),
        fc.array(
          fc.tuple(
            fc.integer({ min: 0, max: 5 }),
            fc.integer({ min: 0, max: 3 }),
            fc.integer({ min: 0, max: 9 }),
          ),
          {
            minLength: 1,
            maxLength: 12,
          },
        ),
        fc.record({
          windowMinutes: fc.integer({ min: 15, max: 2880 }),
          commentsPerPost: fc.integer({ min: 0, max: 20 }),
        }),
        (posts, accounts, rules) => {
          const limits = new Map<string, Engager['perDay']>()
          for (const [like, comment, author] of accounts)
            limits.set(`p${author}`, { like: like * 2, comment })
          const used = new Map<string, Record<string, number>>()
          for (const [index, [minute, late]] of posts.entries()) {
            const publishedAt = new Date(T0.getTime() + minute * MINUTE)
            const planned = planEngagement({
              seed: `post-${index}`,
              now: late ? new Date(publishedAt.getTime() + 7 * MINUTE) : publishedAt,
              publishedAt,
              rules,
              engagers: accounts.map(([, , author], n) =>
                engager(n, {
                  profileId: `p${author}`,
                  perDay: limits.get(`p${author}`) ?? { like: 0, comment: 0 },
                  used: used.get(`p${author}`) ?? {},
                }),
              ),
            })
            arrivals += accounts.length
            for (const { profileId, kind, dueAt } of planned) {
              const days = used.get(profileId) ?? {}
              const key = `${kind} ${dayOf(dueAt)}`
              days[key] = (days[key] ?? 0) + 1
              used.set(profileId, days)
            }
          }
          for (const [profileId, days] of used)
            for (const [key, count] of Object.entries(days))
              expect(count).toBeLessThanOrEqual(
                limits.get(profileId)?.[key.startsWith('like') ? 'like' : 'comment'] ?? 0,
              )
        },
      ),
      { numRuns: 500 },
    )
    expect(arrivals).toBeGreaterThan(10_000)
  })
})

describe('the source of numbers', () => {
  it('fills [0, 1) evenly for each seed, and differs between seeds', () => {
    for (const seed of ['a', 'b', '0190d3c8-7a10-7c3e-9b1f-2f6a1c0d4e01']) {
      const random = randomOf(seed)
      const tenths = Array<number>(10).fill(0)
      for (let n = 0; n < 10_000; n++) {
        const drawn = random()
        expect(drawn).toBeGreaterThanOrEqual(0)
        expect(drawn).toBeLessThan(1)
        const tenth = Math.floor(drawn * 10)
        tenths[tenth] = (tenths[tenth] ?? 0) + 1
      }
      for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150)
    }
    expect(randomOf('a')()).not.toBe(randomOf('b')())
  })
})
