import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BEGINNINGS } from '#core/media/sample-files.ts'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { type Everything, openWorkspace, signedIn } from './running.ts'
import { DARK_PHONE, expectSoundIn, LIGHT } from './sound.ts'

let all: Everything
beforeAll(async () => {
  all = await openWorkspace()
})
afterAll(() => all?.stop())

const VIDEO = Buffer.concat([BEGINNINGS['video/mp4'] ?? new Uint8Array(), new Uint8Array(50_000)])

describe('an account of TikTok', () => {
  it('shows its posts to whom a person chose, says who that is, and publishes a video', async () => {
    const { page, complaints } = await signedIn(all, {}, '/accounts')
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Connect account' }).click()
    await dialog.locator('input[value="tiktok"]').check({ force: true })
    const audience = dialog.getByLabel('Who sees the posts')
    expect(await audience.inputValue()).toBe('me')
    await audience.selectOption('Everyone')
    await audience.selectOption('Only me')
    await dialog.getByLabel('What people may do with them').selectOption('Comment')
    await expectSoundIn([LIGHT, DARK_PHONE], page, 'connect TikTok')
    await dialog.getByRole('button', { name: 'Continue at TikTok' }).click()
    await page.getByRole('heading', { name: 'Emulated TikTok' }).waitFor()
    await page.getByRole('radio', { name: 'Somebody new', exact: true }).check()
    await page.getByRole('button', { name: 'Allow' }).click()
    const told = dialog.getByText(/ is connected\.$/)
    await told.waitFor()
    const name = ((await told.textContent()) ?? '').replace(' is connected.', '').trim()
    await dialog.getByRole('button', { name: 'Done' }).click()
    const row = page.getByTestId('account-row').filter({ hasText: name })
    await row.getByText('Only its owner sees its posts.').waitFor()

    await page.goto(`${all.webUrl}/calendar`)
    await page.getByTestId('new-post').click()
    await page.getByRole('button', { name }).click()
    const text = page.getByRole('textbox', { name: 'Text', exact: true })
    await text.fill('A tour of the bar')
    await page
      .getByTestId('post-media-input')
      .setInputFiles({ name: 'tour.mp4', mimeType: 'video/mp4', buffer: VIDEO })
    await page.getByTestId('post-medium').waitFor()
    await page
      .getByTestId('post-warning')
      .filter({ hasText: `Nobody but its owner sees what ${name} posts.` })
      .waitFor()
    await expectSoundIn([LIGHT, DARK_PHONE], page, 'a post that its owner alone sees')
    await page.getByRole('button', { name: /^Schedule\b/ }).click()
    const event = page.getByTestId('post-event').filter({ hasText: 'A tour of the bar' })
    await event.waitFor()

    const { items } = await all.api.get<{ items: ScheduledPost[] }>(
      '/v1/scheduled-posts?q=tour%20of%20the%20bar',
    )
    await all.api.patch(`/v1/scheduled-posts/${items[0]?.id}`, { publishAt: new Date().toISOString() })
    await page
      .locator('[data-testid="post-event"][data-status="published"]', { hasText: 'A tour of the bar' })
      .waitFor()
    expect(
      (await all.emulators.sent('tiktok')).filter((item) => item.text === 'A tour of the bar'),
    ).toMatchObject([{ media: [{ kind: 'video', sizeBytes: VIDEO.byteLength }] }])
    expect(complaints).toEqual([])
  })
})
