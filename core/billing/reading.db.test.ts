import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BilledSubscription, Billing, Catalogue } from '#core/lib/kernel/billing.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { asOwner, type Rooms, startRooms } from '#test/database.ts'
import { checkout, getSubscription, portal } from './actions/buying.ts'
import { boughtLimits, getCredits } from './actions/credits.ts'
import { compareBilling, readPurchase, readSubscription, stopOwing } from './actions/read.ts'

let rooms: Rooms
const made: string[] = []
beforeAll(() => {
  rooms = startRooms()
})
afterAll(async () => {
  await asOwner('delete from workspaces where id = any($1)', [made])
  await asOwner(`delete from prices where id like 't_%'`)
  await asOwner(`delete from products where id like 't_%'`)
})

const CATALOGUE: Catalogue = {
  products: [
    { id: 't_starter', name: 'Starter', active: true, plan: 'starter', credits: null },
    { id: 't_pro', name: 'Pro', active: true, plan: 'pro', credits: null },
    { id: 't_pack', name: 'Pack', active: true, plan: null, credits: 500 },
  ],
  prices: [
    {
      id: 't_price_starter',
      productId: 't_starter',
      active: true,
      currency: 'eur',
      unitAmount: 2900,
      interval: 'month',
    },
    {
      id: 't_price_pro',
      productId: 't_pro',
      active: true,
      currency: 'eur',
      unitAmount: 9900,
      interval: 'month',
    },
    {
      id: 't_price_pack',
      productId: 't_pack',
      active: true,
      currency: 'eur',
      unitAmount: 1500,
      interval: null,
    },
  ],
}
const DAY = 86_400_000
/** When the stage of a test was set, in milliseconds: a little after its workspace was made, by the clock of the database. */
let begun = 0
const inDays = (days: number) => new Date(begun + days * DAY)

let counted = 0
/** A payment service as a table that a test writes, and that is read as the service is. */
async function stage() {
  const { ctx, workspaceId } = await rooms.newWorkspace()
  made.push(workspaceId)
  begun = Math.floor(Date.now() / 1000) * 1000 + 60_000
  rooms.outside.now = inDays(0)
  const at = new Map<string, BilledSubscription>()
  const purchases = new Map<string, { paid: boolean; productIds?: string[] }>()
  const billing: Billing = {
    subscription: async (id) => at.get(id) ?? null,
    subscriptions: async () => [...at.values()],
    purchases: async () => [...purchases.keys()],
    purchase: async (id) => {
      const found = purchases.get(id)
      return found ? { id, workspaceId, productIds: ['t_pack'], ...found } : null
    },
    catalogue: async () => CATALOGUE,
    checkout: async ({ priceId }) => `https://pay.example.org/${priceId}`,
    portal: async (customer) => `https://portal.example.org/${customer}`,
    invoices: async () => [],
  }
  const own = { ...ctx, billing }
  const system: SystemCtx = { ...rooms.system, billing }
  const id = `sub_${workspaceId}_${counted++}`
  const sub = (change: Partial<BilledSubscription> = {}): BilledSubscription => ({
    id,
    customerId: 'cus_1',
    workspaceId,
    priceId: 't_price_starter',
    productId: 't_starter',
    status: 'active',
    startedAt: inDays(0),
    periodStart: inDays(0),
    periodEnd: inDays(30),
    cancelAtPeriodEnd: false,
    unpaidSince: null,
    ...change,
  })
  return {
    own,
    system,
    at,
    purchases,
    id,
    sub,
    workspaceId,
    read: (of = id) => readSubscription(system, billing, of),
    buy: (of: string) => readPurchase(system, billing, of),
    plan: () => getSubscription(own),
    paused: async () =>
      (await asOwner<{ paused: boolean }>('select chorus_machines_paused($1) as paused', [workspaceId]))[0]
        ?.paused,
  }
}

describe('a subscription', () => {
  it('gives its plan, its credits and its limits; ended, the free ones', async () => {
    const { own, at, id, sub, read, plan } = await stage()
    expect(await plan()).toMatchObject({ enabled: true, plan: 'free', status: null })
    at.set(id, sub())
    expect(await read()).toBe('changed')
    expect(await plan()).toMatchObject({ plan: 'starter', status: 'active', cancelAtPeriodEnd: false })
    expect(await getCredits(own)).toMatchObject({ allowance: 2000, balance: 2000 })
    expect(await boughtLimits(own).most('accounts')).toBe(10)
    at.set(id, sub({ status: 'canceled' }))
    expect(await read()).toBe('changed')
    expect(await plan()).toMatchObject({ plan: 'free', status: 'canceled' })
    expect(await boughtLimits(own).most('accounts')).toBe(3)
  })

  it('is told twice and changes once; a larger plan adds the difference at once, once', async () => {
    const { own, at, id, sub, read } = await stage()
    at.set(id, sub())
    expect([await read(), await read()]).toEqual(['changed', 'same'])
    for (const plan of ['pro', 'starter', 'pro']) {
      at.set(id, sub({ productId: `t_${plan}`, priceId: `t_price_${plan}` }))
      await read()
    }
    expect(await getCredits(own)).toMatchObject({ allowance: 10_000, balance: 10_000 })
  })

  it('whose period began with the larger plan adds nothing when that plan comes back', async () => {
    const { own, at, id, sub, read } = await stage()
    for (const plan of ['pro', 'starter', 'pro']) {
      at.set(id, sub({ productId: `t_${plan}`, priceId: `t_price_${plan}` }))
      await read()
    }
    expect(await getCredits(own)).toMatchObject({ allowance: 10_000, balance: 10_000 })
  })

  it('that is to end goes on until its end', async () => {
    const { at, id, sub, read, plan } = await stage()
    at.set(id, sub({ cancelAtPeriodEnd: true }))
    await read()
    expect(await plan()).toMatchObject({ plan: 'starter', cancelAtPeriodEnd: true })
  })

  it('that is owed goes on for seven days, then machines stop; paid, they go on', async () => {
    const { system, at, id, sub, read, plan, paused } = await stage()
    at.set(id, sub({ status: 'past_due', unpaidSince: inDays(0) }))
    await read()
    rooms.outside.now = inDays(6.9)
    await stopOwing(system)
    expect(await paused()).toBe(false)
    expect(await plan()).toMatchObject({
      plan: 'starter',
      status: 'past_due',
      machinesStopAt: inDays(7).toISOString(),
    })
    rooms.outside.now = inDays(7)
    await stopOwing(system)
    expect(await paused()).toBe(true)
    expect(await plan()).toMatchObject({ machinesStopped: true })
    at.set(id, sub())
    await read()
    expect(await paused()).toBe(false)
  })

  it('that Stripe does not have any more is not believed any more, and the nightly check finds it', async () => {
    const { system, at, id, sub, read, plan } = await stage()
    at.set(id, sub())
    await read()
    at.delete(id)
    expect((await compareBilling(system)).mended).toBeGreaterThanOrEqual(1)
    expect(await plan()).toMatchObject({ plan: 'free', status: 'deleted' })
    expect((await compareBilling(system)).mended).toBe(0)
  })

  it('of no workspace here changes nothing', async () => {
    const { at, id, sub, read } = await stage()
    for (const workspaceId of [null, 'w1', '0190d3c8-7a10-7c3e-9b1f-2f6a1c0d4e01']) {
      at.set(id, sub({ workspaceId }))
      expect(await read()).toBe('unknown')
    }
  })
})

