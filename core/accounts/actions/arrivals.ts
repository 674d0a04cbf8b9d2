import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { AppError, conflict } from '#core/lib/kernel/errors.ts'
import type { ConnectionRow } from '../store/connections.ts'
import * as store from '../store/connections.ts'
import { claim, ended } from './connections.ts'
import { REPORT, STATE } from './visits.ts'

/** What a person brings back from the page. `mayManage`: whether they may still connect accounts in a workspace. */
export interface Arrival {
  platform: string
  query: URLSearchParams
  session: string | null
  mayManage(workspaceId: string): Promise<boolean>
}

/**
 * Takes the platform's answer in: once, within its time, and only from the session that began. What the platform says no to,
 * and what the consent does not cover, ends the connection and is shown there.
 */
export async function arrive(ctx: SystemCtx, arrival: Arrival): Promise<ConnectionRow> {
  const known = await byState(ctx, arrival)
  const own = ctx.workspace(known.workspaceId)
  const { hosted } = ctx.connector(known.platform).consent ?? {}
  // The service's own report says what was connected; it comes before the person, or after them.
  if (hosted && (known.status !== 'begun' || !hosted.failed(arrival.query))) return known
  const claimed = await claim(own, known, 'begun')
  if (!claimed)
    throw known.status === 'begun'
      ? conflict('connection_expired', 'This took too long. Begin again.')
      : conflict('connection_used', 'This answer has been used already. Begin again.')
  return ended(own, claimed, arrival.query)
}

/** A report of a service in between. `proof` is what its address holds. */
export interface Report {
  platform: string
  id: string
  proof: string
  body: unknown
}

/** Takes in a service's report of what a person has connected on its page: once, and within the time of the connection. */
export async function takeReport(ctx: SystemCtx, { platform, id, proof, body }: Report): Promise<void> {
  const isOurs = await ctx.vault.verify(REPORT, `${platform}/${id}`, proof)
  const answer = isOurs ? ctx.connector(platform).consent?.hosted?.report(body) : null
  if (!answer) throw new AppError('forbidden', 'bad_state', 'This answer belongs to nothing that began here.')
  const [[known]] = await ctx.db.batch((db) => [store.byState(db, id)])
  const own = known && ctx.workspace(known.workspaceId)
  const claimed = known && own && (await claim(own, known, 'begun'))
  // A report that comes again, or too late, changes nothing.
  if (claimed) await ended(own, claimed, answer)
}

/** Finds the connection of an answer by its state. @throws for a state that is forged, of another session or no longer known */
async function byState(
  ctx: SystemCtx,
  { platform, query, session, mayManage }: Arrival,
): Promise<ConnectionRow> {
  const [, id, mac] = /^([0-9a-f-]{36})\.(.+)$/.exec(query.get('state') ?? '') ?? []
  if (
    query.getAll('state').length !== 1 ||
    !id ||
    !mac ||
    !(await ctx.vault.verify(STATE, `${platform}/${id}`, mac))
  )
    throw new AppError('forbidden', 'bad_state', 'This answer belongs to nothing that began here.')
  const [[known]] = await ctx.db.batch((db) => [store.byState(db, id)])
  if (!known) throw conflict('connection_expired', 'This took too long. Begin again.')
  if (known.session === null) return known
  if (known.session !== session || !(await mayManage(known.workspaceId)))
    throw new AppError(
      'forbidden',
      'another_session',
      'Somebody else began this, or you have signed in anew meanwhile. Begin again.',
    )
  return known
}
