import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { BillingSubscription, CreditsState, Invoice, PageUrl } from '#core/billing/schemas.ts'
import { eventually, type House, newWorkspace, startHouse } from '#test/house.ts'

const KEY = 'sk_test_of_this_file'
let house: House
beforeAll(async () => {
  house = await startHouse({ STRIPE_SECRET_KEY: KEY })
})
afterAll(() => house.close())

type Owner = Awaited<ReturnType<typeof newWorkspace>>['owner']
const planOf = (owner: Owner) => owner.get<BillingSubscription>('/v1/billing/subscription')
const until = (owner: Owner, is: (plan: BillingSubscription) => boolean) =>
  eventually(() => planOf(owner), is)

/** Calls the API of the emulated Stripe as its own library does. */
async function stripe<T>(method: string, path: string, form: Record<string, string> = {}): Promise<T> {
  const answer = await fetch(`${house.emulatorUrl}/stripe/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${KEY}` },
    ...(method === 'POST' ? { body: new URLSearchParams(form) } : {}),
  })
  return (await answer.json()) as T
}
const press = (url: string, form: Record<string, string>) =>
  fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams(form) })

/** Sends an event to the Worker, signed by a secret. */
function tell(event: object, secret = house.secrets.STRIPE_WEBHOOK_SECRET, secondsAgo = 0, url = house.url) {
  const body = JSON.stringify({ id: 'evt_1', object: 'event', ...event })
  const t = Math.floor(Date.now() / 1000) - secondsAgo
  const v1 = createHmac('sha256', secret ?? '')
    .update(`${t}.${body}`)
    .digest('hex')
  return fetch(`${url}/webhooks/stripe`, {
    method: 'POST',
    headers: { 'stripe-signature': `t=${t},v1=${'0'.repeat(64)},v1=${v1}` },
    body,
  })
}

it('an owner buys a plan on Stripe’s page, changes it there, and ends it', async () => {
  const { owner } = await newWorkspace(house)
  expect(await planOf(owner)).toMatchObject({ enabled: true, plan: 'free', status: null })
  const { url } = await owner.post<PageUrl>('/v1/billing/checkout', { plan: 'starter' })
  expect(await (await fetch(url)).text()).toContain('Starter: 29.00 EUR / month')
  const back = await press(url, { answer: 'pay' })
  expect(back.headers.get('location')).toContain('/settings/plan?bought=plan')
  await until(owner, ({ plan }) => plan === 'starter')
  expect(await owner.get<CreditsState>('/v1/credits')).toMatchObject({ balance: 2000, allowance: 2000 })
  const { items } = await owner.get<{ items: Invoice[] }>('/v1/billing/invoices')
  expect(items).toMatchObject([{ status: 'paid', total: { amount: 2900, currency: 'eur' } }])
  const again = await owner.post<PageUrl>('/v1/billing/checkout', { plan: 'pro' })
  expect(again.url).toContain('/portal/')

  const portal = await owner.post<PageUrl>('/v1/billing/portal')
  const { data } = await stripe<{ data: { id: string; customer: string }[] }>('GET', 'subscriptions?limit=1')
  const subscription = data[0]?.id ?? ''
  await press(portal.url, { answer: 'price:price_pro', subscription })
  await until(owner, ({ plan }) => plan === 'pro')
  expect(await owner.get<CreditsState>('/v1/credits')).toMatchObject({ balance: 10_000 })
  await press(portal.url, { answer: 'cancel', subscription })
  await until(owner, ({ cancelAtPeriodEnd }) => cancelAtPeriodEnd)
  await stripe('DELETE', `subscriptions/${subscription}`)
  await until(owner, ({ plan }) => plan === 'free')
})

it('a cheaper plan begins at the period’s end, and a payment that fails leaves the plan past due', async () => {
  const { owner } = await newWorkspace(house)
  const { url } = await owner.post<PageUrl>('/v1/billing/checkout', { plan: 'pro' })
  await press(url, { answer: 'pay' })
  await until(owner, ({ plan }) => plan === 'pro')
  const { data } = await stripe<{ data: { id: string }[] }>('GET', 'subscriptions?limit=1')
  const subscription = data[0]?.id ?? ''
  const portal = await owner.post<PageUrl>('/v1/billing/portal')
  await press(portal.url, { answer: 'price:price_starter', subscription })
  expect(await planOf(owner)).toMatchObject({ plan: 'pro' })
  const renew = (text: string) =>
    house.emulators.inbound({
      platform: 'stripe',
      account: 'acct_1',
      from: { id: subscription, name: 'Renewal' },
      text,
    })
  await house.emulators.addAccount({ platform: 'stripe', externalId: 'acct_1', name: 'Ours', token: KEY })
  await renew('paid')
  await until(owner, ({ plan }) => plan === 'starter')
  await renew('failed')
  const owed = await until(owner, ({ status }) => status === 'past_due')
  expect(owed).toMatchObject({ plan: 'starter', machinesStopped: false })
  expect(owed.machinesStopAt).not.toBeNull()
  await press(portal.url, { answer: 'pay', subscription })
  await until(owner, ({ status }) => status === 'active')
})

