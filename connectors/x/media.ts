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
import { inSteps } from '../steps.ts'
import { failedHarmlessly } from './errors.ts'
import { PROCESSING_MAX_MS } from './unverified.ts'
import { type WireMedium, wireMedium } from './wire/answers.ts'

/** Bytes of a part of a video; X takes up to a thousand parts. */
const PART_BYTES = 4 * 1024 * 1024
/** Time until X is asked again whether it has worked a file through, where it names none. */
const ASK_AGAIN_MS = 5_000
/** The longest description that X takes. */
const MAX_DESCRIPTION = 1_000

const fileSchema = z.object({
  id: z.string(),
  /** Parts that X has, of a file that is sent in parts. */
  parts: z.number().int(),
  state: z.enum(['sending', 'working', 'describing', 'ready']),
})
const takenSchema = z.object({ since: z.iso.datetime(), files: z.array(fileSchema) })
type File = z.infer<typeof fileSchema>
/** A post's files, as far as X has them. It forgets those that no post names after a day. */
type Taken = z.infer<typeof takenSchema>
type Refusal = ReturnType<typeof failedHarmlessly>

/** Returns the ids of the files that a post shows. */
export const idsOf = (handle: string): string[] =>
  takenSchema.parse(JSON.parse(handle)).files.map(({ id }) => id)

/** Uploads a post's files, each with its description, and waits until X has worked them through. */
export function prepare(
  outside: Outside,
  account: ConnectedAccountRef,
  { media }: PreparedPost,
  handle: string | null,
  { startedAt }: Intent,
): Promise<Prepared> {
  const { now } = outside
  const x = uploads(outside, account)
  return inSteps<Taken>({
    taken:
      handle === null ? { since: now().toISOString(), files: [] } : takenSchema.parse(JSON.parse(handle)),
    startedAt,
    now,
    async advance(taken) {
      const { files, since } = taken
      const at = files.findIndex(({ state }) => state !== 'ready')
      const place = at < 0 ? files.length : at
      const medium = media[place]
      if (!medium) return { taken, is: 'ready' }
      const next = await advance(x, medium, files[place])
      if ('kind' in next) return next
      const has = { since, files: at < 0 ? [...files, next.file] : files.with(at, next.file) }
      if (next.waitMs === null) return { taken: has, is: 'going' }
      return now().getTime() - Date.parse(since) > PROCESSING_MAX_MS
        ? broken('processing_time', 'X has worked on this file for an hour without an end.')
        : { taken: has, waitMs: next.waitMs }
    },
  })
}

/** A file after one call; `waitMs`: how long X works on it before it is to be asked again. */
type OneFile = { file: File; waitMs: number | null } | Refusal

/** Makes the next call for one file. */
async function advance(
  x: ReturnType<typeof uploads>,
  medium: StoredMedium,
  file: File | undefined,
): Promise<OneFile> {
  if (!file) return medium.kind === 'video' ? x.announce(medium) : x.whole(medium)
  if (file.state === 'describing') return x.describe(file, medium.altText ?? '')
  if (file.state === 'working') return x.ask(file, medium)
  return file.parts * PART_BYTES < medium.sizeBytes ? x.part(file, medium) : x.finish(file, medium)
}

const broken = (code: string, reason: string): Refusal => ({
  kind: 'rejected',
  code,
  reason,
  advice: 'Save the file in another form, and choose it again.',
})

/** The calls that take a file in. */
function uploads({ http, now }: Outside, { credentials: { accessToken: token = '' } }: ConnectedAccountRef) {
  const read = (answer: HttpAnswer): WireMedium | Refusal => {
    const isDone = answer.kind === 'answer' && answer.status >= 200 && answer.status < 300
    const medium = isDone ? parseAnswer(wireMedium, answer) : null
    return medium?.data ?? failedHarmlessly(answer, now())
  }
  const described = (file: File, { altText }: StoredMedium): OneFile => ({
    file: { ...file, state: altText ? 'describing' : 'ready' },
    waitMs: null,
  })
  const after = (answer: HttpAnswer, file: Omit<File, 'id' | 'state'>, medium: StoredMedium): OneFile => {
    const found = read(answer)
    if ('kind' in found) return found as Refusal
    const { id, processing_info: info } = found as WireMedium
    if (info?.state === 'failed') return broken('processing', 'X could not work this file through.')
    if (info === undefined || info.state === 'succeeded')
      return described({ ...file, id, state: 'ready' }, medium)
    const waitMs = info.check_after_secs === undefined ? ASK_AGAIN_MS : info.check_after_secs * 1000
    return { file: { ...file, id, state: 'working' }, waitMs }
  }
  const post = (path: string, body: { json: unknown } | { form: FormData }) =>
    http({ method: 'POST', path, token, ...body })
  const formOf = async (
    medium: StoredMedium,
    first: number,
    last: number,
    fields: Record<string, string>,
  ) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    const bytes = await medium.read(first, last)
    form.set('media', new Blob([bytes], { type: medium.mimeType }), medium.fileName)
    return form
  }
  return {
    async whole(medium: StoredMedium): Promise<OneFile> {
      const form = await formOf(medium, 0, medium.sizeBytes - 1, { media_category: 'tweet_image' })
      return after(await post('/2/media/upload', { form }), { parts: 0 }, medium)
    },
    async announce({ mimeType: media_type, sizeBytes: total_bytes }: StoredMedium): Promise<OneFile> {
      const json = { media_type, total_bytes, media_category: 'tweet_video' }
      const made = read(await post('/2/media/upload/initialize', { json }))
      if ('kind' in made) return made as Refusal
      return { file: { id: (made as WireMedium).id, parts: 0, state: 'sending' }, waitMs: null }
    },
    async part(file: File, medium: StoredMedium): Promise<OneFile> {
      const first = file.parts * PART_BYTES
      const last = Math.min(first + PART_BYTES, medium.sizeBytes) - 1
      const form = await formOf(medium, first, last, { segment_index: `${file.parts}` })
      const answer = await post(`/2/media/upload/${file.id}/append`, { form })
      return answer.kind === 'answer' && answer.status >= 200 && answer.status < 300
        ? { file: { ...file, parts: file.parts + 1 }, waitMs: null }
        : failedHarmlessly(answer, now())
    },
    async finish({ id, parts }: File, medium: StoredMedium): Promise<OneFile> {
      return after(await post(`/2/media/upload/${id}/finalize`, { json: {} }), { parts }, medium)
    },
    async ask({ id, parts }: File, medium: StoredMedium): Promise<OneFile> {
      const path = `/2/media/upload?command=STATUS&media_id=${id}`
      return after(await http({ method: 'GET', path, token }), { parts }, medium)
    },
    async describe(file: File, text: string): Promise<OneFile> {
      const json = { id: file.id, metadata: { alt_text: { text: text.slice(0, MAX_DESCRIPTION) } } }
      const answer = await post('/2/media/metadata', { json })
      return answer.kind === 'answer' && answer.status >= 200 && answer.status < 300
        ? { file: { ...file, state: 'ready' }, waitMs: null }
        : failedHarmlessly(answer, now())
    },
  }
}
