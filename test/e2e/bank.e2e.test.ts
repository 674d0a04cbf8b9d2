import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Everything, openWorkspace, signedIn } from './running.ts'
import { expectSound } from './sound.ts'
import { englishOn, inFrench } from './words.ts'

let all: Everything
beforeAll(async () => {
  all = await openWorkspace()
})
afterAll(() => all?.stop())

/** A spreadsheet of an older Excel: semicolons, Windows-1252, and a line that names no text. */
const FILE = Buffer.from(
  [
    'platform;externalId;text;postedAt;author;likes;comments',
    'bluesky;e2e-1;"The kettle cried: our descaling day is a café’s best advertisement.";2026-03-01;Ida;90;12',
    'bluesky;e2e-2;;2026-03-02;Ida;3;0',
  ]
    .join('\n')
    .replaceAll('’', '\u0092'),
  'latin1',
)

const row = (page: Page, text: string) => page.getByTestId('bank-row').filter({ hasText: text })

describe('the bank', () => {
  it('shows what an import would do, keeps it, finds the post by meaning and says why it works', async () => {
    const { page, complaints } = await signedIn(all, {}, '/bank')
    await page.getByTestId('bank-row').first().waitFor()
    await page.getByRole('button', { name: 'Import posts' }).click()
    await page
      .getByTestId('bank-file')
      .setInputFiles({ name: 'posts.csv', mimeType: 'text/csv', buffer: FILE })
    const report = page.getByTestId('bank-report')
    await report.getByText('1 post is new').waitFor()
    expect(await report.textContent()).toMatch(/Line 3.*text/)
    expect(await row(page, 'kettle').count()).toBe(0)
    await page.getByRole('button', { name: 'Import 1 post' }).click()
    await report.getByText('1 post added').waitFor()
    await page.getByRole('button', { name: 'Done' }).click()

    // Wait until machines have read it.
    await row(page, 'kettle').getByText('Still being worked out').waitFor({ state: 'detached' })
    await page
      .getByRole('searchbox', { name: 'What should the posts be about?' })
      .fill('descaling the kettle')
    await row(page, 'kettle').getByText('alike').waitFor()
    await page.getByTestId('bank-row').first().getByText('kettle').click()
    const why = page.getByTestId('bank-why')
    await why.getByText('The kettle cried').waitFor()
    await why.getByText('times the engagement that is usual on this platform here').waitFor()
    await why.getByText('How the score is counted').click()
    await why.getByRole('cell', { name: '12 × 2' }).waitFor()
    await page.getByTestId('similar-post').first().waitFor()
    await expectSound(page, 'a captured post')

    await page.getByRole('combobox', { name: 'Structure' }).selectOption({ index: 1 })
    await why.getByText('Not labelled').first().waitFor()
    await page.getByTestId('delete-post').click()
    await row(page, 'kettle').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await row(page, 'kettle').waitFor()
    expect(complaints).toEqual([])
  })

  it('is within reach on a phone in French: posts, authors, and what they are sorted by', async () => {
    const { page, complaints } = await signedIn(all, { viewport: { width: 390, height: 844 } }, '/')
    await page.evaluate(`localStorage.setItem('chorus-language', 'fr')`)
    for (const [path, first] of [
      ['bank', 'bank-row'],
      ['profiles', 'profile-row'],
      ['topics', 'taxonomy-row'],
    ] as const) {
      await page.goto(`${all.webUrl}/${path}`)
      await page.getByTestId(first).first().waitFor()
      await expectSound(page, path)
      // The demo's own hook type has this name.
      const english = (await englishOn(page)).filter((words) => words !== 'List')
      expect([path, english]).toEqual([path, []])
    }
    await page.goto(`${all.webUrl}/bank`)
    await page.getByTestId('bank-row').first().click()
    await page.getByTestId('bank-why').getByText(inFrench('bank.why.formula')).waitFor()
    await expectSound(page, 'a post')
    expect(complaints).toEqual([])
  })
})

describe('profiles and topics', () => {
  it('an author is added by the address of their page, and topics are merged with their posts', async () => {
    const { page, complaints } = await signedIn(all, {}, '/profiles')
    await page.getByRole('button', { name: 'Add profile' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Ida Holm')
    await dialog.getByRole('textbox', { name: 'Handle or address' }).fill('https://example.com/in/ida.holm/')
    await dialog.getByRole('button', { name: 'Add profile' }).click()
    await page.getByTestId('profile-row').filter({ hasText: '@ida.holm' }).waitFor()

    await page.goto(`${all.webUrl}/topics`)
    const merged = page.getByTestId('taxonomy-row').filter({ hasText: 'Productivity and habits' })
    await merged.getByRole('button', { name: 'Merge' }).click()
    await page.getByRole('combobox', { name: 'Into' }).selectOption('Technology and AI')
    await page.getByRole('dialog').getByRole('button', { name: 'Merge' }).click()
    await page.getByText(/posts? (is|are) now in Technology and AI/).waitFor()
    await merged.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })
})
