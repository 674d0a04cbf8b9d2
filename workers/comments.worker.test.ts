import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Comment } from '#core/comments/schemas.ts'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { enterHouse, eventually, type House, newWorkspace } from '#test/house.ts'

let house: House
beforeAll(async () => {
  house = await enterHouse()
})
afterAll(() => house?.close())

it('a question under a post is read by the tick, answered once from knowledge, and shown with its thread', async () => {
  const { owner } = await newWorkspace(house)
  await owner.post('/v1/knowledge/faqs', {
    question: 'Are you open on Sunday?',
    answer: 'We are open on Sunday from ten to four.',
  })
  const { id } = await owner.post<{ id: string }>('/v1/practice', { platform: 'bluesky' })
  const { externalId } = await owner.get<{ externalId: string }>(`/v1/accounts/${id}`)
  const publishAt = new Date(Date.now() + 1_000).toISOString()
  const { id: postId } = await owner.post<ScheduledPost>('/v1/scheduled-posts', {
    text: 'Fresh bread.',
    accountIds: [id],
    publishAt,
  })
  const published = await eventually(
    () => owner.get<ScheduledPost>(`/v1/scheduled-posts/${postId}`),
    ({ status }) => status === 'published',
  )
  const from = { id: 'ana', name: 'Ana Ruiz' }
  const replyTo = published.targets[0]?.externalId ?? ''
  const said = { platform: 'bluesky', account: externalId, from, replyTo }
  await house.emulators.inbound({ ...said, text: 'Are you open on Sunday?' })
  await house.tick()
  await house.tick()
  const { items } = await eventually(
    () => owner.get<{ items: Comment[] }>('/v1/comments?status=answered'),
    (page) => page.items[0]?.actions[0]?.status === 'sent',
  )
  expect(items).toMatchObject([{ author: { name: 'Ana Ruiz' }, triage: 'respond' }])
  const own = (await house.emulators.sent('bluesky')).filter(
    ({ account, kind }) => account === externalId && kind === 'comment',
  )
  expect(own.map(({ text }) => text)).toEqual([expect.stringContaining('from ten to four')])
  const whole = await owner.get<{ thread: Comment[] }>(`/v1/comments/${items[0]?.id}`)
  expect(whole.thread.map(({ isOwn }) => isOwn)).toEqual([false, true])
})