it('what was made by Stripe’s own API is found by whatever event names it', async () => {
  const { owner, workspaceId } = await newWorkspace(house)
  const { id: customer } = await stripe<{ id: string }>('POST', 'customers', { email: 'a@example.org' })
  const { id } = await stripe<{ id: string }>('POST', 'subscriptions', {
    customer,
    'items[0][price]': 'price_pro',
    'metadata[workspace_id]': workspaceId,
  })
  await until(owner, ({ plan }) => plan === 'pro')
  await stripe('POST', `subscriptions/${id}`, { cancel_at_period_end: 'true' })
  // An event of last year, and one that says the opposite of what is.
  const object = { id, object: 'subscription', customer, status: 'canceled' }
  expect((await tell({ type: 'customer.subscription.deleted', data: { object } })).status).toBe(200)
  await until(owner, ({ cancelAtPeriodEnd, plan }) => cancelAtPeriodEnd && plan === 'pro')
})

it('a pack of credits is booked when Stripe says that it is paid', async () => {
  const { owner } = await newWorkspace(house)
  const { url } = await owner.post<PageUrl>('/v1/billing/checkout', { pack: 'price_pack' })
  await press(url, { answer: 'pay' })
  await eventually(
    () => owner.get<CreditsState>('/v1/credits'),
    ({ balance }) => balance === 1200,
  )
})

it('an event without a true, recent signature is refused, and one of no interest is accepted', async () => {
  const event = { type: 'customer.updated', data: { object: { id: 'cus_1', object: 'customer' } } }
  expect((await tell(event)).status).toBe(200)
  expect((await tell(event, 'whsec_of_another_endpoint')).status).toBe(401)
  expect((await tell(event, undefined, 301)).status).toBe(401)
  const bare = await fetch(`${house.url}/webhooks/stripe`, { method: 'POST', body: '{}' })
  expect(bare.status).toBe(401)
})

it('people other than the owner see the plan and buy nothing', async () => {
  const { owner } = await newWorkspace(house)
  const { key } = await owner.post<{ key: string }>('/v1/api-keys', { name: 'Ours', scopes: ['manage'] })
  const ask = (method: string, path: string) =>
    fetch(house.url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: '{"plan":"pro"}' } : {}),
    })
  expect((await ask('GET', '/v1/credits')).status).toBe(200)
  expect((await ask('POST', '/v1/billing/checkout')).status).toBe(403)
  expect((await ask('GET', '/v1/billing/invoices')).status).toBe(403)
})

it('what no event told is found by the nightly check: a plan, and a pack of credits', async () => {
  // Its endpoint has another secret than Stripe signs with, so that it takes no event for true.
  const deaf = await startHouse({
    STRIPE_SECRET_KEY: KEY,
    STRIPE_WEBHOOK_SECRET: 'whsec_of_another_endpoint',
  })
  try {
    const { owner } = await newWorkspace(deaf)
    for (const bought of [{ plan: 'starter' }, { pack: 'price_pack' }]) {
      const { url } = await owner.post<PageUrl>('/v1/billing/checkout', bought)
      await press(url, { answer: 'pay' })
    }
    // It refuses what its Stripe signs.
    expect(
      (await tell({ type: 'customer.updated' }, deaf.secrets.STRIPE_WEBHOOK_SECRET, 0, deaf.url)).status,
    ).toBe(401)
    expect(await planOf(owner)).toMatchObject({ plan: 'free' })
    await deaf.tick('10 0 * * *')
    expect(await planOf(owner)).toMatchObject({ plan: 'starter', status: 'active' })
    expect(await owner.get<CreditsState>('/v1/credits')).toMatchObject({ balance: 3_000, toppedUp: 1_000 })
  } finally {
    await deaf.close()
  }
})
