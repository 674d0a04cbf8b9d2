import type { Context } from 'hono'
import { sha256Hex } from '#core/lib/crypto.ts'
import { conflict, invalid } from '#core/lib/errors.ts'
import * as keys from '#core/lib/idempotency.ts'
import type { Caller } from './access.ts'
import type { Api } from './api.ts'

interface Answer {
  status: 200 | 201 | 204
  body: unknown
}

/** A request that has run this long has died; its key may be taken again. */
const STALE_MS = 60_000

/** Runs a write once per `Idempotency-Key`: the same key and body get the same answer, another body is refused. */
export async function idempotently(
  c: Context<Api>,
  caller: Caller | null,
  body: unknown,
  run: () => Promise<Answer>,
  { shownOnce = false } = {},
): Promise<Response> {
  const key = c.req.header('idempotency-key')
  if (key === undefined || c.req.method === 'GET' || !caller?.access) return answer(c, await run())
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw invalid('The Idempotency-Key must be 1–200 printable ASCII characters.', [
      { path: 'Idempotency-Key', message: 'Use a UUID.' },
    ])
  }
  const { access, system } = caller
  const { workspaceId } = access
  const { db } = system.workspace(workspaceId)
  const requestHash = await sha256Hex(JSON.stringify([c.req.method, c.req.path, body ?? null]))
  const staleBefore = new Date(system.now().getTime() - STALE_MS)
  const [begun, [found]] = await db.batch((q) => [
    keys.begin(q, { workspaceId, key, requestHash, staleBefore }),
    keys.find(q, { workspaceId, key }),
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
    if (shownOnce) {
      throw conflict(
        'answered_once',
        'This was done, and its answer is shown only once. If it is lost, revoke what was made and make another.',
      )
    }
    c.header('idempotent-replayed', 'true')
    return answer(c, { status: Number(found.responseStatus) as Answer['status'], body: found.responseBody })
  }
  let result: Answer
  try {
    result = await run()
  } catch (error) {
    await db.batch((q) => [keys.abandon(q, { workspaceId, key })])
    throw error
  }
  await db.batch((q) => [
    keys.finish(q, {
      workspaceId,
      key,
      responseStatus: result.status,
      // What is shown once is kept nowhere.
      responseBody: shownOnce ? null : (result.body ?? null),
    }),
  ])
  return answer(c, result)
}

const answer = (c: Context<Api>, { status, body }: Answer): Response =>
  status === 204 ? c.body(null, 204) : c.json(body as object, status)
