import type { ConnectedAccountRef, Content, FoundPosts, Outcome } from '#core/lib/platform/connector.ts'
import { lengthProblem } from '#core/lib/platform/length.ts'
import { linksIn } from '#core/lib/platform/links.ts'
import { rejected } from '#core/lib/platform/platform-call.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { findSince } from '../meta/account.ts'
import { graph, succeeded, timeOf, tokenOf } from '../meta/graph.ts'
import { withUsage } from '../meta/usage.ts'
import { failedHarmlessly, failedWrite } from './errors.ts'
import { type Taken, takenOf } from './media.ts'
import { postRules } from './rules.ts'
import { wireCreated, wireDone, wirePost, wireVideo } from './wire/answers.ts'

/** Publishes a post: its text, the link in it, or the files that were taken in ahead. */
export async function publish(
  outside: Outside,
  account: ConnectedAccountRef,
  { text }: Content,
  handle: string | undefined,
): Promise<Outcome> {
  const tooLong = lengthProblem(text, postRules.text, 'Facebook')
  if (tooLong) return rejected('text_length', tooLong, 'Shorten the text.')
  const taken = handle === undefined ? null : takenOf(handle)
  return taken?.video
    ? publishVideo(outside, account, text, taken.video)
    : publishPost(outside, account, text, taken?.photos ?? [])
}

async function publishPost(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  text: string,
  photos: readonly string[],
): Promise<Outcome> {
  const [link] = linksIn(text, { bare: false, path: 'any script' })
  const answer = await graph(http, tokenOf(account), `${encodeURIComponent(account.externalId)}/feed`, {
    message: text,
    fields: 'id,permalink_url',
    ...(photos.length > 0
      ? { attached_media: JSON.stringify(photos.map((media_fbid) => ({ media_fbid }))) }
      : link
        ? { link: text.slice(link.start, link.end) }
        : {}),
  })
  const made = succeeded(answer) ? parseAnswer(wireCreated, answer) : null
  if (!made || answer.kind !== 'answer') return failedWrite(answer, now())
  const { id, permalink_url: url } = made
  return withUsage({ kind: 'sent', id, ...(url === undefined ? {} : { url }) }, answer.headers, now())
}

/**
 * Ends the upload of a video, by which Facebook publishes it once it has worked it through. The post's id comes later than this call, so the
 * video's own stands for it: both lead to the same comments.
 */
async function publishVideo(
  outside: Outside,
  account: ConnectedAccountRef,
  text: string,
  { id, session }: NonNullable<Taken['video']>,
): Promise<Outcome> {
  const { http, now } = outside
  const answer = await graph(http, tokenOf(account), `${encodeURIComponent(account.externalId)}/videos`, {
    upload_phase: 'finish',
    upload_session_id: session,
    description: text,
  })
  const done = succeeded(answer) ? parseAnswer(wireDone, answer) : null
  const outcome = done ? null : failedWrite(answer, now())
  if (outcome && outcome.kind !== 'rejected') return outcome
  const looked = await graph(http, tokenOf(account), `${id}?fields=status,post_id,permalink_url`)
  const video = succeeded(looked) ? parseAnswer(wireVideo, looked) : null
  if (outcome) {
    // Nobody else knows the upload: an earlier attempt has ended it, and its answer was lost.
    const isThere = video !== null && ['processing', 'ready'].includes(video.status.video_status)
    return isThere ? { kind: 'unknown', reason: 'Facebook has published this video already.' } : outcome
  }
  if (video?.status.video_status === 'error')
    return rejected(
      'processing',
      'Facebook could not work this video through.',
      'Save the video anew (MP4 with H.264 and AAC), and choose it again.',
    )
  const { post_id: post, permalink_url: url } = video ?? {}
  const own = post === undefined || post.includes('_') ? post : `${account.externalId}_${post}`
  return { kind: 'sent', id: own ?? id, ...(url === undefined ? {} : { url }) }
}

/** Lists a page's own posts since a time, newest first. */
export const find = (outside: Outside, account: ConnectedAccountRef, since: Date): Promise<FoundPosts> =>
  findSince(outside, account, since, {
    name: 'Facebook',
    path: `${encodeURIComponent(account.externalId)}/published_posts`,
    item: wirePost,
    fields: 'id,message,created_time,permalink_url',
    found: ({ id, message: text, created_time, permalink_url: url = null }) => ({
      ...{ id, url, text },
      createdAt: timeOf(created_time),
    }),
    failed: failedHarmlessly,
  })
