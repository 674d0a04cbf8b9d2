import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Everything, openWorkspace, signedIn } from './running.ts'
import { DARK, expectSoundIn, LIGHT, LIGHT_PHONE } from './sound.ts'

let all: Everything
beforeAll(async () => {
  all = await openWorkspace()
})
afterAll(() => all?.stop())

it('a rule is written, tried ahead, run by hand and switched off, and its post awaits approval', async () => {
  const { page, complaints } = await signedIn(all, {}, '/characters')
  await page.getByTestId('character-row').filter({ hasText: 'Mira' }).getByRole('button').first().click()
  const channel = page.getByRole('checkbox', { name: /Café Lumière News/ })
  await channel.click()
  await expect.poll(() => channel.isChecked(), { timeout: 60_000 }).toBe(true)
  await page.goto(`${all.webUrl}/characters`)
  await page.getByRole('link', { name: 'Automation' }).click()
  await page.getByRole('button', { name: 'New rule' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Morning thought')
  await dialog.getByLabel('Character').selectOption({ label: 'Mira' })
  await dialog.getByRole('group', { name: 'Posts on' }).getByRole('checkbox').first().check()
  await dialog.getByLabel('What the post says').fill('A thought about {{subject}}.')
  await dialog.getByLabel('Posts a week, at most').fill('2')
  await dialog.getByRole('button', { name: 'Save' }).click()
  // A variable that is none is refused where it stands.
  await dialog.getByText('There is no variable “subject” here').waitFor()
  await dialog.getByLabel('What the post says').fill('The morning begins slowly, and that is fine.')
  await expectSoundIn([LIGHT, LIGHT_PHONE], page, 'a rule as it is written')
  await dialog.getByRole('button', { name: 'Save' }).click()

  const rule = page.getByTestId('automation-rule').filter({ hasText: 'Morning thought' })
  await rule.getByRole('button', { name: 'The coming week' }).click()
  const week = rule.getByRole('region', { name: 'The coming week' })
  await week.getByText('The posts of the week are used up.').first().waitFor()
  expect(await week.getByRole('listitem').count()).toBeGreaterThanOrEqual(6)
  await expectSoundIn([LIGHT, DARK, LIGHT_PHONE], page, 'rules with the week of one')

  await rule.getByRole('button', { name: 'Post now' }).click()
  await rule.getByRole('link', { name: /posted/ }).click()
  const execution = page.getByTestId('automation-execution').filter({ hasText: 'by hand' })
  await execution.getByText('Posted').waitFor({ timeout: 180_000 })
  await execution.getByText('Awaits approval for').waitFor()
  await expectSoundIn([LIGHT, LIGHT_PHONE], page, 'what rules did')
  await execution.getByRole('link', { name: 'Open the post' }).click()
  await page.getByText('Awaiting approval').first().waitFor()

  await page.goto(`${all.webUrl}/automation`)
  await rule.getByRole('switch').click()
  await expect.poll(() => rule.getByRole('button', { name: 'Post now' }).count()).toBe(0)
  await page.reload()
  await expect.poll(() => rule.getByRole('switch').isChecked()).toBe(false)
  // The refusal of the unknown variable is asked for.
  expect(complaints.filter((one) => !one.includes('422'))).toEqual([])
})
