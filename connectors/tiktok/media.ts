import * as z from 'zod'
import type {
  ConnectedAccountRef,
  Intent,
  Prepared,
  PreparedPost,
  StoredMedium,
} from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import type { HttpAnswer } from '../http.ts'
import { type Advanced, inSteps } from '../steps.ts'
import { chosenOf } from './audience.ts'
import { ask, creatorOf, dataOf, stateOf } from './client.ts'
import { AGAIN, failedForGood, failedHarmlessly, type Refusal } from './errors.ts'
import { UPLOAD_ORIGIN } from './unverified.ts'
import { wireUpload } from './wire/answers.ts'

/** Bytes of a part, the smallest that TikTok takes; the last part is up to twice as large. */
const PART_BYTES = 5 * 1024 * 1024

const takenSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nothing') }),
  z.object({
    kind: z.literal('photos'),
    username: z.string(),
    chosen: z.object({ privacy_level: z.string(), disable_comment: z.boolean() }),
    /** TikTok's name of the post, once it has been told of it. */
    publishId: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('video'),
    username: z.string(),
    publishId: z.string(),
    uploadUrl: z.string(),
    sizeBytes: z.number().int(),
    /** Bytes that TikTok has. */
    sent: z.number().int(),
  }),
])
/** Files of a post that TikTok has. Of a video it is all but the last part, with which it publishes; photos it fetches itself. */
export type Taken = z.infer<typeof takenSchema>
export type Video = Extract<Taken, { kind: 'video' }>

/** Reads a handle. */
export const takenOf = (handle: string | null): Taken =>
  handle === null ? { kind: 'nothing' } : takenSchema.parse(JSON.parse(handle))

/** Asks what the account may post now, and sends a video's bytes up to its last part. Nothing of it is shown before that part. */
export function prepare(
  outside: Outside,
  account: ConnectedAccountRef,
  post: PreparedPost,
  handle: string | null,
  { startedAt }: Intent,
): Promise<Prepared> {
  return inSteps<Taken>({
    taken: takenOf(handle),
    startedAt,
    now: outside.now,
    async advance(taken) {
      if (taken.kind === 'nothing') return begin(outside, account, post)
      const [medium] = post.media
      if (taken.kind === 'photos' || !medium || taken.sent >= lastPart(taken.sizeBytes).first)
        return { taken, is: 'ready' }
      return sendPart(outside, account, taken, medium)
    },
  })
}

/** Asks for the creator, and announces a video. */
async function begin(
  outside: Outside,
  account: ConnectedAccountRef,
  { text, media, synthetic }: PreparedPost,
): Promise<Advanced<Taken>> {
  const { now } = outside
  const creator = await creatorOf(outside, account)
  if ('failed' in creator) return failedHarmlessly(creator.failed, now())
  const chosen = chosenOf(account.credentials, creator.ok)
  if ('kind' in chosen) return chosen
  const username = creator.ok.creator_username
  const [medium] = media
  if (medium?.kind !== 'video') {
    const { privacy_level, disable_comment } = chosen
    const photos = {
      kind: 'photos',
      username,
      chosen: { privacy_level, disable_comment },
      publishId: null,
    } as const
    return { taken: photos, is: 'ready' }
  }
  const { sizeBytes } = medium
  const { partBytes, count } = lastPart(sizeBytes)
  const answer = await ask(outside, account, 'video/init', {
    post_info: {
      title: text,
      ...chosen,
      brand_content_toggle: false,
      brand_organic_toggle: false,
      is_aigc: synthetic === true,
    },
    source_info: {
      source: 'FILE_UPLOAD',
      video_size: sizeBytes,
      chunk_size: partBytes,
      total_chunk_count: count,
    },
  })
  const made = dataOf(wireUpload, answer)
  if (!made) return failedHarmlessly(answer, now())
  const { publish_id: publishId, upload_url: uploadUrl } = made
  return { taken: { kind: 'video', username, publishId, uploadUrl, sizeBytes, sent: 0 }, is: 'going' }
}

/** Says how a video is divided, and where its last part begins. */
export function lastPart(sizeBytes: number): { partBytes: number; count: number; first: number } {
  const count = Math.max(1, Math.floor(sizeBytes / PART_BYTES))
  return { count, partBytes: count === 1 ? sizeBytes : PART_BYTES, first: (count - 1) * PART_BYTES }
}

/** Sends the part that follows what TikTok has; where that differs from what we know, TikTok is asked. */
async function sendPart(
  outside: Outside,
  account: ConnectedAccountRef,
  taken: Video,
  medium: StoredMedium,
): Promise<Advanced<Taken>> {
  const answer = await put(outside, taken, medium, taken.sent + PART_BYTES - 1)
  if (answer.kind === 'answer' && answer.status === 206)
    return { taken: { ...taken, sent: taken.sent + PART_BYTES }, is: 'going' }
  if (answer.kind !== 'answer' || answer.status < 400 || answer.status >= 500)
    return failedHarmlessly(answer, outside.now())
  const state = await stateOf(outside, account, taken.publishId)
  if ('failed' in state) return failedHarmlessly(state.failed, outside.now())
  const { status, fail_reason: failReason, uploaded_bytes: sent = 0 } = state.ok
  if (status === 'FAILED') return failedForGood(failReason, outside.now())
  return sent > taken.sent ? { taken: { ...taken, sent }, is: 'going' } : uploadGone(answer.status)
}

/** Sends the bytes from what TikTok has to `last`, included. The address alone is the right to send them: no token goes there. */
export async function put(
  { http }: Outside,
  { uploadUrl, sent, sizeBytes }: Video,
  medium: StoredMedium,
  last: number,
): Promise<HttpAnswer> {
  return http({
    method: 'PUT',
    url: uploadUrl,
    origins: [UPLOAD_ORIGIN],
    secret: new URL(uploadUrl).search.slice(1),
    raw: { bytes: await medium.read(sent, last), mimeType: medium.mimeType },
    headers: { 'content-range': `bytes ${sent}-${last}/${sizeBytes}` },
  })
}

export const uploadGone = (status: number): Refusal => ({
  kind: 'rejected',
  code: 'upload',
  reason: `TikTok does not take this upload any more (${status}).`,
  advice: AGAIN,
})
