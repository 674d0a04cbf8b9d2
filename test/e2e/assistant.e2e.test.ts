import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Everything, openWorkspace, signedIn } from './running.ts'
import { DARK, expectSoundIn, LIGHT, LIGHT_PHONE } from './sound.ts'

let all: Everything
beforeAll(async () => {
  all = await openWorkspace()
})
afterAll(() => all?.stop())

it('a question is answered with its sources, a draft is proposed, confirmed and opened, and the chat is found again', async () => {
  const { page, complaints } = await signedIn(all, {}, '/')
  await page.getByRole('link', { name: 'Ask the assistant' }).click()
  await page.getByRole('heading', { name: 'What would you like to know?' }).waitFor()
  await expectSoundIn([LIGHT, DARK, LIGHT_PHONE], page, 'the assistant before anything was asked')

  const field = page.getByRole('textbox', { name: 'Your question' })
  await field.fill('Which accounts do we have?')
  await field.press('Enter')
  const answer = page.getByTestId('answer')
  await answer.getByText('Offline engine').waitFor({ timeout: 60_000 })
  await answer.getByRole('list', { name: 'Sources' }).getByRole('link').first().waitFor()
  await expectSoundIn([LIGHT, LIGHT_PHONE], page, 'an answer with sources')

  await field.fill('Make a draft about the new opening hours')
  await field.press('Enter')
  const proposal = page.getByTestId('proposal')
  await proposal.getByText('Waits for you').waitFor({ timeout: 60_000 })
  await proposal.getByText('the new opening hours').first().waitFor()
  await proposal.getByRole('button', { name: 'Confirm' }).click()
  await proposal.getByText('Done').waitFor({ timeout: 60_000 })
  await expectSoundIn([LIGHT, DARK, LIGHT_PHONE], page, 'a proposal that was confirmed')
  await page.reload()
  await proposal.getByText('Done').waitFor()
  await page
    .getByRole('navigation', { name: 'Chats' })
    .getByRole('link', { name: 'Which accounts do we have?' })
    .waitFor()
  await proposal.getByRole('link', { name: 'Open what was made' }).click()
  await page.waitForURL(/\/drafts\/[0-9a-f-]{36}/)
  expect(complaints).toEqual([])
})
