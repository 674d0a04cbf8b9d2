import type {
  ConnectedAccountRef,
  Content,
  FoundPosts,
  Outcome,
  PublishIntent,
  StoredMedium,
} from '#core/lib/platform/connector.ts'
import { lengthProblem } from '#core/lib/platform/length.ts'
import type { Outside } from '../folder.ts'
import { unansweredWrite } from '../http.ts'
import { ask, dataOf, type Read, stateOf } from './client.ts'
import { failedForGood, failedHarmlessly, failedPost, failedWrite } from './errors.ts'
import { lastPart, put, type Taken, takenOf, uploadGone, type Video } from './media.ts'
import { postRules } from './rules.ts'
import { type WireState, wirePhotos } from './wire/answers.ts'

/** Times between questions for a post's state, in milliseconds, as long as an attempt may last. */
const WAITS_MS = [300, 700, 1_500, 2_500, 4_000]
/** After this long, an attempt leaves the rest to the look. */
const ATTEMPT_MS = 15_000

type Known = Exclude<Taken, { kind: 'nothing' }>
type State = Read<WireState>

/**
 * Publishes a post: a video with the last part of its bytes, photos by telling TikTok where they are; then waits until TikTok shows it. A later
 * attempt first asks what became of the one before.
 */
export async function publish(
  outside: Outside,
  account: ConnectedAccountRef,
  { text }: Content,
  intent: PublishIntent,
  handle: string | undefined,
  files: readonly StoredMedium[],
): Promise<Outcome> {
  const tooLong = lengthProblem(text, postRules.text, 'TikTok')
  if (tooLong) return { kind: 'rejected', code: 'text_length', reason: tooLong, advice: 'Shorten the text.' }
  const taken = takenOf(handle ?? null)
  if (taken.kind === 'nothing')
    return {
      kind: 'rejected',
      code: 'media_needed',
      reason: 'TikTok shows no post without a video or photos.',
      advice: 'Add one.',
    }
  return taken.kind === 'video'
    ? publishVideo(outside, account, intent, taken, files)
    : publishPhotos(outside, account, intent, taken, { text, files })
}

async function publishVideo(
  outside: Outside,
  account: ConnectedAccountRef,
  intent: PublishIntent,
  taken: Video,
  [medium]: readonly StoredMedium[],
): Promise<Outcome> {
  const { now } = outside
  if (!medium) return { kind: 'retry', reason: 'The file of this post is not there.' }
  if (intent.attempt > 1) {
    const state = await stateOf(outside, account, taken.publishId)
    if ('failed' in state) return failedHarmlessly(state.failed, now())
    if (!awaitsBytes(state.ok, taken)) return shownBy(outside, account, intent, taken)
  }
  const answer = await put(
    outside,
    { ...taken, sent: lastPart(taken.sizeBytes).first },
    medium,
    taken.sizeBytes - 1,
  )
  if (answer.kind !== 'answer') return unansweredWrite(answer)
  if (answer.status === 201) return shownBy(outside, account, intent, taken)
  if (answer.status < 400 || answer.status >= 500) return failedWrite(answer, now())
  const state = await stateOf(outside, account, taken.publishId)
  if ('failed' in state) return { kind: 'unknown', reason: WORKING }
  return awaitsBytes(state.ok, taken) ? uploadGone(answer.status) : shownBy(outside, account, intent, taken)
}

/** Tests whether the last part of a video is not there yet: nothing can have been published. */
const awaitsBytes = ({ status, uploaded_bytes: has = 0 }: WireState, { sizeBytes }: Video): boolean =>
  status === 'PROCESSING_UPLOAD' && has < sizeBytes

