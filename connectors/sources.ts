import type { Update } from '#core/inbox/schemas.ts'
import type { Source } from '#core/lib/connector.ts'
import type { PlatformFolder } from './folder.ts'
import { platforms } from './registry.ts'

/** A door may be of several platforms: they check who is there alike, and differ in what they read. */
const sourcesNamed = (name: string, among: readonly PlatformFolder[]): Source[] =>
  among.flatMap(({ source }) => (source?.name === name ? source : []))

/** The door of this name, for whoever knocks: as any of its platforms guards it. */
export const doorOf = (name: string): Source | undefined => sourcesNamed(name, platforms)[0]

/** Splits a delivery as the platform that it is of does. @throws when nobody here reads such a thing */
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
