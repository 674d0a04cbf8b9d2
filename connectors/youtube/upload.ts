import * as z from 'zod'
import type {
  ConnectedAccountRef,
  Intent,
  Outcome,
  Prepared,
  PreparedPost,
  StoredMedium,
} from '#core/lib/platform/connector.ts'
import { lengthProblem } from '#core/lib/platform/length.ts'
import type { Quota } from '#core/lib/platform/quota.ts'
import type { Outside } from '../folder.ts'
import { type HttpAnswer, parseAnswer } from '../http.ts'
import { type Advanced, inSteps } from '../steps.ts'
import { ask, succeeded } from './client.ts'
import { failedHarmlessly, failedWrite, type Refusal } from './errors.ts'
import { snippetOf, statusOf } from './metadata.ts'
import { COSTS, postRules, UPLOAD, units } from './rules.ts'
import { PROCESSING_MAX_MS } from './unverified.ts'
import { type WireVideo, wireStatuses, wireUploaded } from './wire/answers.ts'

/** Bytes of a part: a multiple of 256 KiB, as YouTube asks. */
const PART_BYTES = 4 * 1024 * 1024
/** The shortest time until YouTube is asked whether it has worked a video through: each question costs a unit. */
const ASK_AGAIN_MS = 5_000

/** A post's video, as far as YouTube has it. */
const takenSchema = z.object({
  /** The address of the upload, by which it is gone on with; null where there is none, or no more. */
  session: z.string().nullable(),
  sizeBytes: z.number().int(),
  /** The video, once all of it is there; and since when. */
  video: z.object({ id: z.string(), since: z.iso.datetime() }).nullable(),
  synthetic: z.boolean(),
})
type Taken = z.infer<typeof takenSchema>

const takenOf = (handle: string): Taken => takenSchema.parse(JSON.parse(handle))

/** Returns the video of a handle, and what it is said to be; null while it is not there. */
export function videoOf(handle: string): { id: string; synthetic: boolean } | null {
  const { video, synthetic } = takenOf(handle)
  return video && { id: video.id, synthetic }
}

/** Returns what the next step counts as: an upload where it begins one, a unit where it asks for the video, and nothing while bytes are sent. */
export function quotasOf(handle: string | null): readonly Quota[] {
  const { session, video } = handle === null ? { session: null, video: null } : takenOf(handle)
  if (video) return [units(COSTS.read)]
  return session === null ? [UPLOAD] : []
}

/**
 * Uploads a post's video as private, and waits until YouTube has worked it through. The address of the upload is kept before a byte is sent: an upload
 * that broke off goes on from the byte that YouTube has, so there is never a second video.
 */
export async function prepare(
  outside: Outside,
  account: ConnectedAccountRef,
  post: PreparedPost,
  handle: string | null,
  { startedAt }: Intent,
): Promise<Prepared> {
  const { now } = outside
  const [medium] = post.media
  const tooLong = lengthProblem(post.text, postRules.text, 'YouTube')
  if (tooLong) return refused('text_length', tooLong, 'Shorten the text.')
  if (!medium) return refused('media', 'YouTube takes one video.', 'Choose a video.')
  const youtube = uploads(outside, account, medium)
  const { sizeBytes } = medium
  const none: Taken = { session: null, sizeBytes, video: null, synthetic: post.synthetic === true }
  /** The next byte that YouTube wants; null where it has to be asked. */
  let at: number | null = null
  return inSteps<Taken>({
    taken: handle === null ? none : takenOf(handle),
    startedAt,
    now,
    async advance(taken): Promise<Advanced<Taken>> {
      const { session, video, synthetic } = taken
      if (video) return watched(taken, await youtube.state(video.id), now())
      if (session === null) {
        const begun = await youtube.begin(post, synthetic)
        // The step ends here, so that the address is kept.
        return 'kind' in begun ? begun : { taken: { ...taken, session: begun.session }, waitMs: 0 }
      }
      const sent = at === null ? await youtube.ask(session) : await youtube.send(session, at)
      at = null
      if ('kind' in sent) return sent
      if ('gone' in sent) return { taken: { ...taken, session: null }, waitMs: 0 }
      if ('id' in sent)
        return {
          taken: { ...taken, video: { id: sent.id, since: now().toISOString() } },
          waitMs: ASK_AGAIN_MS,
        }
      at = sent.next
      return { taken, is: 'going' }
    },
  })
}

const refused = (code: string, reason: string, advice: string): Refusal => ({
  kind: 'rejected',
  code,
  reason,
  advice,
})

/** Judges how far YouTube is with a video. */
function watched(taken: Taken, state: WireVideo['status'] | Refusal, now: Date): Advanced<Taken> {
  if ('kind' in state) return state as Refusal
  const { uploadStatus, rejectionReason, failureReason } = state as WireVideo['status']
  if (uploadStatus === 'processed') return { taken, is: 'ready' }
  const another = 'Choose another video, or save this one in another form.'
  if (uploadStatus === 'rejected')
    return refused('video_rejected', `YouTube has refused the video: ${rejectionReason ?? 'other'}.`, another)
  if (uploadStatus === 'failed')
    return refused(
      'video_failed',
      `YouTube could not work the video through: ${failureReason ?? 'other'}.`,
      another,
    )
  if (uploadStatus === 'deleted')
    return refused('video_gone', 'The video has been deleted on YouTube.', 'Try again: it is uploaded anew.')
  const workedMs = now.getTime() - Date.parse(taken.video?.since ?? now.toISOString())
  if (workedMs > PROCESSING_MAX_MS)
    return refused(
      'processing_time',
      'YouTube has worked on this video for three hours without an end.',
      another,
    )
  return { taken, waitMs: Math.max(ASK_AGAIN_MS, workedMs / 4) }
}

