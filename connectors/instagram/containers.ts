import type { ConnectedAccountRef, StoredMedium } from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import type { ContainerSteps } from '../meta/containers.ts'
import { graph, succeeded, tokenOf } from '../meta/graph.ts'
import { failedContainer, failedHarmlessly } from './errors.ts'
import { PROCESSING_MAX_MS } from './unverified.ts'
import { wireContainer, wireCreated } from './wire/answers.ts'

/** How Instagram takes posts in. */
export const containers: ContainerSteps = {
  textField: 'caption',
  create,
  stateOf,
  fieldsOf,
  failed: failedContainer,
  longest: {
    ms: PROCESSING_MAX_MS,
    refusal: {
      kind: 'rejected',
      code: 'processing_time',
      reason: 'Instagram has worked on this file for an hour without an end.',
      advice: 'Try again, or send a smaller file.',
    },
  },
}

/** Describes a file: Instagram fetches it from the address. A video alone is a reel. */
async function fieldsOf(
  { kind, altText, link }: StoredMedium,
  alone: boolean,
): Promise<Record<string, string>> {
  const url = await link()
  if (kind === 'video') return { media_type: alone ? 'REELS' : 'VIDEO', video_url: url }
  return { image_url: url, ...(altText ? { alt_text: altText } : {}) }
}

async function create(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  fields: Readonly<Record<string, string>>,
) {
  const path = `${encodeURIComponent(account.externalId)}/media`
  const answer = await graph(http, tokenOf(account), path, fields)
  return (succeeded(answer) && parseAnswer(wireCreated, answer)) || failedHarmlessly(answer, now())
}

/** Reads how far Instagram is with a container. */
export async function stateOf({ http, now }: Outside, account: ConnectedAccountRef, id: string) {
  const path = `${encodeURIComponent(id)}?fields=status_code,status`
  const answer = await graph(http, tokenOf(account), path)
  const read = succeeded(answer) && parseAnswer(wireContainer, answer)
  if (!read) return failedHarmlessly(answer, now())
  return { status: read.status_code, problem: read.status ?? 'ERROR' }
}
