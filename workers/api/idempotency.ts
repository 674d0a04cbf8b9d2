import type { Context } from 'hono'
import type { ScopedDb } from '#core/lib/kernel/db.ts'
import { AppError, conflict, invalid } from '#core/lib/kernel/errors.ts'
import * as keys from '#core/lib/kernel/idempotency.ts'
import { sha256Hex } from '#core/lib/secrets/crypto.ts'

import type { Api, Caller } from './api.ts'

export interface Answer {
  status: 200 | 201 | 204
  body: unknown
}

/** Rebuilds the answer of a finished request whose answer was lost. */
export interface Retelling {
  status: Answer['status']
  shownOnce: boolean
  again?: { of: string; read(id: string): Promise<unknown> } | undefined
}

/** A request that has committed no work after this long has died; its key may be taken again. */
const STALE_MS = 60_000

export interface Write {
  caller: Caller | null
  /** Whom the key belongs to; null for a request of nobody, which takes none. */
  holder: keys.Holder | null
  /** What the key is for, beside method and path: the JSON, or the parts of a form. */
  body: unknown
  run(): Promise<Answer>
  retelling: Retelling
}

/** Returns whom the key of a request belongs to, which is of the caller's workspace. */
export const ofWorkspace = ({ access }: Caller): keys.Holder | null =>
  access && { workspaceId: access.workspaceId }

/** Returns whom the key of a request belongs to, which is of a person: what they do may change which workspaces they are in. */
export const ofPerson = ({ user }: Caller): keys.Holder | null => user && { userId: user.id }

/**
 * Names the parts of a form for its key: two forms with the same parts are the same, whatever their boundary. A file counts by its
 * name and its bytes.
 */
export const partsOf = (form: FormData): Promise<unknown[]> =>
  Promise.all(
    [...form].map(async ([name, value]) =>
      typeof value === 'string'
        ? [name, value]
        : filePart(name, value.name, await sha256Hex(await value.arrayBuffer())),
    ),
  )
export const filePart = (name: string, fileName: string, sha256: string) => [name, { fileName, sha256 }]

/**
 * Runs a write once per `Idempotency-Key`: the same key and body get the same answer, another body is refused. The key is marked as
 * done in the same commit as the work, so a request that dies in between is not done again.
 */
export async function idempotently(
  c: Context<Api>,
  { caller, holder, body, run, retelling }: Write,
): Promise<Response> {
  const key = c.req.header('idempotency-key')
  if (key === undefined || c.req.method === 'GET' || !caller || !holder) return answer(c, await run())
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw invalid('The Idempotency-Key must be 1–200 printable ASCII characters.', [
      { path: 'Idempotency-Key', message: 'Use a UUID.' },
    ])
  }
  const { system } = caller
  const { db } = 'userId' in holder ? system : system.workspace(holder.workspaceId)
  const requestHash = await sha256Hex(JSON.stringify([c.req.method, c.req.path, body ?? null]))
  const staleBefore = new Date(system.now().getTime() - STALE_MS)
  const attempt = { holder, key, attempt: crypto.randomUUID() }
  const [begun, [found]] = await db.batch((q) => [
    keys.begin(q, { ...attempt, requestHash, requestId: c.get('requestId'), staleBefore }),
    keys.find(q, { holder, key }),
  ])
  if (begun.length === 0 && found) {
    if (found.requestHash !== requestHash) {
      throw conflict(
        'idempotency_key_reused',
        'This Idempotency-Key was used for another request. Use a new one.',
      )
    }
    if (found.status === 'started') {
      throw conflict(
        'request_in_progress',
        'The first request with this Idempotency-Key is still running. Ask again in a moment.',
      )
    }
    if (retelling.shownOnce) {
      throw conflict(
        'answered_once',
        'This was done, and its answer is shown only once. If it is lost, revoke what was made and make another.',
      )
    }
    const told =
      found.status === 'finished'
        ? { status: Number(found.responseStatus) as Answer['status'], body: found.responseBody }
        : await retold(db, { ...found, holder }, retelling)
    c.header('idempotent-replayed', 'true')
    return answer(c, told)
  }
  const keep = (result: Answer) =>
    db.batch((q) => [
      keys.finish(q, {
        holder,
        key,
        responseStatus: result.status,
        // A secret that is shown once is not stored.
        responseBody: retelling.shownOnce ? null : (result.body ?? null),
      }),
    ])
  let result: Answer
  c.set('atEnd', keys.keepWithWork(attempt))
  try {
    result = await run()
  } catch (error) {
    c.set('atEnd', [])
    await db.batch((q) => [keys.abandon(q, attempt, { refused: error instanceof AppError })])
    throw error
  }
  c.set('atEnd', [])
  await keep(result)
  return answer(c, result)
}

/** Answers a request whose work is committed and whose own answer is lost. @throws conflict where the answer cannot be rebuilt */
async function retold(
  db: ScopedDb,
  found: { holder: keys.Holder; requestId: string | null; createdAt: Date },
  { status, again }: Retelling,
): Promise<Answer> {
  if (status === 204) return { status, body: null }
  const { holder, requestId, createdAt } = found
  if (again && requestId !== null) {
    const [[made]] = await db.batch((q) => [
      keys.madeBy(q, { holder, requestId, since: createdAt, objectType: again.of }),
    ])
    if (made?.objectId) return { status, body: await again.read(made.objectId) }
  }
  throw conflict(
    'outcome_unknown',
    `The first request with this Idempotency-Key broke off after it had begun its work. Look whether it was done before you send it with another key; the audit log names it as ${requestId}.`,
  )
}

const answer = (c: Context<Api>, { status, body }: Answer): Response =>
  status === 204 ? c.body(null, 204) : c.json(body as object, status)
