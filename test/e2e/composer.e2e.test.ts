import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from '#core/lib/kernel/page.ts'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { type Everything, openWorkspace, signedIn } from './running.ts'
import { DARK_PHONE, expectSoundIn, LIGHT } from './sound.ts'

let all: Everything
beforeAll(async () => {
  all = await openWorkspace()
})
afterAll(() => all?.stop())

const YEAR = new Date().getUTCFullYear() + 1
const posts = async (q: string) =>
  (await all.api.get<Page<ScheduledPost>>(`/v1/scheduled-posts?q=${encodeURIComponent(q)}`)).items

describe('the composer', () => {
  it('writes something of its own for one account, shows it as it will look there, and keeps it', async () => {
    const { page, complaints } = await signedIn(all, {}, '/calendar')
    await page.getByTestId('new-post').click()
    await page.getByRole('button', { name: 'Café Lumière News' }).click()
    await page.getByRole('button', { name: 'Camille Roux' }).click()
    const text = page.getByRole('textbox', { name: 'Text', exact: true })
    await text.fill('Adapted: we open on Saturday at nine.')
    const group = page.getByRole('group', { name: 'Write for' })
    await group.getByRole('button', { name: 'Camille Roux' }).click()
    await page.getByText('As on all accounts. What you change here stays on this account.').waitFor()
    await text.fill('Adapted: see you on Saturday.')
    await group.getByText('differs').waitFor()
    const preview = page.getByTestId('post-preview')
    await preview.filter({ hasText: 'see you on Saturday' }).waitFor()
    await preview.filter({ hasText: 'we open on Saturday at nine' }).waitFor()
    await expectSoundIn([LIGHT], page, 'a text of one account')
    await group.getByRole('button', { name: 'All accounts' }).click()
    expect(await text.inputValue()).toBe('Adapted: we open on Saturday at nine.')
    await page.getByRole('button', { name: 'Save as draft' }).click()
    await page.getByText('Saved as a draft.').waitFor()
    expect((await posts('Adapted')).map(({ text, variants }) => [text, Object.values(variants)])).toEqual([
      ['Adapted: we open on Saturday at nine.', [{ text: 'Adapted: see you on Saturday.' }]],
    ])
    expect(complaints).toEqual([])
  })

  it('schedules a file of posts after it has said what becomes of each, and takes it back', async () => {
    const { page, complaints } = await signedIn(all, {}, '/calendar')
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    const rows = [
      'text;accounts;publishAt;budget',
      `Imported: spring menu;Café Lumière News;${YEAR}-03-15 09:00;Spring`,
      `Imported: summer menu;Café Lumière News;15/06/${YEAR} 09:00;Summer`,
    ]
    await page
      .getByTestId('posts-file')
      .setInputFiles({ name: 'posts.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n')) })
    const report = page.getByTestId('posts-report')
    await report.getByText('1 post can be scheduled').waitFor()
    await report.getByText('Columns that mean nothing here: budget').waitFor()
    await report.getByText('is no time that means one thing').waitFor()
    await expectSoundIn([LIGHT], page, 'an import of posts')
    expect(await posts('Imported')).toEqual([])
    await page.getByRole('button', { name: 'Schedule 1 post' }).click()
    await report.getByText('1 post was scheduled').waitFor()
    expect((await posts('Imported')).map(({ text }) => text)).toEqual(['Imported: spring menu'])
    await page.getByRole('button', { name: 'Undo' }).click()
    await report.getByText('1 post was deleted again.').waitFor()
    expect(await posts('Imported')).toEqual([])
    await expectSoundIn([DARK_PHONE], page, 'an import that was taken back')
    expect(complaints).toEqual([])
  })
})
