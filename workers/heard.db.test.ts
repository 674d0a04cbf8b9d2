import { expect, it } from 'vitest'
import { importPosts } from '#core/bank/actions/import.ts'
import { deletePost, getPost, listPosts } from '#core/bank/actions/posts.ts'
import type { AppError } from '#core/lib/kernel/errors.ts'
import { listProjectPosts } from '#core/listening/actions/figures.ts'
import { importIntoProject } from '#core/listening/actions/import.ts'
import { createProject, deleteProject } from '#core/listening/actions/projects.ts'
import { startRooms } from '#test/database.ts'

const rooms = startRooms()
const POST = { platform: 'web', externalId: '1', text: 'The best #coffee', postedAt: '2026-03-01T09:00:00Z' }

/** Makes a workspace with a project that heard one post. */
async function listener() {
  const { ctx } = await rooms.newWorkspace()
  const project = await createProject(ctx, {
    name: 'Coffee',
    platforms: ['web'],
    scope: { hashtags: ['coffee'] },
  })
  const { rows } = await importIntoProject(ctx, project.id, { items: [POST] })
  return { ctx, project: project.id, heard: rows[0]?.id ?? '' }
}
const banked = { dryRun: false }

it('a post that was heard is in the bank from when it is brought there, and stays heard when it is taken out', async () => {
  const { ctx, project, heard } = await listener()
  expect((await listPosts(ctx, { limit: 10 })).items).toEqual([])
  const code = await getPost(ctx, heard).catch((error: AppError) => error.code)
  expect(code).toBe('not_found')

  await importPosts(ctx, { items: [POST] }, banked)
  expect(await getPost(ctx, heard)).toMatchObject({ waiting: expect.arrayContaining(['extract_hooks']) })

  await deletePost(ctx, heard)
  expect((await listPosts(ctx, { limit: 10 })).items).toEqual([])
  expect((await listProjectPosts(ctx, project, { limit: 10 })).items).toMatchObject([
    { id: heard, inBank: false },
  ])
})

it('a post of the bank stays there when its project is deleted, with what people and machines found out', async () => {
  const { ctx, project, heard } = await listener()
  await importPosts(ctx, { items: [POST] }, banked)
  await importIntoProject(ctx, project, { items: [{ ...POST, metrics: { likes: 3 } }] })
  await deleteProject(ctx, project)
  expect((await listPosts(ctx, { limit: 10 })).items).toMatchObject([{ id: heard, metrics: { likes: 3 } }])
})
