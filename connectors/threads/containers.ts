import type { ConnectedAccountRef, StoredMedium } from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import type { ContainerSteps } from '../meta/containers.ts'
import { ask, succeeded } from './client.ts'
import { failedHarmlessly } from './errors.ts'
import { PROCESSING_MAX_MS } from './unverified.ts'
import { wireContainer, wireCreated } from './wire/answers.ts'

const MAX_ALT = 1_000

/** How Threads takes posts in: a text alone has a container too. */
export const containers: ContainerSteps = {
  textField: 'text',
  create,
  stateOf,
  fieldsOf,
  textAlone: { media_type: 'TEXT' },
  failed: (problem) => ({
    kind: 'rejected',
    code: problem,
    reason: `Threads says: “${problem}”.`,
    advice: 'Choose another file, or save this one anew.',
  }),
  longest: {
    ms: PROCESSING_MAX_MS,
    refusal: {
      kind: 'rejected',
      code: 'processing_time',
      reason: 'Threads has worked on this file for an hour without an end.',
      advice: 'Try again, or send a smaller file.',
    },
  },
}

/** Describes a file: Threads fetches it from the address. */
async function fieldsOf({ kind, altText, link }: StoredMedium): Promise<Record<string, string>> {
  const alt = altText ? { alt_text: altText.slice(0, MAX_ALT) } : {}
  const url = await link()
  return kind === 'video'
    ? { media_type: 'VIDEO', video_url: url, ...alt }
    : { media_type: 'IMAGE', image_url: url, ...alt }
}

export async function create(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  fields: Readonly<Record<string, string>>,
) {
  const answer = await ask(http, account, `${encodeURIComponent(account.externalId)}/threads`, fields)
  return (succeeded(answer) && parseAnswer(wireCreated, answer)) || failedHarmlessly(answer, now())
}

/** Reads how far Threads is with a container. */
export async function stateOf({ http, now }: Outside, account: ConnectedAccountRef, id: string) {
  const answer = await ask(http, account, `${encodeURIComponent(id)}?fields=status,error_message`)
  const read = succeeded(answer) && parseAnswer(wireContainer, answer)
  return read
    ? { status: read.status, problem: read.error_message ?? 'ERROR' }
    : failedHarmlessly(answer, now())
}
