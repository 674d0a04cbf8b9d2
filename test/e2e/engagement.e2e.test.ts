import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Everything, openWorkspace, signedIn } from './running.ts'
import { DARK_PHONE, expectSoundIn, LIGHT } from './sound.ts'

let all: Everything
beforeAll(async () => {
  all = await openWorkspace()
})
afterAll(() => all?.stop())

it('is consented to by a member, seen before it happens, taken back, and done at its time', async () => {
  const { page, complaints } = await signedIn(all, {}, '/engagement?tab=mine')
  const account = (name: string) => page.getByTestId('engagement-consent').filter({ hasText: name })

  // Another member's consent cannot be changed, and a platform that forbids it says so.
  await expect.poll(() => account('Camille Roux').getByRole('switch').isDisabled()).toBe(true)
  await page.getByText('Instagram lets no app like or comment').waitFor()

  const own = account('Café Lumière News')
  await own.getByRole('switch', { name: 'Consent for Café Lumière News' }).click()
  await own.getByText('with your consent since').waitFor()
  await own.getByLabel('Reaction', { exact: true }).selectOption('celebrate')
  await own.getByLabel('Comments a day, at most').fill('3')
  await own.getByLabel('Comments a day, at most').press('Tab')
  await page.reload()
  await expect.poll(() => own.getByLabel('Comments a day, at most').inputValue()).toBe('3')
  expect(await own.getByLabel('Reaction', { exact: true }).inputValue()).toBe('celebrate')

  await page.getByRole('link', { name: 'Settings', exact: true }).last().click()
  await page.getByRole('button', { name: 'Add a way to comment' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('In one line')
  await dialog.getByLabel('Longest, in characters').fill('90')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByTestId('comment-pattern').filter({ hasText: 'In one line' }).getByText('20 to 90').waitFor()

  // What the demo's member does to the café's posts is planned already.
  await page.getByRole('link', { name: 'Actions', exact: true }).click()
  const actions = page.getByTestId('engagement-action')
  const likes = actions.filter({ hasText: 'Like' })
  await expect.poll(() => likes.count(), { timeout: 120_000 }).toBeGreaterThan(1)
  const before = await actions.count()
  await likes.first().getByRole('button', { name: 'Take back' }).click()
  await likes.first().getByText('Taken back').waitFor()

  await page.getByLabel('State').selectOption('cancelled')
  await expect.poll(() => actions.count()).toBe(1)
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect.poll(() => actions.count()).toBe(before)

  const client = new pg.Client({ connectionString: all.ownerUrl })
  await client.connect()
  try {
    await client.query('begin')
    await client.query('set local role none')
    await client.query(
      `update engagement_actions set due_at = now() where workspace_id = $1 and status = 'queued' and action_type = 'like'`,
      [all.demo.workspaceId],
    )
    await client.query('commit')
  } finally {
    await client.end()
  }
  await page.getByLabel('State').selectOption('sent')
  await expect
    .poll(() => actions.filter({ hasText: 'Done' }).count(), { timeout: 180_000 })
    .toBeGreaterThan(0)
  expect(complaints).toEqual([])
})

it.each(['/engagement', '/engagement?tab=mine', '/engagement?tab=settings'])('is sound: %s', async (path) => {
  const { page, complaints } = await signedIn(all, {}, path)
  await page.getByRole('heading', { name: 'Team engagement' }).waitFor()
  await expectSoundIn([LIGHT, DARK_PHONE], page, path)
  expect(complaints).toEqual([])
})
