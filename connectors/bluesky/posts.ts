import {
  type ConnectedAccountRef,
  type Content,
  type FoundPosts,
  type Intent,
  MEDIA_ADVICE,
  mediaProblem,
  type Outcome,
} from '#core/lib/platform/connector.ts'
import { lengthProblem } from '#core/lib/platform/length.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { type Client, clientOf } from './client.ts'
import { failedHarmlessly } from './errors.ts'
import { type Span, spansOf } from './facets.ts'
import { COLLECTION, recordOf, showsTheSame } from './record.ts'
import { placeOf, read, uriOf, urlOf, write } from './records.ts'
import { postRules } from './rules.ts'
import { type WireBlob, wireResolved, wireUploaded } from './wire/answers.ts'

/** Time limit for the uploads before the record is written: together with the write they stay within the lease. */
const PREPARED_WITHIN_MS = 30_000

type Or<T> = { ok: T } | { refused: Outcome }

/**
 * Publishes a post as a record under a key made of its intent. The key makes it exactly once: a second try finds the record there
 * and leaves it alone (`swapRecord: null`).
 */
export async function publish(
  outside: Outside,
  account: ConnectedAccountRef,
  post: Content,
  intent: Intent,
): Promise<Outcome> {
  const problem = problemOf(post)
  if (problem) return problem
  const client = clientOf(outside, account)
  const { now } = outside
  const place = await placeOf(account, COLLECTION, intent)
  const spans = spansOf(post.text)
  const [dids, uploaded] = await Promise.all([resolve(client, spans, now), upload(client, post, now)])
  if ('refused' in dids) return dids.refused
  if ('refused' in uploaded) return uploaded.refused
  if (now().getTime() - intent.startedAt.getTime() > PREPARED_WITHIN_MS)
    return { kind: 'retry', reason: 'Bluesky took too long to take the pictures.' }

  const given = { createdAt: intent.startedAt, spans, dids: dids.ok }
  const put = (blobs: readonly WireBlob[]) => {
    const record = recordOf(post, { ...given, blobs })
    return write(client, place, record, { now, isSame: (stored) => showsTheSame(record, stored) })
  }
  const outcome = await put(uploaded.ok)
  if (outcome.kind !== 'rejected' || outcome.code !== 'BlobNotFound') return outcome
  // Bluesky drops uploads that no record names after a while, and those of a deleted post: upload them again, once.
  const again = await upload(client, post, now)
  return 'refused' in again ? again.refused : put(again.ok)
}

/** Finds the record of an intent by its key; anybody may read it. */
export async function find(
  outside: Outside,
  account: ConnectedAccountRef,
  intent: Intent,
): Promise<FoundPosts> {
  const place = await placeOf(account, COLLECTION, intent)
  const stored = await read(clientOf(outside, account), place, outside.now)
  if ('kind' in stored) return stored
  if (!stored.value) return { kind: 'found', posts: [] }
  const { text, createdAt } = stored.value
  const post = {
    id: uriOf(place),
    url: urlOf(place),
    text: text ?? '',
    createdAt: new Date(createdAt),
    marker: intent.id,
  }
  return { kind: 'found', posts: [post] }
}

/** Uploads a post's pictures, all at once. */
async function upload(client: Client, post: Content, now: () => Date): Promise<Or<WireBlob[]>> {
  if (post.kind !== 'media') return { ok: [] }
  const uploads = await Promise.all(
    post.media.map(async ({ bytes, mimeType }): Promise<Or<WireBlob>> => {
      const answer = await client.upload(bytes, mimeType)
      const done =
        answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wireUploaded, answer) : null
      return done ? { ok: done.blob } : { refused: failedHarmlessly(answer, now()) }
    }),
  )
  return gathered(uploads)
}

/** Finds the accounts of the handles that a text mentions. A handle that nobody has stays plain text. */
export async function resolve(
  client: Client,
  spans: readonly Span[],
  now: () => Date,
): Promise<Or<ReadonlyMap<string, string>>> {
  const handles = new Set(spans.flatMap((span) => (span.kind === 'mention' ? [span.handle] : [])))
  const found = await Promise.all(
    [...handles].map(async (handle): Promise<Or<[string, string][]>> => {
      const answer = await client.query('com.atproto.identity.resolveHandle', { handle })
      const known =
        answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wireResolved, answer) : null
      if (known) return { ok: [[handle, known.did]] }
      const refused = failedHarmlessly(answer, now())
      return refused.kind === 'rejected' ? { ok: [] } : { refused }
    }),
  )
  const all = gathered(found)
  return 'refused' in all ? all : { ok: new Map(all.ok.flat()) }
}

/** Returns all results, or the first refusal. */
function gathered<T>(results: readonly Or<T>[]): Or<T[]> {
  const refused = results.find((one) => 'refused' in one)
  return refused ?? { ok: results.flatMap((one) => ('ok' in one ? [one.ok] : [])) }
}

/** Explains why Bluesky would refuse a post; null if it would not. */
function problemOf(post: Content): Outcome | null {
  const tooLong = lengthProblem(post.text, postRules.text, 'Bluesky')
  if (tooLong) return rejected('text_length', tooLong, 'Shorten the text.')
  const problem = post.kind === 'media' ? mediaProblem(post.media, post.text, postRules) : null
  return problem && rejected(problem.code, problem.reason, MEDIA_ADVICE[problem.code] ?? '')
}

const rejected = (code: string, reason: string, advice: string): Outcome => ({
  kind: 'rejected',
  code,
  reason,
  advice,
})
