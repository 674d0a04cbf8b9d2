import { sql } from 'drizzle-orm'
import type * as http from '#connectors/http.ts'
import type * as sources from '#connectors/sources.ts'
import type * as respond from '#core/inbox/actions/respond.ts'
import type * as threads from '#core/inbox/actions/threads.ts'
import type * as decisions from '#core/inbox/store/decisions.ts'
import type * as outbound from '#core/inbox/store/outbound.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import type * as outbox from '#core/lib/kernel/outbox.ts'
import type * as retry from '#core/lib/platform/retry.ts'
import type * as crypto from '#core/lib/secrets/crypto.ts'
import type * as ingest from '#core/operations/actions/ingest.ts'
import type * as publish from '#core/publishing/actions/publish.ts'
import type * as find from '#core/publishing/rules/find.ts'
import type * as preparing from '#core/publishing/store/preparing.ts'
import type * as targets from '#core/publishing/store/targets.ts'
import { functionsSql } from '#drizzle/functions.ts'
import { asOwner } from '#test/database.ts'

/** The modules of the product in which bugs can be seeded. */
export interface Modules {
  http: typeof http
  sources: typeof sources
  respond: typeof respond
  outbound: typeof outbound
  threads: typeof threads
  decisions: typeof decisions
  crypto: typeof crypto
  outbox: typeof outbox
  retry: typeof retry
  ingest: typeof ingest
  find: typeof find
  preparing: typeof preparing
  publish: typeof publish
  targets: typeof targets
}

/** A replacement of every occurrence of a text. */
export type Edit = readonly [find: string, instead: string]

/** A mistake that somebody could make: replacements for functions of the product. */
export interface Bug {
  name: string
  /** Changes to the SQL functions. */
  sql?: readonly Edit[]
  patches: { [Name in keyof Modules]?: (real: Modules[Name]) => Partial<Modules[Name]> }
}

/** Makes a statement that does nothing, to replace one that does. */
export const nothing = (db: Db) => db.execute(sql`select 1`) as never

/** The seeded bug, during the run that has one. */
let active: Bug | undefined

/** Runs with a bug in the product. */
export async function withBug<T>(bug: Bug, run: () => Promise<T>): Promise<T> {
  active = bug
  if (bug.sql) await asOwner(edited(functionsSql(), bug.sql))
  try {
    return await run()
  } finally {
    active = undefined
    if (bug.sql) await asOwner(functionsSql())
  }
}

/** Makes the product's text with a mistake in it. */
export function edited(text: string, edits: readonly Edit[]): string {
  for (const [find] of edits)
    if (!text.includes(find)) throw new Error(`It does not say this any more: ${find}`)
  return edits.reduce((changed, [find, instead]) => changed.replaceAll(find, instead), text)
}

/** Makes a module of the product whose functions the active bug can replace. */
export function patchable<Name extends keyof Modules>(name: Name, real: Modules[Name]): Modules[Name] {
  const made = Object.entries(real).map(([key, value]) => {
    if (typeof value !== 'function') return [key, value]
    const call = (...given: unknown[]) => {
      const patches: Record<string, unknown> = { ...active?.patches[name]?.(real) }
      return (patches[key] ?? value)(...given)
    }
    return [key, call]
  })
  return Object.fromEntries(made)
}
