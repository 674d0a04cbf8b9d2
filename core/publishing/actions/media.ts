import { type ContentRefusal, REFUSALS } from '#core/characters/queries.ts'
import { detectLanguage } from '#core/knowledge/rules/language.ts'
import type { Ports } from '#core/lib/kernel/context.ts'
import {
  type Content,
  type ContentRules,
  MEDIA_ADVICE,
  type Media,
  mediaProblem,
  type Posts,
} from '#core/lib/platform/connector.ts'
import { rejected } from '#core/lib/platform/platform-call.ts'
import { loadMedium, type MediumRow, sentAs } from '#core/media/queries.ts'
import type { Problem } from '../rules/attempts.ts'
import type { ClaimedTarget } from '../store/targets.ts'

/** Limit for all media of a post, as for one message: the Worker that sends them has 128 MB of memory. */
const TOTAL_MAX_BYTES = 50 * 1024 * 1024

/** Returns why media cannot go to an account, before anything is scheduled, and what to do about it; null if they can. */
export function mediumProblem(
  media: readonly MediumRow[],
  text: string,
  { name, rules }: { name: string; rules: Posts['rules'] },
): Problem | null {
  if (media.length === 0)
    return rules.mediaNeeded
      ? {
          code: 'media_needed',
          message: `${name}: No post stands there without a picture or a video. Add one.`,
        }
      : null
  const total = media.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const sent = media.map((medium) => ({
    kind: sentAs(medium, rules.media ?? [], false),
    mimeType: medium.mimeType,
    bytes: { byteLength: medium.sizeBytes },
  }))
  const problem =
    total > TOTAL_MAX_BYTES
      ? { code: 'media_size', reason: 'One post takes 50 MB in all.' }
      : mediaProblem(sent, text, rules)
  if (!problem) return null
  const { code, reason } = problem
  return { code, message: `${name}: ${reason} ${MEDIA_ADVICE[code] ?? ''}`.trim() }
}

/** Loads the content of a claimed target, before the second in which it is due. @throws when a file of it cannot be read */
export async function contentOf(
  ctx: Pick<Ports, 'blobs'>,
  { text, media, handle, nsfw }: Pick<ClaimedTarget, 'text' | 'media' | 'handle' | 'nsfw'>,
  rules: ContentRules['media'] = [],
): Promise<Content> {
  const loaded: Media[] = []
  // Files that the platform has taken in already are not loaded again.
  for (const one of handle === null ? (media ?? []) : [])
    loaded.push(await loadMedium(ctx, { ...one, kind: sentAs(one, rules, false) }))
  const [first, ...rest] = loaded
  const found = detectLanguage(text)
  const marks = {
    ...(found === null || found === 'simple' ? {} : { language: found }),
    ...(nsfw ? ({ nsfw: true } as const) : {}),
  }
  return first ? { kind: 'media', text, media: [first, ...rest], ...marks } : { text, ...marks }
}

/** Returns the outcome of a post that may not show what it shows: nothing is sent, and a person can try it again once that is mended. */
export const refusedOutcome = (refusal: ContentRefusal) =>
  rejected(refusal, REFUSALS[refusal].reason, REFUSALS[refusal].advice)