async function publishPhotos(
  outside: Outside,
  account: ConnectedAccountRef,
  intent: PublishIntent,
  taken: Extract<Taken, { kind: 'photos' }>,
  { text, files }: { text: string; files: readonly StoredMedium[] },
): Promise<Outcome> {
  if (taken.publishId !== null) return shownBy(outside, account, intent, taken)
  const photos = await Promise.all(files.map((file) => file.link()))
  const answer = await ask(outside, account, 'content/init', {
    media_type: 'PHOTO',
    post_mode: 'DIRECT_POST',
    post_info: {
      title: '',
      description: text,
      ...taken.chosen,
      auto_add_music: false,
      brand_content_toggle: false,
      brand_organic_toggle: false,
    },
    source_info: { source: 'PULL_FROM_URL', photo_images: photos, photo_cover_index: 0 },
  })
  const made = dataOf(wirePhotos, answer)
  if (!made) return failedWrite(answer, outside.now())
  return shownBy(outside, account, intent, { ...taken, publishId: made.publish_id })
}

/** Waits a while until TikTok shows a post that it has; what it is still working on is looked for later. */
async function shownBy(
  outside: Outside,
  account: ConnectedAccountRef,
  { startedAt, attempt }: PublishIntent,
  taken: Known,
): Promise<Outcome> {
  const { now } = outside
  const publishId = taken.publishId ?? ''
  let state: State = await stateOf(outside, account, publishId)
  for (const waitMs of WAITS_MS) {
    if (!isWorkedOn(state) || now().getTime() + waitMs - startedAt.getTime() > ATTEMPT_MS) break
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    state = await stateOf(outside, account, publishId)
  }
  const handle = JSON.stringify(taken)
  if ('failed' in state) {
    const refusal = failedHarmlessly(state.failed, now())
    return { kind: 'unknown', reason: 'reason' in refusal ? refusal.reason : WORKING, handle }
  }
  if (state.ok.status === 'FAILED') {
    const { fail_reason: failReason } = state.ok
    // Photos are told of anew where that may help; the name of a video that failed is of no more use.
    return taken.kind === 'photos' && attempt === 1
      ? failedPost(failReason, now())
      : failedForGood(failReason, now())
  }
  return state.ok.status === 'PUBLISH_COMPLETE'
    ? { kind: 'sent', ...placeOf(state.ok, taken) }
    : { kind: 'unknown', reason: WORKING, handle }
}

const WORKING = 'TikTok is still working on this post.'

const isWorkedOn = (state: State): boolean =>
  !('failed' in state) &&
  (state.ok.status === 'PROCESSING_UPLOAD' || state.ok.status === 'PROCESSING_DOWNLOAD')

/** Names a post: by its id once TikTok shows it to everybody, else by the name of its publishing, on its author's page. */
function placeOf({ publicaly_available_post_id: [id] }: WireState, taken: Known) {
  const page = `https://www.tiktok.com/@${encodeURIComponent(taken.username)}`
  return id === undefined ? { id: taken.publishId ?? '', url: page } : { id, url: `${page}/video/${id}` }
}

/** Looks for the post of an attempt by the name that TikTok gave it. */
export async function find(
  outside: Outside,
  account: ConnectedAccountRef,
  intentId: string,
  handle: string | undefined,
): Promise<FoundPosts> {
  const { now } = outside
  const taken = takenOf(handle ?? null)
  if (taken.kind === 'nothing' || taken.publishId === null)
    return {
      kind: 'rejected',
      code: 'unreadable',
      reason: 'TikTok lets no app look for photos whose answer was lost.',
      advice: 'Look at the profile there.',
    }
  const state = await stateOf(outside, account, taken.publishId)
  if ('failed' in state) return failedHarmlessly(state.failed, now())
  if (state.ok.status === 'PUBLISH_COMPLETE') {
    const { id, url } = placeOf(state.ok, taken)
    return { kind: 'found', posts: [{ id, url, text: '', createdAt: now(), marker: intentId }] }
  }
  // Nothing of it is shown: the next attempt sends the last part, or says why it failed.
  if (state.ok.status === 'FAILED' || (taken.kind === 'video' && awaitsBytes(state.ok, taken)))
    return { kind: 'found', posts: [] }
  return { kind: 'retry', reason: WORKING }
}
