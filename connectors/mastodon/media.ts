import * as z from 'zod'
import type {
  ConnectedAccountRef,
  Intent,
  Prepared,
  PreparedPost,
  StoredMedium,
} from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { inSteps } from '../steps.ts'
import { type Client, clientOf, succeeded } from './client.ts'
import { failedHarmlessly } from './errors.ts'
import { PROCESSING_MAX_MS } from './unverified.ts'
import { wireMedium } from './wire/answers.ts'

/** Time until the server is asked again whether it has worked a file through. */
const ASK_AGAIN_MS = 10_000
/** The longest description that a server takes. */
const MAX_DESCRIPTION = 1_500

const takenSchema = z.object({
  since: z.iso.datetime(),
  /** The server's files, in the order of the post's. */
  files: z.array(z.object({ id: z.string(), ready: z.boolean() })),
})
/** A post's files, as far as the server has them. Those that no post names are dropped after about a day. */
type Taken = z.infer<typeof takenSchema>

type Refusal = ReturnType<typeof failedHarmlessly>

/** Returns the ids of the files that a post shows. */
export const idsOf = (handle: string): string[] =>
  takenSchema.parse(JSON.parse(handle)).files.map(({ id }) => id)

/** Uploads a post's files, and waits until the server has worked them through. An upload whose answer was lost is made again. */
export function prepare(
  outside: Outside,
  account: ConnectedAccountRef,
  { media }: PreparedPost,
  handle: string | null,
  { startedAt }: Intent,
): Promise<Prepared> {
  const { now } = outside
  const client = clientOf(outside, account)
  return inSteps<Taken>({
    taken:
      handle === null ? { since: now().toISOString(), files: [] } : takenSchema.parse(JSON.parse(handle)),
    startedAt,
    now,
    async advance(taken) {
      const { files } = taken
      const next = media[files.length]
      const at = files.findIndex(({ ready }) => !ready)
      const waiting = files[at]
      if (!next && !waiting) return { taken, is: 'ready' }
      const file = next ? await upload(client, next, now) : await ask(client, waiting?.id ?? '', taken, now)
      if ('kind' in file) return file
      const has = { ...taken, files: next ? [...files, file] : files.with(at, file) }
      return next || file.ready ? { taken: has, is: 'going' } : { taken: has, waitMs: ASK_AGAIN_MS }
    },
  })
}

type Taking = Taken['files'][number] | Refusal

/** Sends one file with its description. Pictures are ready at once; videos are worked through. */
async function upload(client: Client, medium: StoredMedium, now: () => Date): Promise<Taking> {
  const { mimeType, sizeBytes, fileName, altText } = medium
  const form = new FormData()
  if (altText) form.set('description', altText.slice(0, MAX_DESCRIPTION))
  const bytes = await medium.read(0, sizeBytes - 1)
  form.set('file', new Blob([bytes], { type: mimeType }), fileName)
  const answer = await client({ method: 'POST', path: '/api/v2/media', form })
  const isTaken = answer.kind === 'answer' && (answer.status === 200 || answer.status === 202)
  const made = isTaken ? parseAnswer(wireMedium, answer) : null
  return made
    ? { id: made.id, ready: answer.kind === 'answer' && answer.status === 200 }
    : failedHarmlessly(answer, now())
}

/** Asks whether the server has worked a file through. */
async function ask(client: Client, id: string, { since }: Taken, now: () => Date): Promise<Taking> {
  const answer = await client({ method: 'GET', path: `/api/v1/media/${encodeURIComponent(id)}` })
  if (succeeded(answer) && parseAnswer(wireMedium, answer)) return { id, ready: true }
  if (answer.kind !== 'answer' || answer.status !== 206) return failedHarmlessly(answer, now())
  if (now().getTime() - Date.parse(since) <= PROCESSING_MAX_MS) return { id, ready: false }
  return {
    kind: 'rejected',
    code: 'processing_time',
    reason: 'The server has worked on this file for an hour without an end.',
    advice: 'Try again, or send a smaller file.',
  }
}
