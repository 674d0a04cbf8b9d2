import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Everything, keepNotices, openWorkspace, signedIn } from './running.ts'
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
    await keepNotices(page)
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

describe('listening', () => {
  it('from an empty project to its figures: a mistake is pointed at, a file comes in, a number opens its posts, and what is left out comes back', async () => {
    const { page, complaints } = await signedIn(all, {}, '/listening')
    await page.getByTestId('project').first().waitFor()
    await page.getByRole('button', { name: 'New project' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Kettles')
    await dialog.getByRole('checkbox', { name: 'Web and feeds' }).check()
    await dialog.getByRole('textbox', { name: 'Query' }).fill('kettle (tea')
    await dialog.getByRole('button', { name: 'Start listening' }).click()
    expect(await dialog.getByTestId('mistake').locator('mark').textContent()).toBe('(')
    await dialog.getByRole('textbox', { name: 'Query' }).fill('kettle')
    await dialog.getByRole('button', { name: 'Start listening' }).click()

    await page.getByRole('heading', { name: 'Kettles' }).waitFor()
    await page.getByRole('button', { name: 'Import posts' }).click()
    await page.getByTestId('heard-file').setInputFiles({ name: 'k.csv', mimeType: 'text/csv', buffer: HEARD })
    await page.getByTestId('heard-report').getByText('2 new posts').waitFor()
    await page.getByTestId('heard-report').getByText('1 outside the scope').waitFor()
    await page.getByRole('button', { name: 'Done' }).click()
    const creators = page.getByRole('region', { name: 'Creators' })
    await creators.getByRole('row', { name: /bob/ }).getByRole('link').first().click()
    const posts = page.getByTestId('heard-post')
    await posts.filter({ hasText: 'awful' }).getByText('because of “awful”').waitFor()
    expect(await posts.count()).toBe(1)
    await posts.getByRole('combobox', { name: 'How it feels' }).selectOption('Neutral')
    await posts.getByText('as one of you said').waitFor()
    await keepNotices(page)
    await posts.getByRole('button', { name: 'Not relevant' }).click()
    await page.getByText('Nothing fits').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await posts.first().waitFor()
    await posts.getByRole('button', { name: 'Into the bank' }).click()
    await posts.getByText('In the bank').waitFor()
    // The project has a query, which would leave most of their posts out.
    await posts.getByRole('button', { name: 'Watch author' }).click()
    await page.getByText('bob is watched in “@bob”.').waitFor()
    await expectSound(page, 'posts of a project')
    // The query with a mistake was refused once.
    expect(complaints.filter((one) => !one.includes('422'))).toEqual([])
  })

  it('is within reach on a phone in French', async () => {
    const { page, complaints } = await signedIn(all, { viewport: { width: 390, height: 844 } }, '/')
    await page.evaluate(`localStorage.setItem('chorus-language', 'fr')`)
    await page.goto(`${all.webUrl}/listening`)
    await page.getByTestId('project').first().waitFor()
    await expectSound(page, 'projects')
    expect(await englishOn(page)).toEqual([])
    await page.getByTestId('project').filter({ hasText: 'Lyon' }).getByRole('link').click()
    await page.getByText(inFrench('listening.volume.title')).first().waitFor()
    await expectSound(page, 'a project')
    expect(complaints).toEqual([])
  })
})

/** Two posts of kettles, and one of something else. */
const HEARD = Buffer.from(
  `platform,externalId,text,postedAt,author,likes
web,k1,I love my kettle,${new Date().toISOString()},ada,4
web,k2,An awful kettle,${new Date().toISOString()},bob,2
web,k3,A teapot,${new Date().toISOString()},bob,2
`,
)
