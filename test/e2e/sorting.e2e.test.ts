import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from '#core/lib/kernel/page.ts'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { type Everything, keepNotices, openWorkspace, signedIn } from './running.ts'
import { DARK_PHONE, expectSoundIn, LIGHT } from './sound.ts'

let all: Everything
beforeAll(async () => {
  all = await openWorkspace()
})
afterAll(() => all?.stop())

const YEAR = new Date().getUTCFullYear() + 1
const sorted = async () => {
  const { items } = await all.api.get<Page<ScheduledPost>>('/v1/scheduled-posts?q=Tasting')
  return items
    .map(({ text, labels, localTime }) => [
      text,
      labels.map(({ name }) => name).join(),
      localTime.slice(0, 10),
    ])
    .sort()
}

it('posts are gathered in a campaign, found by it, and labelled and moved together', async () => {
  const [account] = (await all.api.get<Page<{ id: string; name: string }>>('/v1/accounts')).items.filter(
    ({ name }) => name === 'Café Lumière News',
  )
  for (const color of ['#0b7285', '#c2255c'])
    await all.api.post('/v1/labels', { name: color === '#0b7285' ? 'News' : 'Offer', color })
  for (const [text, day] of [
    ['Tasting on Monday', '05'],
    ['Tasting on Tuesday', '06'],
  ])
    await all.api.post('/v1/scheduled-posts', {
      text,
      accountIds: [account?.id],
      publishAtLocal: `${YEAR}-04-${day}T09:00`,
      timezone: 'UTC',
    })

  const { page, complaints } = await signedIn(all, {}, `/calendar?view=list&date=${YEAR}-04-01`)
  await keepNotices(page)
  await page.getByRole('button', { name: 'Campaigns', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Campaigns' })
  const added = dialog.getByRole('form', { name: 'New campaign' })
  await added.getByRole('textbox', { name: 'Name of the campaign' }).fill('Tasting week')
  await added.getByRole('button', { name: 'Add', exact: true }).click()
  // By its name it stands before the one that the workspace had.
  await dialog.getByTestId('campaign-row').nth(1).waitFor()
  await dialog.getByLabel('First day').first().fill(`${YEAR}-04-05`)
  await dialog.getByLabel('Last day').first().fill(`${YEAR}-04-11`)
  await dialog.getByLabel('Last day').first().blur()
  await expectSoundIn([LIGHT], page, 'campaigns')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await dialog.waitFor({ state: 'detached' })

  const rows = page.locator('.post-list-row')
  await page.getByRole('checkbox', { name: 'Tasting on Monday' }).check()
  await page.getByRole('checkbox', { name: 'Tasting on Tuesday' }).check()
  const bar = page.getByTestId('posts-bulk')
  await bar.getByRole('combobox', { name: 'Campaign' }).selectOption('Tasting week')
  await page.getByText('2 posts are sorted.').waitFor()
  await bar.waitFor({ state: 'detached' })
  await page.getByRole('combobox', { name: 'Campaign' }).selectOption('Tasting week')
  await page.getByTestId('campaign-line').filter({ hasText: '0 of 2 posts are out' }).waitFor()
  expect(await rows.count()).toBe(2)

  await page.getByRole('checkbox', { name: 'Tasting on Monday' }).check()
  await bar.getByRole('button', { name: 'Select all' }).click()
  await bar.getByText('2 selected').waitFor()
  await bar.getByRole('combobox', { name: 'Add label' }).selectOption('Offer')
  // The notice of the act before still stands: the bar goes once this one is done.
  await bar.waitFor({ state: 'detached' })
  await page.getByRole('checkbox', { name: 'Tasting on Tuesday' }).check()
  await bar.getByRole('combobox', { name: 'Move', exact: true }).selectOption('A week later')
  const moved = page.getByRole('alert').filter({ hasText: '1 post is moved.' })
  await moved.waitFor()
  expect(await sorted()).toEqual([
    ['Tasting on Monday', 'Offer', `${YEAR}-04-05`],
    ['Tasting on Tuesday', 'Offer', `${YEAR}-04-13`],
  ])
  await moved.getByRole('button', { name: 'Undo' }).click()
  await page.locator('.post-list-day', { hasText: '6 April' }).getByText('Tasting on Tuesday').waitFor()

  await page.getByTestId('new-post').click()
  expect(await page.getByRole('combobox', { name: 'Campaign' }).last().inputValue()).not.toBe('')
  await page.getByRole('button', { name: 'Offer', exact: true }).click()
  await page.getByRole('button', { name: 'Café Lumière News' }).click()
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Tasting: the last places')
  await page.getByLabel('Date and time').fill(`${YEAR}-04-08T09:00`)
  await page.getByRole('button', { name: 'Save as draft' }).click()
  await page.getByText('Saved as a draft.').waitFor()
  await page.getByTestId('campaign-line').filter({ hasText: '0 of 3 posts are out' }).waitFor()
  await rows.filter({ hasText: 'the last places' }).getByRole('img', { name: 'Offer' }).waitFor()

  await rows.filter({ hasText: 'the last places' }).getByTestId('post-event').click()
  const panel = page.getByTestId('post-panel')
  await panel.getByRole('button', { name: 'News' }).click()
  await panel.getByRole('button', { name: 'News', pressed: true }).waitFor()
  await expectSoundIn([LIGHT, DARK_PHONE], page, 'a post that is sorted')
  expect((await sorted()).map(([, labels]) => labels)).toEqual(['Offer', 'Offer', 'News,Offer'])
  expect(complaints).toEqual([])
})