it('a purchase of credits is booked once it is paid, once', async () => {
  const { own, purchases, buy } = await stage()
  purchases.set('cs_1', { paid: false })
  expect(await buy('cs_1')).toBe('same')
  purchases.set('cs_1', { paid: true })
  expect([await buy('cs_1'), await buy('cs_1'), await buy('cs_2')]).toEqual(['changed', 'same', 'unknown'])
  expect(await getCredits(own)).toMatchObject({ balance: 700, toppedUp: 500 })
})

it('a purchase that nobody told of is booked by the nightly check, once, and one that cannot be read holds up no other', async () => {
  const { own, system, purchases, at, id, sub, plan } = await stage()
  purchases.set('cs_of_nothing', { paid: true, productIds: ['t_of_another_shop'] })
  purchases.set('cs_told_nobody', { paid: true })
  at.set(id, sub())
  expect(await compareBilling(system)).toMatchObject({ mended: 2, failed: 1 })
  expect((await plan()).plan).toBe('starter')
  expect(await compareBilling(system)).toMatchObject({ mended: 0, failed: 1 })
  expect(await getCredits(own)).toMatchObject({ balance: 2500, toppedUp: 500 })
})

it('a plan is bought once; what is not offered is refused with what to do', async () => {
  const { own, at, id, sub, read } = await stage()
  await expect(portal(own)).rejects.toMatchObject({ code: 'no_customer' })
  expect(await checkout(own, { plan: 'pro' })).toEqual({ url: 'https://pay.example.org/t_price_pro' })
  await expect(checkout(own, { plan: 'enterprise' })).rejects.toMatchObject({ kind: 'invalid' })
  at.set(id, sub())
  await read()
  expect(await checkout(own, { plan: 'pro' })).toEqual({ url: 'https://portal.example.org/cus_1' })
  expect(await checkout(own, { pack: 't_price_pack' })).toEqual({
    url: 'https://pay.example.org/t_price_pack',
  })
  expect(await portal(own)).toEqual({ url: 'https://portal.example.org/cus_1' })
  await expect(checkout({ ...own, billing: null }, { plan: 'pro' })).rejects.toMatchObject({
    code: 'nothing_sold',
  })
})

it('in whatever order changes are told, twice, late, at once or not at all: after the nightly check the plan is what Stripe has', async () => {
  const state = fc.record({
    status: fc.constantFrom(
      'incomplete',
      'trialing',
      'active',
      'past_due',
      'unpaid',
      'canceled',
      'paused',
      'of_tomorrow',
    ),
    plan: fc.constantFrom('starter', 'pro'),
    cancelAtPeriodEnd: fc.boolean(),
  })
  const step = fc.record({
    which: fc.integer({ min: 0, max: 1 }),
    becomes: fc.option(state),
    told: fc.integer({ min: 0, max: 2 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const { system, at, id, sub, read, plan } = await stage()
      for (const { which, becomes, told } of steps) {
        const of = `${id}_${which}`
        if (becomes)
          at.set(of, {
            ...sub({ status: becomes.status, cancelAtPeriodEnd: becomes.cancelAtPeriodEnd }),
            id: of,
            productId: `t_${becomes.plan}`,
            priceId: `t_price_${becomes.plan}`,
          })
        else at.delete(of)
        await Promise.all(Array.from({ length: told }, () => read(of)))
      }
      await compareBilling(system)
      expect((await plan()).plan).toBe(planByHand([...at.values()]))
    }),
    { numRuns: 20 },
  )
})

/** The oracle: paid before owed, then the larger plan. */
function planByHand(all: readonly BilledSubscription[]): string {
  for (const statuses of [
    ['active', 'trialing'],
    ['past_due', 'unpaid'],
  ])
    for (const plan of ['pro', 'starter'])
      if (all.some((one) => statuses.includes(one.status) && one.productId === `t_${plan}`)) return plan
  return 'free'
}
