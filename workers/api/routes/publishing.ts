import type { OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { idSchema, pageOf } from '#core/lib/kernel/schemas.ts'
import { checkAddresses, inLibrary } from '#core/media/actions.ts'
import type { PostMedium } from '#core/media/schemas.ts'
import { checkPost } from '#core/publishing/actions/check.ts'
import { importPostFile, importPosts } from '#core/publishing/actions/import.ts'
import { removePosts } from '#core/publishing/actions/posts.ts'
import { listPublished } from '#core/publishing/actions/published.ts'
import {
  cancel,
  change,
  pause,
  read,
  remove,
  resume,
  schedule,
  take,
} from '#core/publishing/actions/scheduled-posts.ts'
import { previewRecurrence } from '#core/publishing/actions/series.ts'
import { listCalendar, listSeries } from '#core/publishing/actions/series-view.ts'
import { sortPosts } from '#core/publishing/actions/sorting.ts'
import { cancelTarget, resolveTarget, retryTarget } from '#core/publishing/actions/targets.ts'
import { sortedPostsSchema, sortPostsSchema } from '#core/publishing/schemas/sorting.ts'
import {
  cancelQuerySchema,
  checkedPostSchema,
  createScheduledPostSchema,
  IMPORT_FILE_MAX_BYTES,
  postImportQuerySchema,
  postImportReportSchema,
  postImportSchema,
  previewRecurrenceSchema,
  publishedPostListQuerySchema,
  publishedPostSchema,
  recurrencePreviewSchema,
  removedPostsSchema,
  removePostsSchema,
  resolveTargetSchema,
  scheduleDraftSchema,
  scheduledPostListQuerySchema,
  scheduledPostSchema,
  seriesListQuerySchema,
  seriesSchema,
  updateScheduledPostSchema,
  type Variants,
} from '#core/publishing/schemas.ts'
import type { Api } from '../api.ts'
import { inWorkspace, parse } from '../endpoint.ts'
import { fileRoute } from '../file-route.ts'

const tag = 'Publishing'
const params = z.object({ id: idSchema })

const fetching = { check: checkAddresses, take: inLibrary }

/** Checks media that are given by address without fetching them, and leaves them out. */
function withoutAddresses(media: readonly PostMedium[]): PostMedium[] {
  checkAddresses(media)
  return media.filter((one) => 'mediaId' in one)
}

/** Fetches media of variants that are given by address into the library. */
async function variantsInLibrary(
  ctx: Ctx,
  variants: z.infer<typeof createScheduledPostSchema>['variants'],
  before: (media: readonly PostMedium[]) => readonly PostMedium[] = (media) => media,
): Promise<Variants> {
  const found: Record<string, Variants[string]> = {}
  for (const [accountId, { text, media }] of Object.entries(variants ?? {}))
    found[accountId] = { text, media: media && (await inLibrary(ctx, before(media))) }
  return found
}

export const publishingEndpoints = [
  inWorkspace({
    method: 'post',
    path: '/v1/scheduled-posts',
    tag,
    summary: 'Schedule a post to one or several accounts',
    needs: 'write',
    body: createScheduledPostSchema,
    answers: scheduledPostSchema,
    status: 201,
    run: async (ctx, { body: { media, variants, ...post } }) =>
      schedule(ctx, {
        ...post,
        media: await inLibrary(ctx, media),
        variants: await variantsInLibrary(ctx, variants),
      }),
    again: { of: 'scheduled_post', read },
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/scheduled-posts/check',
    tag,
    summary:
      'Check a post before it is saved: its length on each account, what is refused there, the same words, the same hour',
    needs: 'write',
    body: createScheduledPostSchema,
    answers: checkedPostSchema,
    run: async (ctx, { body: { media, variants, ...post } }) =>
      checkPost(ctx, {
        ...post,
        media: await inLibrary(ctx, withoutAddresses(media)),
        variants: await variantsInLibrary(ctx, variants, withoutAddresses),
      }),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/scheduled-posts/import',
    tag,
    summary: 'Schedule many posts at once, and say of each what became of it; with `dryRun`, what would',
    orFile: 'CSV with the columns text, accounts and publishAt, up to 5 MB and 1,000 posts.',
    needs: 'write',
    query: postImportQuerySchema,
    body: postImportSchema,
    answers: postImportReportSchema,
    run: (ctx, { query, body }) => importPosts(ctx, body, { ...query, fetching }),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/scheduled-posts/remove',
    tag,
    summary: 'Delete several posts of which nothing has been published, such as those of an import',
    needs: 'write',
    body: removePostsSchema,
    answers: removedPostsSchema,
    run: (ctx, { body }) => removePosts(ctx, body),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/scheduled-posts/sort',
    tag,
    summary:
      'Put labels on several posts, take them off, or put the posts into a campaign, whatever their states',
    needs: 'write',
    body: sortPostsSchema,
    answers: sortedPostsSchema,
    run: (ctx, { body }) => sortPosts(ctx, body),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/recurrences/preview',
    tag,
    summary: 'The next times of a recurrence (RFC 5545), before anything is scheduled',
    needs: 'see',
    body: previewRecurrenceSchema,
    answers: recurrencePreviewSchema,
    run: async (_ctx, { body }) => previewRecurrence(body),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/post-series',
    tag,
    summary: 'List posts that recur',
    needs: 'see',
    query: seriesListQuerySchema,
    answers: pageOf(seriesSchema),
    run: (ctx, { query }) => listSeries(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/published-posts',
    tag,
    summary: 'List what has been published, the latest first',
    needs: 'see',
    query: publishedPostListQuerySchema,
    answers: pageOf(publishedPostSchema),
    run: (ctx, { query }) => listPublished(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/scheduled-posts',
    tag,
    summary: 'List scheduled posts by their time; asked for up to a time, with what series will bring',
    needs: 'see',
    query: scheduledPostListQuerySchema,
    answers: pageOf(scheduledPostSchema),
    run: (ctx, { query }) => listCalendar(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/scheduled-posts/{id}',
    tag,
    summary: 'Get a post with its targets and attempts; of a series, those of all its occurrences',
    needs: 'see',
    params,
    answers: scheduledPostSchema,
    run: (ctx, { params: { id } }) => read(ctx, id),
  }),
  inWorkspace({
    method: 'patch',
    path: '/v1/scheduled-posts/{id}',
    tag,
    summary: 'Change what has not begun: a post, an occurrence, it and the following, or a series',
    needs: 'write',
    params,
    body: updateScheduledPostSchema,
    answers: scheduledPostSchema,
    run: async (ctx, { params: { id }, body: { media, variants, ...edit } }) =>
      change(ctx, id, {
        ...edit,
        ...(media ? { media: await inLibrary(ctx, media) } : {}),
        ...(variants ? { variants: await variantsInLibrary(ctx, variants) } : {}),
      }),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/scheduled-posts/{id}/cancel',
    tag,
    summary: 'Cancel what has not begun: a post, an occurrence, it and the following, or a series',
    needs: 'write',
    params,
    query: cancelQuerySchema,
    answers: scheduledPostSchema,
    run: (ctx, { params: { id }, query }) => cancel(ctx, id, query.scope),
  }),
  inWorkspace({
    method: 'delete',
    path: '/v1/scheduled-posts/{id}',
    tag,
    summary: 'Delete what nothing has been published of',
    needs: 'write',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => remove(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/scheduled-posts/{id}/pause',
    tag,
    summary: 'Pause a series: nothing of it goes out',
    needs: 'write',
    params,
    answers: scheduledPostSchema,
    run: (ctx, { params: { id } }) => pause(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/scheduled-posts/{id}/resume',
    tag,
    summary: 'Resume a series with what is still ahead',
    needs: 'write',
    params,
    answers: scheduledPostSchema,
    run: (ctx, { params: { id } }) => resume(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/scheduled-posts/{id}/schedule',
    tag,
    summary: 'Schedule a draft, or approve what somebody else wrote: a post, or a series as a whole',
    needs: 'write',
    params,
    body: scheduleDraftSchema,
    answers: scheduledPostSchema,
    run: (ctx, { params: { id }, body }) => take(ctx, id, 'queued', body),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/scheduled-posts/{id}/submit',
    tag,
    summary: 'Ask for the approval of a draft',
    needs: 'write',
    params,
    answers: scheduledPostSchema,
    run: (ctx, { params: { id } }) => take(ctx, id, 'awaiting_approval'),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/scheduled-posts/{id}/draft',
    tag,
    summary: 'Make a post a draft again that has not begun',
    needs: 'write',
    params,
    answers: scheduledPostSchema,
    run: (ctx, { params: { id } }) => take(ctx, id, 'draft'),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/scheduled-posts/{id}/targets/{targetId}/retry',
    tag,
    summary: 'Try a target again that failed or waits',
    needs: 'write',
    params: params.extend({ targetId: idSchema }),
    answers: scheduledPostSchema,
    run: (ctx, { params: { id, targetId } }) => retryTarget(ctx, id, targetId),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/scheduled-posts/{id}/targets/{targetId}/cancel',
    tag,
    summary: 'Cancel one target and leave the others',
    needs: 'write',
    params: params.extend({ targetId: idSchema }),
    answers: scheduledPostSchema,
    run: (ctx, { params: { id, targetId } }) => cancelTarget(ctx, id, targetId),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/scheduled-posts/{id}/targets/{targetId}/resolve',
    tag,
    summary: 'Say what became of a target that the machine cannot know or may not decide',
    needs: 'write',
    params: params.extend({ targetId: idSchema }),
    body: resolveTargetSchema,
    answers: scheduledPostSchema,
    run: (ctx, { params: { id, targetId }, body }) => resolveTarget(ctx, id, targetId, body),
  }),
]

/** Adds the import of a file, which comes before the JSON route of the same path. */
export const postImportRoute = (app: OpenAPIHono<Api>): void =>
  fileRoute(app, {
    path: '/v1/scheduled-posts/import',
    needs: 'write',
    maxBytes: IMPORT_FILE_MAX_BYTES,
    tooLarge: 'The file is larger than 5 MB. Split it.',
    run: async (ctx, bytes, { query }) =>
      importPostFile(ctx, bytes, { ...parse(postImportQuerySchema, query, 'query'), fetching }),
  })