/** Answer of a session: the next byte that it wants, its video once it is whole, or that it is no more. */
type Progress = { next: number } | { id: string } | { gone: true } | Refusal

/** The calls that take a video in. */
function uploads(outside: Outside, account: ConnectedAccountRef, medium: StoredMedium) {
  const { http, now } = outside
  const { mimeType, sizeBytes } = medium
  return {
    async begin(post: PreparedPost, synthetic: boolean): Promise<{ session: string } | Refusal> {
      const { accessToken: token = '' } = account.credentials
      const answer = await http({
        method: 'POST',
        path: '/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status&notifySubscribers=true',
        token,
        headers: { 'x-upload-content-length': `${sizeBytes}`, 'x-upload-content-type': mimeType },
        json: { snippet: snippetOf(post), status: statusOf('private', synthetic) },
      })
      const session = succeeded(answer) ? answer.headers.get('location') : null
      return session === null ? failedHarmlessly(answer, now(), 'uploads') : { session }
    },
    ask: (session: string): Promise<Progress> => progressOf(outside, account, session, sizeBytes),
    async send(session: string, first: number): Promise<Progress> {
      const last = Math.min(first + PART_BYTES, sizeBytes) - 1
      const bytes = await medium.read(first, last)
      const answer = await put(outside, account, session, {
        headers: { 'content-range': `bytes ${first}-${last}/${sizeBytes}` },
        raw: { bytes, mimeType },
      })
      const progress = readProgress(answer, now())
      return 'next' in progress && progress.next <= first
        ? { kind: 'retry', reason: 'YouTube has taken in nothing of a part of the video.' }
        : progress
    },
    state: (id: string) => stateOf(outside, account, id),
  }
}

/** Asks a session how far it is. */
async function progressOf(
  outside: Outside,
  account: ConnectedAccountRef,
  session: string,
  sizeBytes: number,
): Promise<Progress> {
  const headers = { 'content-range': `bytes */${sizeBytes}` }
  return readProgress(await put(outside, account, session, { headers }), outside.now())
}

/** Calls the address of an upload, which is a secret: whoever has it can upload in the account's name. */
const put = (
  { http }: Outside,
  { credentials: { accessToken: token = '' } }: ConnectedAccountRef,
  session: string,
  what: Pick<Parameters<Outside['http']>[0], 'headers' | 'raw'>,
): Promise<HttpAnswer> =>
  http({ method: 'PUT', url: session, origins: [], token, secret: [token, session], ...what })

function readProgress(answer: HttpAnswer, now: Date): Progress {
  if (answer.kind === 'answer') {
    const { status, headers } = answer
    if (status === 308) {
      // Without the header, nothing of it is there.
      const last = /^bytes=0-(\d+)$/.exec(headers.get('range') ?? '')?.[1]
      return { next: last === undefined ? 0 : Number(last) + 1 }
    }
    if (status === 404 || status === 410) return { gone: true }
    const video = succeeded(answer) ? parseAnswer(wireUploaded, answer) : null
    if (video) return { id: video.id }
  }
  return failedHarmlessly(answer, now, 'uploads')
}

/** Reads the status of a video. One that is not there any more is `deleted`. */
async function stateOf(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  id: string,
): Promise<WireVideo['status'] | Refusal> {
  const path = `videos?id=${encodeURIComponent(id)}&part=status,processingDetails`
  const answer = await ask(http, account, 'GET', path)
  const read = succeeded(answer) ? parseAnswer(wireStatuses, answer) : null
  if (!read) return failedHarmlessly(answer, now())
  return read.items[0]?.status ?? { uploadStatus: 'deleted', privacyStatus: 'private' }
}

/** Returns what taking a video away counts as. */
export const quotasOfDiscard = (): readonly Quota[] => [units(COSTS.read + COSTS.write)]

/**
 * Deletes the video of an upload, whole or begun, as long as nobody can see it. An upload that is not whole shows nothing, and YouTube forgets it
 * within a week.
 */
export async function discard(
  outside: Outside,
  account: ConnectedAccountRef,
  handle: string,
): Promise<Outcome> {
  const { session, sizeBytes, video } = takenOf(handle)
  const nothing: Outcome = { kind: 'sent', id: video?.id ?? 'none' }
  let id = video?.id
  if (id === undefined && session !== null) {
    const progress = await progressOf(outside, account, session, sizeBytes)
    if ('kind' in progress) return progress
    id = 'id' in progress ? progress.id : undefined
  }
  if (id === undefined) return nothing
  const state = await stateOf(outside, account, id)
  if ('kind' in state) return state as Refusal
  const { uploadStatus, privacyStatus } = state as WireVideo['status']
  if (uploadStatus === 'deleted' || privacyStatus !== 'private') return nothing
  const answer = await ask(outside.http, account, 'DELETE', `videos?id=${encodeURIComponent(id)}`)
  return succeeded(answer) ? { kind: 'sent', id } : failedWrite(answer, outside.now())
}
