import * as z from 'zod'
import type {
  ConnectedAccountRef,
  Intent,
  MediaKind,
  Prepared,
  StoredMedium,
} from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { type HttpAnswer, parseAnswer } from '../http.ts'
import { type Advanced, inSteps } from '../steps.ts'
import { inPath, rest } from './client.ts'
import { failedHarmlessly } from './errors.ts'
import { PROCESSING_MAX_MS } from './unverified.ts'
import { wireMedium, wireUpload, wireVideoUpload } from './wire/posts.ts'

/** Time until LinkedIn is asked again whether it has worked a file through. */
const ASK_AGAIN_MS = 5_000

const RESOURCES = { image: 'images', video: 'videos', document: 'documents' } as const
type Resource = (typeof RESOURCES)[keyof typeof RESOURCES]

const fileSchema = z.object({
  urn: z.string(),
  resource: z.enum(['images', 'videos', 'documents']),
  /** The description of a picture, the title of a document. */
  label: z.string(),
  /** Parts in order; `tag` is LinkedIn's receipt for one that it has. */
  parts: z.array(
    z.object({ url: z.string(), first: z.number(), last: z.number(), tag: z.string().nullable() }),
  ),
  /** For a video, whose parts are put together at the end. */
  token: z.string().nullable(),
  state: z.enum(['uploading', 'working', 'available']),
})
export type File = z.infer<typeof fileSchema>

const takenSchema = z.object({ since: z.iso.datetime(), files: z.array(fileSchema) })
/** The files of a post, as far as LinkedIn has them. `since`: the time at which the first upload began. */
type Taken = z.infer<typeof takenSchema>

export const filesOf = (handle: string): readonly File[] => takenSchema.parse(JSON.parse(handle)).files

type Refusal = ReturnType<typeof failedHarmlessly>

/**
 * Takes a post's files to LinkedIn: each is announced, sent in parts, put together and worked through. A step goes on from the part that
 * LinkedIn has; what it has done before it was refused is kept, and the refusal met again by the next.
 */
export function prepare(
  outside: Outside,
  account: ConnectedAccountRef,
  media: readonly StoredMedium[],
  handle: string | null,
  { startedAt }: Intent,
): Promise<Prepared> {
  const { now } = outside
  return inSteps<Taken>({
    taken:
      handle === null ? { since: now().toISOString(), files: [] } : takenSchema.parse(JSON.parse(handle)),
    startedAt,
    now,
    advance: (taken) => advance(outside, account, media, taken),
  })
}

/** Makes the next call. */
async function advance(
  outside: Outside,
  account: ConnectedAccountRef,
  media: readonly StoredMedium[],
  taken: Taken,
): Promise<Advanced<Taken>> {
  const { files, since } = taken
  const index = files.findIndex(({ state }) => state !== 'available')
  const file = files[index]
  const next = media[files.length]
  const became = (one: File, is: 'going' | 'working' = 'going'): Advanced<Taken> => ({
    taken: { since, files: files.with(index, one) },
    ...(is === 'working' ? { waitMs: ASK_AGAIN_MS } : { is }),
  })
  if (file?.state === 'uploading') {
    const at = file.parts.findIndex(({ tag }) => tag === null)
    const part = file.parts[at]
    if (!part) return finish(outside, account, file, became)
    const bytes = await media[index]?.read(part.first, part.last)
    if (!bytes) return gone
    const sent = await putPart(outside, account, part.url, bytes)
    if ('kind' in sent) return sent
    return became({ ...file, parts: file.parts.with(at, { ...part, tag: sent.tag }) })
  }
  // All files are sent before the first is asked for: LinkedIn works on them side by side.
  if (next) {
    const announced = await announce(outside, account, next)
    return 'kind' in announced ? announced : { taken: { since, files: [...files, announced] }, is: 'going' }
  }
  if (!file) return { taken, is: 'ready' }
  return ask(outside, account, file, { since, became })
}

const gone: Refusal = {
  kind: 'rejected',
  code: 'media_gone',
  reason: 'A file of this post is no longer there.',
  advice: 'Choose it again.',
}

