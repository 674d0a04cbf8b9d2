import type { Page, Response } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { png } from '#core/media/sample-files.ts'
import { type Everything, keepNotices, openWorkspace, signedIn } from './running.ts'
import { expectSound, expectSoundIn, LIGHT, LIGHT_PHONE } from './sound.ts'

let all: Everything
beforeAll(async () => {
  all = await openWorkspace()
})
afterAll(() => all?.stop())

const openMira = (page: Page) =>
  page.getByTestId('character-row').filter({ hasText: 'Mira' }).getByRole('button').first().click()
const tab = (page: Page, name: string) =>
  page.getByLabel('Parts of the character').getByRole('button', { name }).click()
const row = (page: Page, text: string) => page.getByTestId('content').filter({ hasText: text })

/** Returns the body of the request of an answer. */
const asked = (answer: Response) => (answer.request().postDataJSON() ?? {}) as { to?: string }

describe('a character’s media', () => {
  it('are added, rejected by keyboard with a reason, approved on a phone, and offered to its posts alone', async () => {
    const { page, complaints } = await signedIn(all, {}, '/characters')
    await openMira(page)
    await tab(page, 'Media')
    await row(page, 'cup.jpg').waitFor()
    await page.getByTestId('content-input').setInputFiles({
      name: 'terrace.png',
      mimeType: 'image/png',
      buffer: Buffer.from(png(640, 480, [180, 90, 40])),
    })
    await row(page, 'terrace.png')
      .getByText(/^Picture .*640 × 480/)
      .waitFor()
    await row(page, 'terrace.png').getByText('Quality').click()
    await row(page, 'terrace.png').getByText('Nobody has judged what it shows').waitFor()
    await expectSound(page, 'a character’s media')

    // What came last is asked about first.
    await page.goto(`${all.webUrl}/characters/approval`)
    const open = page.getByTestId('awaiting')
    await open.getByText('terrace.png').waitFor()
    await expectSoundIn([LIGHT, LIGHT_PHONE], page, 'the queue of approval')
    await page.keyboard.press('r')
    await page.getByRole('textbox', { name: 'Why' }).fill('Too dark.')
    await page.keyboard.press('Control+Enter')
    await open.getByText('What do you drink when it rains?').first().waitFor()

    await page.setViewportSize(LIGHT_PHONE.viewport)
    await keepNotices(page)
    await open.getByRole('button', { name: 'Approve' }).click()
    const undone = page.waitForResponse(
      (answer) => answer.url().includes('/content/decisions') && asked(answer).to === 'pending',
    )
    // The notice of the rejection may still stand, with an Undo of its own.
    const notice = page.locator('.notice').filter({ hasText: 'Approved.' })
    await notice.getByRole('button', { name: 'Undo' }).click()
    await undone
    // Nothing is approved any more: it waits again.
    await page.goto(`${all.webUrl}/characters/approval`)
    await open.getByText('What do you drink when it rains?').first().waitFor()
    await page.keyboard.press('j')
    await open.getByText('cup.jpg').waitFor()
    await open.getByRole('button', { name: 'Approve' }).click()
    await open.getByText('What do you drink when it rains?').first().waitFor()

    await page.setViewportSize(LIGHT.viewport)
    await page.goto(`${all.webUrl}/characters`)
    await openMira(page)
    await tab(page, 'Media')
    await row(page, 'terrace.png').getByText('Rejected: Too dark.').waitFor()
    await row(page, 'cup.jpg').getByText('Approved').waitFor()

    // She speaks through the channel: its posts show what is approved, and nothing else.
    await tab(page, 'About')
    const channel = page.getByRole('checkbox', { name: /Café Lumière News/ })
    await channel.click()
    await expect.poll(() => channel.isChecked(), { timeout: 60_000 }).toBe(true)
    await page.goto(`${all.webUrl}/calendar?view=list`)
    await page.getByTestId('new-post').click()
    await page.getByRole('button', { name: 'Café Lumière News' }).click()
    await page.getByRole('button', { name: 'From Mira’s media' }).click()
    await page.getByTestId('approved').filter({ hasText: 'cup.jpg' }).waitFor()
    expect(await page.getByTestId('approved').filter({ hasText: 'terrace.png' }).count()).toBe(0)
    await page.getByTestId('approved').filter({ hasText: 'The drum is warm' }).click()
    expect(await page.getByRole('textbox', { name: 'Text' }).inputValue()).toContain('The drum is warm')
    await page.getByRole('button', { name: 'From Mira’s media' }).click()
    await page.getByTestId('approved').filter({ hasText: 'cup.jpg' }).click()
    await page
      .getByTestId('post-medium')
      .filter({ has: page.getByLabel('Description of cup.jpg') })
      .waitFor()
    await page.getByTestId('post-media-input').setInputFiles({
      name: 'other.png',
      mimeType: 'image/png',
      buffer: Buffer.from(png(320, 200, [10, 90, 40])),
    })
    await page.getByLabel('Description of other.png').waitFor()
    await page.getByRole('button', { name: 'Save as draft' }).click()
    await page.getByText('Only what is approved in the character’s media').first().waitFor()
    expect(complaints.filter((one) => !one.includes('422'))).toEqual([])
  })
})
