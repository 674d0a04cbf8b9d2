import * as z from 'zod'
import type {
  ConnectedAccountRef,
  Intent,
  Prepared,
  PreparedPost,
  StoredMedium,
} from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { type HttpAnswer, parseAnswer } from '../http.ts'
import { graph, succeeded, tokenOf } from '../meta/graph.ts'
import { type Advanced, inSteps } from '../steps.ts'
import { failedHarmlessly } from './errors.ts'
import { OTHER_OFFSET, PART_MAX_BYTES } from './unverified.ts'
import { wireCreated, wireOtherOffset, wirePart, wireUpload } from './wire/answers.ts'

const videoSchema = z.object({
  id: z.string(),
  session: z.string(),
  /** The next part that Facebook wants; `end` exclusive, and equal to `start` when it has all. */
  start: z.number(),
  end: z.number(),
})
const takenSchema = z.object({
  /** Photos in order, which nobody sees before a post shows them. */
  photos: z.array(z.string()),
  /** A video whose upload is ended by the post. */
  video: videoSchema.nullable(),
})
/** Files of a post that Facebook has. */
export type Taken = z.infer<typeof takenSchema>

export const takenOf = (handle: string): Taken => takenSchema.parse(JSON.parse(handle))

/** Takes a post's files to Facebook: photos as unpublished ones, a video part by part. */
export const prepare = (
  outside: Outside,
  account: ConnectedAccountRef,
  { media }: PreparedPost,
  handle: string | null,
  { startedAt }: Intent,
): Promise<Prepared> =>
  inSteps<Taken>({
    taken: handle === null ? { photos: [], video: null } : takenOf(handle),
    startedAt,
    now: outside.now,
    advance: (taken) => advance(outside, account, media, taken),
  })

async function advance(
  outside: Outside,
  account: ConnectedAccountRef,
  media: readonly StoredMedium[],
  taken: Taken,
): Promise<Advanced<Taken>> {
  const { photos, video } = taken
  const next = media[photos.length]
  if (next?.kind === 'video') {
    if (video && video.start === video.end) return { taken, is: 'ready' }
    return video ? sendPart(outside, account, next, video) : begin(outside, account, next)
  }
  if (!next) return { taken, is: 'ready' }
  const form = new FormData()
  form.set('published', 'false')
  if (next.altText) form.set('alt_text_custom', next.altText)
  const bytes = await next.read(0, next.sizeBytes - 1)
  form.set('source', new Blob([bytes], { type: next.mimeType }), next.fileName)
  const answer = await post(outside, account, 'photos', form)
  const made = succeeded(answer) && parseAnswer(wireCreated, answer)
  if (!made) return failedHarmlessly(answer, outside.now())
  return { taken: { ...taken, photos: [...photos, made.id] }, is: 'going' }
}

async function begin(
  outside: Outside,
  account: ConnectedAccountRef,
  { sizeBytes }: StoredMedium,
): Promise<Advanced<Taken>> {
  const answer = await post(outside, account, 'videos', {
    upload_phase: 'start',
    file_size: String(sizeBytes),
  })
  const begun = succeeded(answer) && parseAnswer(wireUpload, answer)
  if (!begun) return failedHarmlessly(answer, outside.now())
  const { video_id: id, upload_session_id: session, start_offset: start, end_offset: end } = begun
  return { taken: { photos: [], video: { id, session, start, end } }, is: 'going' }
}

/** Sends the part that Facebook wants. Where it has that part already, since an answer was lost, it says which one it wants. */
async function sendPart(
  outside: Outside,
  account: ConnectedAccountRef,
  medium: StoredMedium,
  video: NonNullable<Taken['video']>,
): Promise<Advanced<Taken>> {
  const end = Math.min(video.end, video.start + PART_MAX_BYTES)
  const bytes = await medium.read(video.start, end - 1)
  const form = new FormData()
  form.set('upload_phase', 'transfer')
  form.set('upload_session_id', video.session)
  form.set('start_offset', String(video.start))
  form.set('video_file_chunk', new Blob([bytes], { type: medium.mimeType }), medium.fileName)
  const answer = await post(outside, account, 'videos', form)
  const next = (succeeded(answer) && parseAnswer(wirePart, answer)) || otherPart(answer)
  if (!next) return failedHarmlessly(answer, outside.now())
  return {
    taken: { photos: [], video: { ...video, start: next.start_offset, end: next.end_offset } },
    is: 'going',
  }
}

function otherPart(answer: HttpAnswer): z.infer<typeof wirePart> | null {
  const refused = answer.kind === 'answer' ? parseAnswer(wireOtherOffset, answer)?.error : undefined
  return refused?.error_subcode === OTHER_OFFSET ? refused.error_data : null
}

const post = (
  { http }: Outside,
  account: ConnectedAccountRef,
  edge: 'photos' | 'videos',
  form: Readonly<Record<string, string>> | FormData,
): Promise<HttpAnswer> =>
  graph(http, tokenOf(account), `${encodeURIComponent(account.externalId)}/${edge}`, form)