/** Announces a file: LinkedIn names it, and says where its bytes go. */
async function announce(
  { http, now }: Outside,
  { externalId: owner, credentials: { accessToken: token = '' } }: ConnectedAccountRef,
  medium: StoredMedium,
): Promise<File | Refusal> {
  const resource = resourceOf(medium.kind)
  if (!resource)
    return {
      kind: 'rejected',
      code: 'media_kind',
      reason: `A medium of the kind ${medium.kind} cannot be sent there.`,
      advice: 'Send a picture, a video or a PDF.',
    }
  const answer = await rest(http, token, {
    method: 'POST',
    path: `/rest/${resource}?action=initializeUpload`,
    json: {
      initializeUploadRequest:
        resource === 'videos'
          ? { owner, fileSizeBytes: medium.sizeBytes, uploadCaptions: false, uploadThumbnail: false }
          : { owner },
    },
  })
  const base = { resource, label: labelOf(medium), token: null, state: 'uploading' as const }
  if (resource === 'videos') {
    const value = succeeded(answer) && parseAnswer(wireVideoUpload, answer)?.value
    if (!value) return failedHarmlessly(answer, now())
    const parts = value.uploadInstructions.map(({ uploadUrl: url, firstByte: first, lastByte: last }) => ({
      ...{ url, first, last },
      tag: null,
    }))
    return { ...base, urn: value.video, parts, token: value.uploadToken }
  }
  const value = succeeded(answer) && parseAnswer(wireUpload, answer)?.value
  const urn = value && (value.image ?? value.document)
  if (!urn) return failedHarmlessly(answer, now())
  const whole = { url: value.uploadUrl, first: 0, last: medium.sizeBytes - 1, tag: null }
  return { ...base, urn, parts: [whole] }
}

async function putPart(
  { http, now, signIn }: Outside,
  { credentials: { accessToken: token = '' } }: ConnectedAccountRef,
  url: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ tag: string } | Refusal> {
  const answer = await http({
    method: 'PUT',
    url,
    // LinkedIn takes files where its pages are.
    origins: [new URL(signIn.url).origin],
    token,
    raw: { bytes, mimeType: 'application/octet-stream' },
  })
  if (answer.kind === 'answer' && (answer.status === 200 || answer.status === 201))
    return { tag: answer.headers.get('etag') ?? '' }
  return failedHarmlessly(answer, now())
}

/** Ends the upload of a file; the parts of a video are put together in their order. */
async function finish(
  { http, now }: Outside,
  { credentials: { accessToken: token = '' } }: ConnectedAccountRef,
  file: File,
  became: (file: File) => Advanced<Taken>,
): Promise<Advanced<Taken>> {
  const working: File = { ...file, state: 'working' }
  if (file.token === null) return became(working)
  const answer = await rest(http, token, {
    method: 'POST',
    path: '/rest/videos?action=finalizeUpload',
    json: {
      finalizeUploadRequest: {
        video: file.urn,
        uploadToken: file.token,
        uploadedPartIds: file.parts.map(({ tag }) => tag),
      },
    },
  })
  if (succeeded(answer)) return became(working)
  const refused = failedHarmlessly(answer, now())
  if (refused.kind !== 'rejected') return refused
  // An earlier step may have ended it, and its answer was lost.
  const status = await statusOf(http, token, file)
  return status === 'PROCESSING' || status === 'AVAILABLE' ? became(working) : refused
}

/** Asks whether LinkedIn has worked a file through. */
async function ask(
  { http, now }: Outside,
  { credentials: { accessToken: token = '' } }: ConnectedAccountRef,
  file: File,
  { since, became }: { since: string; became: (file: File, is?: 'going' | 'working') => Advanced<Taken> },
): Promise<Advanced<Taken>> {
  const status = await statusOf(http, token, file)
  if (typeof status !== 'string') return failedHarmlessly(status, now())
  if (status === 'AVAILABLE') return became({ ...file, state: 'available' })
  if (status === 'PROCESSING_FAILED')
    return {
      kind: 'rejected',
      code: status,
      reason: 'LinkedIn could not work this file through.',
      advice: 'Save it anew (a video as MP4, 3 seconds to 30 minutes), and choose it again.',
    }
  if (now().getTime() - Date.parse(since) > PROCESSING_MAX_MS)
    return {
      kind: 'rejected',
      code: 'processing_time',
      reason: 'LinkedIn has worked on this file for an hour without an end.',
      advice: 'Try again, or send a smaller file.',
    }
  return became(file, 'working')
}

async function statusOf(
  http: Outside['http'],
  token: string,
  { urn, resource }: File,
): Promise<string | HttpAnswer> {
  const answer = await rest(http, token, { method: 'GET', path: `/rest/${resource}/${inPath(urn)}` })
  return (succeeded(answer) && parseAnswer(wireMedium, answer)?.status) || answer
}

const succeeded = (answer: HttpAnswer): answer is Extract<HttpAnswer, { kind: 'answer' }> =>
  answer.kind === 'answer' && answer.status === 200

const resourceOf = (kind: MediaKind): Resource | null =>
  kind === 'image' || kind === 'video' || kind === 'document' ? RESOURCES[kind] : null

const labelOf = ({ kind, altText = '', fileName }: StoredMedium): string =>
  kind === 'document' ? altText || fileName.replace(/\.pdf$/i, '') : altText
