import type { ConnectedAccountRef, Intent, Outcome } from '#core/lib/platform/connector.ts'
import { type HttpAnswer, parseAnswer } from '../http.ts'
import type { Client } from './client.ts'
import { failedHarmlessly, failedWrite, failureOf } from './errors.ts'
import { tidOf } from './tid.ts'
import { usageOf } from './usage.ts'
import { type WireRecord, wirePut, wireRecord } from './wire/answers.ts'

/** The place of a record in its account's repository. */
export interface Place {
  repo: string
  collection: string
  rkey: string
}

export const uriOf = ({ repo, collection, rkey }: Place) => `at://${repo}/${collection}/${rkey}`
export const urlOf = ({ repo, rkey }: Pick<Place, 'repo' | 'rkey'>) =>
  `https://bsky.app/profile/${repo}/post/${rkey}`
const sent = (place: Place): Outcome => ({ kind: 'sent', id: uriOf(place), url: urlOf(place) })

/** Returns the place of an intent's record: its key is made of the intent, so that a second try finds the first. */
export const placeOf = async (
  { externalId: repo }: ConnectedAccountRef,
  collection: string,
  { id }: Pick<Intent, 'id'>,
): Promise<Place> => ({ repo, collection, rkey: await tidOf(id) })

/**
 * Writes a record that is new, and leaves alone one that stands under its key already (`swapRecord: null`): that is an earlier try's if
 * `isSame` says so.
 */
export async function write(
  client: Client,
  place: Place,
  record: object,
  { now, isSame }: { now: () => Date; isSame(stored: WireRecord): boolean },
): Promise<Outcome> {
  const answer = await client.procedure('com.atproto.repo.putRecord', { ...place, swapRecord: null, record })
  if (answer.kind !== 'answer') return failedWrite(answer, now())
  const usage = usageOf(answer.headers)
  return { ...(await became(answer)), ...(usage.length > 0 ? { usage } : {}) }

  function became(answer: HttpAnswer): Outcome | Promise<Outcome> {
    const isWritten = answer.kind === 'answer' && answer.status === 200 && parseAnswer(wirePut, answer)
    if (isWritten) return sent(place)
    return failureOf(answer)?.error === 'InvalidSwap' ? alreadyThere() : failedWrite(answer, now())
  }

  /** Looks at the record that stands under our key: an earlier try has written it. */
  async function alreadyThere(): Promise<Outcome> {
    const stored = await read(client, place, now)
    if ('kind' in stored)
      return stored.kind === 'retry' || stored.kind === 'limited'
        ? { kind: 'unknown', reason: 'Bluesky has the post already, but did not show it.' }
        : stored
    if (stored.value && isSame(stored.value)) return sent(place)
    return {
      kind: 'rejected',
      code: 'InvalidSwap',
      reason: 'An earlier version of this post is on Bluesky already.',
      advice: 'Look at it there. To publish the new version, delete that one and make a new post.',
    }
  }
}

/** Reads a record, which anybody may; `value` is null where there is none. */
export async function read(
  client: Client,
  place: Place,
  now: () => Date,
): Promise<{ value: WireRecord | null } | ReturnType<typeof failedHarmlessly>> {
  const answer = await client.query('com.atproto.repo.getRecord', { ...place })
  const found = answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wireRecord, answer) : null
  if (found) return { value: found.value }
  return failureOf(answer)?.error === 'RecordNotFound' ? { value: null } : failedHarmlessly(answer, now())
}
