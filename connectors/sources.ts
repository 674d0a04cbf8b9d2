import type { Update } from '#core/inbox/schemas.ts'
import type { Source } from '#core/lib/platform/connector.ts'
import type { PlatformFolder } from './folder.ts'
import { platforms } from './registry.ts'

/** Lists the sources behind one webhook name. Several platforms may share it: they verify alike and read different bodies. */
const sourcesNamed = (name: string, among: readonly PlatformFolder[]): Source[] =>
  among.flatMap(({ source }) => (source?.name === name ? source : []))

/** Finds the source that verifies deliveries under this name; any of its platforms verifies alike. */
export const doorOf = (name: string): Source | undefined => sourcesNamed(name, platforms)[0]

/** Splits a delivery by the rules of its platform. @throws when no platform here reads it */
export function split(
  name: string,
  body: unknown,
  accountId: string | null,
  among: readonly PlatformFolder[] = platforms,
): Update[] {
  const source = sourcesNamed(name, among).find(({ takes }) => takes?.(body) ?? true)
  if (!source) throw new Error(`No platform that sends to ${name} reads this.`)
  return source.split(body, accountId)
}
