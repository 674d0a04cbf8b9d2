import type { PostAddress } from '#core/lib/platform/actions.ts'
import type { Connector } from '#core/lib/platform/connector.ts'
import type { EngagementWay } from '../schemas.ts'

/** Says how accounts of a platform engage, and why not by the machine where they do not. */
export function wayOf({ manifest, actions }: Pick<Connector, 'manifest' | 'actions'>): {
  way: EngagementWay
  reason: string | null
} {
  const { engagementRefused } = manifest
  if (engagementRefused !== undefined) return { way: 'refused', reason: engagementRefused }
  if (actions) return { way: 'api', reason: null }
  return { way: 'by_hand', reason: 'Chorus cannot do this there: it says when, and you do it yourself.' }
}

/**
 * Says how accounts of a platform engage with one post. A post that a person said was published has its address for an id (its platform's is
 * not known): it is left to a person, who can open it.
 */
export function wayTo(connector: Pick<Connector, 'manifest' | 'actions'>, post: PostAddress): EngagementWay {
  const { way } = wayOf(connector)
  return way === 'api' && post.id === post.url ? 'by_hand' : way
}
