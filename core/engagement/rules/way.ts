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
