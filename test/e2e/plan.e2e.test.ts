import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Everything, openWorkspace, signedIn } from './running.ts'
import { DARK_PHONE, expectSoundIn, LIGHT } from './sound.ts'

let all: Everything
beforeAll(async () => {
  all = await openWorkspace()
})
afterAll(() => all?.stop())

/** Ends every subscription of the workspace at Stripe, by Stripe's own API. */
async function endAtStripe(workspaceId: string): Promise<void> {
  const call = (method: string, path: string) =>
    fetch(`${all.phoneUrl}/stripe/v1/${path}`, { method, headers: { authorization: 'Bearer sk_test_1' } })
  const { data } = (await (await call('GET', 'subscriptions?limit=100')).json()) as {
    data: { id: string; metadata: Record<string, string> }[]
  }
  for (const { id, metadata } of data)
    if (metadata.workspace_id === workspaceId) await call('DELETE', `subscriptions/${id}`)
}

it('an owner chooses a plan, pays on Stripe’s page, and comes back to what it gives', async () => {
  const { page, complaints } = await signedIn(all, {}, '/settings/plan')
  const plan = page.locator('.billing-plan')
  await plan.getByText('Enterprise').waitFor()
  // The demo café pays for it already: an end at Stripe arrives here by itself.
  const { id } = await all.api.get<{ id: string }>('/v1/workspaces/current')
  await endAtStripe(id)
  await plan.getByText('Free').waitFor()
  await page.getByRole('button', { name: 'Choose Pro' }).click()
  await page.getByRole('button', { name: 'Pay', exact: true }).click()
  await plan.getByText('Pro').waitFor()
  await page.getByRole('list', { name: 'Invoices' }).getByText('Paid').first().waitFor()

  await page.getByRole('button', { name: 'Buy 1,000 credits' }).click()
  await page.getByRole('button', { name: 'Pay', exact: true }).click()
  await page.getByRole('list', { name: 'What was granted and used' }).getByText('Credits bought').waitFor()

  await page.getByRole('button', { name: 'Change, cancel or pay' }).click()
  await page.getByRole('button', { name: 'Cancel at the period’s end' }).click()
  await page.getByRole('button', { name: 'Do not cancel' }).waitFor()
  await page.getByRole('button', { name: 'Back' }).click()
  await page.getByText(/^Ends on /).waitFor()
  expect(complaints).toEqual([])

  await expectSoundIn([LIGHT, DARK_PHONE], page, 'plan')
})
