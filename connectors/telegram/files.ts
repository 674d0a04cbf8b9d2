import type { Downloaded } from '#core/lib/platform/connector.ts'
import { parseAnswer } from '../http.ts'
import { type Client, failedHarmlessly } from './client.ts'
import { DOWNLOAD_MAX_BYTES } from './rules.ts'
import { wireFile, wireOk } from './wire/answers.ts'

const wireFileOk = wireOk(wireFile)

/** Downloads a contact's file: exchanges its id for a path that is valid for an hour. At most 20 MB, even when more is asked. */
export async function download(
  client: Client,
  { id, mimeType }: { id: string; mimeType?: string | undefined },
  wantedMax: number,
  now: Date,
): Promise<Downloaded> {
  const maxBytes = Math.min(wantedMax, DOWNLOAD_MAX_BYTES)
  const asked = await client.call('getFile', { file_id: id })
  const file = asked.kind === 'answer' ? parseAnswer(wireFileOk, asked)?.result : undefined
  if (!file) return failedHarmlessly(asked, now)
  if ((file.file_size ?? 0) > maxBytes) return tooLarge(maxBytes)
  if (file.file_path === undefined)
    return { kind: 'retry', reason: 'Telegram does not say where the file is.' }
  const answer = await client.bytes(file.file_path, maxBytes)
  if (answer.kind === 'unanswered' && answer.tooLarge) return tooLarge(maxBytes)
  // A 404 for a file path says nothing of the token; a 404 for a method would.
  if (answer.kind === 'answer' && answer.status === 404)
    return { kind: 'retry', reason: 'Telegram does not give out the file at the path that it named.' }
  if (answer.kind !== 'answer' || !answer.bytes) return failedHarmlessly(answer, now)
  const { bytes, headers } = answer
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const sha256 = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { kind: 'downloaded', bytes, mimeType: mimeType ?? headers.get('content-type'), sha256 }
}

const tooLarge = (maxBytes: number): Downloaded => ({
  kind: 'rejected',
  code: 'media_size',
  reason: `The file is larger than ${maxBytes / 1024 / 1024} MB, and was not fetched.`,
  advice: 'Ask the contact for a smaller one.',
})
