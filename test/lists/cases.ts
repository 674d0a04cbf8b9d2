import * as z from 'zod'
import type { Scope, ScopedDb } from '#core/lib/kernel/db.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { encodeCursor } from '#core/lib/kernel/page.ts'
import type { Rooms } from '#test/database.ts'
import type { Endpoint } from '#workers/api/endpoint.ts'
import { endpoints } from '#workers/api/endpoints.ts'
import { remembering, type Sent } from './plans.ts'
import { minutesAgo, type Staged } from './stage.ts'

/** Lists of the product itself and of the payment service, answered without the database. */
const OF_CODE = ['/v1/platforms', '/v1/billing/invoices']

/** Lists of the API, recognised by their answers. */
export const lists: readonly Endpoint[] = endpoints.filter(
  ({ method, path, answers }) =>
    method === 'get' && answers instanceof z.ZodObject && 'items' in answers.shape && !OF_CODE.includes(path),
)

export type Filters = Record<string, string>

interface Property {
  enum?: string[]
  const?: string
}

/** Returns test values for each filter of a list, by its name: all values of an enumeration, else samples that find something. */
export function valuesOf(endpoint: Endpoint, samples: Record<string, string[]>): Record<string, string[]> {
  if (!endpoint.query) return {}
  const { properties } = z.toJSONSchema(endpoint.query, { io: 'input' }) as {
    properties: Record<string, Property>
  }
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => name !== 'limit' && name !== 'cursor')
      .map(([name, { enum: options, const: only }]) => {
        const values =
          options ?? (only === undefined ? samples[`${endpoint.path} ${name}`] : [only]) ?? samples[name]
        if (!values) throw new Error(`Say what to try the filter “${name}” of ${endpoint.path} with.`)
        return [name, values]
      }),
  )
}

/** Returns queries with each value of each filter alone. */
export const singles = (values: Record<string, string[]>): Filters[] =>
  Object.entries(values).flatMap(([name, options]) => options.map((value) => ({ [name]: value })))

/** Returns queries with each value of each filter beside each of each other. */
export const pairs = (values: Record<string, string[]>): Filters[] => {
  const all = Object.entries(values)
  return all.flatMap(([first, firstValues], n) =>
    all
      .slice(n + 1)
      .flatMap(([second, secondValues]) =>
        firstValues.flatMap((one) => secondValues.map((other) => ({ [first]: one, [second]: other }))),
      ),
  )
}

/** Returns a cursor in the middle of the staged rows. */
export const middleOf = ({ rows }: Staged): string =>
  encodeCursor({ at: minutesAgo(rows / 2 + 0.5), id: newId() })

export const takesCursor = ({ query }: Endpoint): boolean =>
  query instanceof z.ZodObject && 'cursor' in query.shape

/** Asks a list as a person who may see everything, and returns the statements that it sent. */
export async function ask(
  rooms: Rooms,
  { workspaceId, userId }: Staged,
  endpoint: Endpoint,
  { query, params }: { query: Filters; params: Record<string, string> },
): Promise<Sent[]> {
  const sent: Sent[] = []
  const remembered = <T extends { db: ScopedDb }>(ctx: T, scope: Scope): T => ({
    ...ctx,
    db: remembering(ctx.db, scope, sent),
  })
  const run = endpoint.admit({
    user: { id: userId, name: 'Ada', email: 'ada@chorus.test', emailVerified: true },
    access: {
      workspaceId,
      workspaceName: 'Rooms',
      role: 'owner',
      scopes: ['own', 'manage', 'write', 'answer', 'listen', 'see'],
    },
    operator: true,
    system: {
      ...remembered(rooms.system, { role: 'chorus_system' }),
      workspace: (id) => remembered(rooms.as(id, userId), { role: 'chorus_app', workspaceId: id, userId }),
    },
    session: null,
    until: null,
  })
  await run({
    params: endpoint.params?.parse(params),
    query: endpoint.query?.parse(query),
    body: undefined,
  })
  return sent
}
