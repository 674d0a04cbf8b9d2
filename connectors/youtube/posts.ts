import type {
  ConnectedAccountRef,
  Content,
  FoundPost,
  FoundPosts,
  Outcome,
} from '#core/lib/platform/connector.ts'
import { lengthProblem } from '#core/lib/platform/length.ts'
import { rejected } from '#core/lib/platform/platform-call.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { ask, succeeded } from './client.ts'
import { failedHarmlessly, failedWrite } from './errors.ts'
import { statusOf, written } from './metadata.ts'
import { postRules } from './rules.ts'
import { videoOf } from './upload.ts'
import { wireChannels, wireUploads, wireVideo, wireVideos } from './wire/answers.ts'

const PAGE = 50
const PAGES_MAX = 4
/** Videos that were uploaded longer ago than this before an attempt are not looked through. */
const UPLOADED_WITHIN_MS = 30 * 24 * 3_600_000

/** Makes a video public that was taken in ahead. Done twice, it is public once. */
export async function publish(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  { text }: Content,
  handle: string | undefined,
): Promise<Outcome> {
  const tooLong = lengthProblem(text, postRules.text, 'YouTube')
  if (tooLong) return rejected('text_length', tooLong, 'Shorten the text.')
  const video = handle === undefined ? null : videoOf(handle)
  if (!video) return { kind: 'retry', reason: 'YouTube has not taken in the video of this post yet.' }
  const { id, synthetic } = video
  const answer = await ask(http, account, 'PUT', 'videos?part=status', {
    id,
    status: statusOf('public', synthetic),
  })
  const shown = succeeded(answer) ? parseAnswer(wireVideo, answer) : null
  if (!shown) return failedWrite(answer, now())
  if (shown.status.privacyStatus === 'public') return { kind: 'sent', id, url: pageOf(id) }
  return rejected(
    'stays_private',
    `YouTube keeps this video private: ${pageOf(id)}. It does so until it has audited the project of this installation.`,
    'Whoever runs this installation has to ask YouTube for the audit. The video can be made public by hand in YouTube Studio; then say here that it was published.',
  )
}

export const pageOf = (id: string): string => `https://www.youtube.com/watch?v=${encodeURIComponent(id)}`

/**
 * Lists the account's public videos that became so since a time. One that is not found because it was uploaded long before is made public again, which
 * changes nothing.
 */
export async function find(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  since: Date,
): Promise<FoundPosts> {
  const read = (path: string) => ask(http, account, 'GET', path)
  const mine = await read('channels?part=contentDetails&mine=true')
  const channels = succeeded(mine) ? parseAnswer(wireChannels, mine) : null
  if (!channels) return failedHarmlessly(mine, now())
  const playlist = channels.items.find(({ id }) => id === account.externalId)?.contentDetails
    ?.relatedPlaylists.uploads
  const posts: FoundPost[] = []
  let next: string | undefined
  for (let page = 0; playlist !== undefined && page < PAGES_MAX; page++) {
    const query = new URLSearchParams({
      part: 'snippet,contentDetails',
      playlistId: playlist,
      maxResults: `${PAGE}`,
      ...(next === undefined ? {} : { pageToken: next }),
    })
    const listed = await read(`playlistItems?${query}`)
    const uploads = succeeded(listed) ? parseAnswer(wireUploads, listed) : null
    if (!uploads) {
      const refusal = failedHarmlessly(listed, now())
      // A channel without videos has no such list.
      const isNone = refusal.kind === 'rejected' && refusal.code === 'playlistNotFound'
      return isNone ? { kind: 'found', posts } : refusal
    }
    const ids = uploads.items.map(({ contentDetails }) => contentDetails.videoId)
    if (ids.length === 0) break
    const shown = await read(
      `videos?id=${ids.map(encodeURIComponent).join()}&part=snippet,status&maxResults=${PAGE}`,
    )
    const videos = succeeded(shown) ? parseAnswer(wireVideos, shown) : null
    if (!videos) return failedHarmlessly(shown, now())
    for (const { id, snippet, status } of videos.items) {
      const createdAt = new Date(snippet.publishedAt)
      if (
        status.privacyStatus === 'public' &&
        createdAt.getTime() >= Math.floor(since.getTime() / 1000) * 1000
      )
        posts.push({ id, url: pageOf(id), text: written(snippet.description), createdAt })
    }
    const oldest = Date.parse(uploads.items.at(-1)?.snippet.publishedAt ?? '')
    next = uploads.nextPageToken
    if (next === undefined || oldest < since.getTime() - UPLOADED_WITHIN_MS) break
  }
  return { kind: 'found', posts }
}
