import {
  type ConnectedAccountRef,
  type Downloaded,
  MEDIA_ADVICE,
  type Media,
  mediaProblem,
  type Outcome,
} from '#core/lib/platform/connector.ts'
import { type HttpAnswer, parseAnswer } from '../http.ts'
import { type Client, failedHarmlessly, failureOf } from './client.ts'
import { messageRules } from './rules.ts'
import { MEDIA_ORIGINS, sha256Bytes } from './unverified.ts'
import { wireMediaInfo, wireUploaded } from './wire/answers.ts'

type Refusal = Exclude<Downloaded, { kind: 'downloaded' }>

const rejected = (code: string, reason: string, advice: string): Refusal => ({
  kind: 'rejected',
  code,
  reason,
  advice,
})

/** Refuses media that WhatsApp would refuse, before they are uploaded. */
export function checkMedia(media: readonly Media[], caption: string): Outcome | null {
  const problem = mediaProblem(media, caption, messageRules)
  return problem && rejected(problem.code, problem.reason, MEDIA_ADVICE[problem.code] ?? '')
}

/** Uploads the bytes to WhatsApp, which keeps them for 30 days. Nobody sees them before they are sent. */
export async function upload(
  client: Client,
  { externalId }: ConnectedAccountRef,
  { bytes, mimeType, fileName = 'file' }: Media,
  now: Date,
): Promise<{ kind: 'uploaded'; id: string } | Refusal> {
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('type', mimeType)
  form.set('file', new Blob([bytes], { type: mimeType }), fileName)
  const answer = await client.post(`${encodeURIComponent(externalId)}/media`, { form })
  const uploaded =
    answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wireUploaded, answer) : null
  return uploaded ? { kind: 'uploaded', id: uploaded.id } : failedHarmlessly(answer, now)
}

/**
 * Downloads a contact's medium: exchanges its id for an address that is valid for five minutes and also needs the token. Asks
 * for another address once when the first has expired.
 */
export async function download(
  client: Client,
  media: { id: string; sha256?: string | undefined; mimeType?: string | undefined },
  maxBytes: number,
  now: Date,
): Promise<Downloaded> {
  const first = await attempt(client, media, maxBytes, now)
  return first === 'expired' ? orExpired(await attempt(client, media, maxBytes, now)) : first
}

const orExpired = (downloaded: Downloaded | 'expired'): Downloaded =>
  downloaded === 'expired'
    ? { kind: 'retry', reason: 'WhatsApp does not give out the file at the address that it named.' }
    : downloaded

async function attempt(
  client: Client,
  { id, sha256, mimeType }: { id: string; sha256?: string | undefined; mimeType?: string | undefined },
  maxBytes: number,
  now: Date,
): Promise<Downloaded | 'expired'> {
  const asked = await client.get(encodeURIComponent(id))
  const info = asked.kind === 'answer' && asked.status === 200 ? parseAnswer(wireMediaInfo, asked) : null
  if (!info) return failedHarmlessly(asked, now)
  if (info.file_size !== undefined && info.file_size > maxBytes) return tooLarge(maxBytes)
  const answer = await client.bytes(info.url, MEDIA_ORIGINS, maxBytes)
  if (answer.kind !== 'answer' || !answer.bytes) return failedDownload(answer, maxBytes, now)
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', answer.bytes))
  const promised = [sha256, info.sha256].flatMap((text) => (text && sha256Bytes(text)) || [])
  if (promised.some((one) => !isSame(one, hash)))
    return { kind: 'retry', reason: 'The file did not arrive as WhatsApp announced it.' }
  const type = info.mime_type ?? mimeType ?? answer.headers.get('content-type')
  return { kind: 'downloaded', bytes: answer.bytes, mimeType: type, sha256: hex(hash) }
}

function failedDownload(answer: HttpAnswer, maxBytes: number, now: Date): Refusal | 'expired' {
  if (answer.kind === 'unanswered' && answer.tooLarge) return tooLarge(maxBytes)
  if (answer.kind !== 'answer') return { kind: 'retry', reason: answer.reason }
  const revoked = failureOf(answer, now)
  if (revoked.kind === 'reauth') return revoked
  if (answer.status === 401 || answer.status === 404) return 'expired'
  return failedHarmlessly(answer, now)
}

const tooLarge = (maxBytes: number): Refusal =>
  rejected(
    'media_size',
    `The file is larger than ${maxBytes / 1024 / 1024} MB, and was not fetched.`,
    'Ask the contact for a smaller one.',
  )

const isSame = (a: Uint8Array, b: Uint8Array) =>
  a.length === b.length && a.every((byte, at) => byte === b[at])

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
