import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Comment, MonitoredPost } from '#core/comments/schemas.ts'
import type { Page } from '#core/lib/kernel/page.ts'
import { BEGINNINGS } from '#core/media/sample-files.ts'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { type Everything, openWorkspace, signedIn } from './running.ts'
import { DARK_PHONE, expectSoundIn, LIGHT } from './sound.ts'

const PATIENCE = { timeout: 90_000 }
const ZONE = 'UTC'

let all: Everything
beforeAll(async () => {
  all = await openWorkspace()
})
afterAll(() => all?.stop())

const film = {
  name: 'terrace.mp4',
  mimeType: 'video/mp4',
  buffer: Buffer.concat([Buffer.from(BEGINNINGS['video/mp4'] ?? []), Buffer.alloc(4_000)]),
}
const channel = () => all.demo.accounts.youtube ?? ''
const externalId = () => all.demo.platforms.find(({ platform }) => platform === 'youtube')?.externalId ?? ''
const found = async (text: string) =>
  (await all.api.get<Page<ScheduledPost>>(`/v1/scheduled-posts?q=${encodeURIComponent(text)}`)).items[0]

/** Has the comments under a video read now, whether or not the clock has put it on watch. */
async function readComments(video: string) {
  const watched = await all.api.get<Page<MonitoredPost>>(
    `/v1/monitored-posts?accountId=${channel()}&limit=50`,
  )
  const known = watched.items.find((one) => one.externalId === video)
  if (known) await all.api.patch(`/v1/monitored-posts/${known.id}`, { monitoring: true })
  else await all.api.post('/v1/monitored-posts', { accountId: channel(), externalId: video })
}

describe('a video', () => {
  it('is composed for a YouTube channel, lies private until it is whole, is published, and its comments are answered and hidden', async () => {
    const { page, complaints } = await signedIn(all, { timezoneId: ZONE }, '/calendar')
    await page.getByTestId('new-post').click()
    await page.locator('.account-chip').filter({ hasText: 'YouTube' }).click()
    await page
      .getByRole('textbox', { name: 'Text', exact: true })
      .fill('Our terrace opens\n\nCome by from ten on Saturday.')
    const problem = page.getByRole('alert')
    await page.getByTestId('post-media-input').setInputFiles(film)
    await page.getByTestId('post-medium').waitFor()
    expect(await problem.count()).toBe(0)
    await page.getByTestId('post-preview').filter({ hasText: 'Our terrace opens' }).waitFor()
    await expectSoundIn([LIGHT, DARK_PHONE], page, 'a video for a channel')
    await page.getByLabel('Date and time').fill(new Date().toISOString().slice(0, 16))
    await page.getByRole('button', { name: /^Schedule/ }).click()

    const video = async () => (await found('Our terrace opens'))?.targets[0]?.externalId ?? null
    await expect.poll(video, PATIENCE).not.toBeNull()
    const sent = (await all.emulators.sent('youtube')).filter(({ account }) => account === externalId())
    expect(sent).toMatchObject([
      {
        id: await video(),
        media: [{ kind: 'video', name: 'Our terrace opens', sizeBytes: film.buffer.length }],
      },
    ])
    const post = await found('Our terrace opens')
    await page.goto(`${all.webUrl}/calendar?post=${post?.id}`)
    const link = page.getByTestId('post-target').getByRole('link')
    await link.first().waitFor()
    expect(await link.first().getAttribute('href')).toBe(`https://www.youtube.com/watch?v=${await video()}`)

    const said = { platform: 'youtube', account: externalId(), replyTo: (await video()) ?? '' }
    await all.emulators.inbound({
      ...{ ...said, from: { id: 'nora', name: 'Nora Blick' } },
      text: 'Is the terrace covered when it rains, and may I bring my two dogs along?',
    })
    await readComments((await video()) ?? '')
    const comment = async () =>
      (await all.api.get<Page<Comment>>(`/v1/comments?accountId=${channel()}&limit=50`)).items.find(
        ({ author }) => author.name === '@Nora Blick',
      )
    await expect.poll(async () => (await comment())?.text ?? null, PATIENCE).toContain('covered')
    await page.goto(`${all.webUrl}/comments?tab=all&account=${channel()}&comment=${(await comment())?.id}`)
    const panel = page.getByTestId('comment-panel')
    await panel.getByRole('textbox', { name: 'Answer under the comment' }).fill('It is, and they may.')
    await panel.getByRole('button', { name: 'Answer', exact: true }).click()
    const answers = async () =>
      (await all.emulators.sent('youtube')).filter(({ kind }) => kind === 'comment').map(({ text }) => text)
    await expect.poll(answers, PATIENCE).toContain('It is, and they may.')

    await page.goto(`${all.webUrl}/comments?tab=all&account=${channel()}&comment=${(await comment())?.id}`)
    await panel.getByRole('button', { name: 'Hide', exact: true }).click()
    await panel.getByRole('button', { name: 'Show again' }).waitFor()
    expect(complaints).toEqual([])
  })
})
