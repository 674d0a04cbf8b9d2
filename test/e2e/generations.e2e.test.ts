import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Everything, openWorkspace, signedIn } from './running.ts'
import { expectSoundIn, LIGHT, LIGHT_PHONE } from './sound.ts'

let all: Everything
beforeAll(async () => {
  all = await openWorkspace()
})
afterAll(() => all?.stop())

const openCharacter = (page: Page, name: string) =>
  page.getByTestId('character-row').filter({ hasText: name }).getByRole('button').first().click()
const tab = (page: Page, name: string) =>
  page.getByLabel('Parts of the character').getByRole('button', { name }).click()
const generation = (page: Page, text: string) => page.getByTestId('generation').filter({ hasText: text })

it('cards are asked for, made while one looks, and approved where they came, also on a phone; minors are refused', async () => {
  const { page, complaints } = await signedIn(all, {}, '/characters')
  await openCharacter(page, 'Mira')
  await tab(page, 'Generate')
  await page.getByText('Nothing has been asked for yet.').waitFor()
  const form = page.getByRole('form', { name: 'Generate' })
  // Without a provider of pictures, one is told before that a card comes.
  await form.getByText('a card with these words is drawn instead').waitFor()
  await form.getByLabel('Kind').selectOption({ label: 'Quote card' })
  await form.getByLabel('How many').selectOption('2')
  await form.getByTestId('generation-cost').getByText('Costs nothing').waitFor()
  await form.getByLabel('What the card says').fill('Patience is a kind of speed. ☕')
  await form.getByRole('button', { name: 'Generate' }).click()
  const made = generation(page, 'Patience is a kind of speed.')
  await made.getByText('2 of 2 made').waitFor()
  await made.getByText('Done', { exact: true }).waitFor()
  const result = made.getByTestId('content')
  await expect.poll(() => result.count()).toBe(2)
  await result.first().getByText('generated').waitFor()
  await result.first().getByText('Quality').click()
  await result.first().getByText('A card, drawn here').waitFor()
  await expectSoundIn([LIGHT, LIGHT_PHONE], page, 'what was generated')

  await page.setViewportSize(LIGHT_PHONE.viewport)
  await result.first().getByRole('button', { name: 'Approve' }).click()
  await result.first().getByText('Approved', { exact: true }).waitFor()
  await page.setViewportSize(LIGHT.viewport)

  await form.getByLabel('Kind').selectOption({ label: 'Text' })
  await form.getByLabel('What the text is about').fill('We roast on Mondays and open at eight.')
  await form.getByRole('button', { name: 'Generate' }).click()
  await generation(page, 'We roast on Mondays').getByText('1 result').waitFor()
  await page.getByLabel('Kind').last().selectOption({ label: 'Text' })
  await expect.poll(() => page.getByTestId('generation').count()).toBe(1)
  await page.getByLabel('State').selectOption({ label: 'Failed' })
  await page.getByText('Nothing of this kind.').waitFor()

  // A character of which nobody has said how old it is.
  await page.goto(`${all.webUrl}/characters`)
  await page.getByRole('button', { name: 'New character' }).first().click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Ageless')
  await page.getByRole('dialog').getByRole('button', { name: 'New character' }).click()
  await tab(page, 'Generate')
  await form.getByLabel('What the card says').fill('Hello.')
  await form.getByRole('button', { name: 'Generate' }).click()
  await form.getByText('not stated to be an adult').waitFor()

  await tab(page, 'Results')
  await page.getByText('Nothing has been counted yet.').waitFor()
  await expectSoundIn([LIGHT], page, 'results of a character')
  await page.getByRole('link', { name: 'Charts and earlier days' }).click()
  await page.getByRole('link', { name: 'Show everything' }).waitFor()
  await page.locator('.figures-of').getByText('Ageless').waitFor()
  await expectSoundIn([LIGHT, LIGHT_PHONE], page, 'figures of a character')
  expect(complaints.filter((one) => !one.includes('422'))).toEqual([])
})
