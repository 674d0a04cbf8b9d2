import type { Context } from 'hono'
import { actorLabel, actorName } from '#core/lib/kernel/context.ts'
import { AppError, invalid } from '#core/lib/kernel/errors.ts'
import { liveFeedObject } from '#objects/stubs.ts'
import { configOf } from '../../env.ts'
import { callerOf, workspaceOf } from '../access.ts'
import type { Api } from '../api.ts'

/** What a screen may say that it has open: a kind and an id. */
const PLACE = /^[a-z]{1,20}:[0-9a-f-]{36}$/

/**
 * Opens the live socket of a workspace; with `?at=draft:<id>` one that hears who else has that open. A browser sends cookies from any page, so the page's
 * origin is checked.
 */
export async function live(c: Context<Api>) {
  const { CHORUS_WEB_URL, CHORUS_PUBLIC_URL } = configOf(c.env)
  const origin = c.req.header('origin')
  if (origin !== undefined && origin !== CHORUS_WEB_URL && origin !== CHORUS_PUBLIC_URL) {
    throw new AppError('forbidden', 'wrong_origin', 'The live socket opens from the dashboard only.')
  }
  const caller = await callerOf(c)
  const { workspaceId, actor } = workspaceOf(caller, 'see')
  const place = c.req.query('at')
  if (place !== undefined && !PLACE.test(place)) throw invalid('A place is a kind and an id.')
  const headers = {
    upgrade: c.req.header('upgrade') ?? '',
    'x-chorus-actor': actorName(actor),
    'x-chorus-name': encodeURIComponent(actorLabel(actor)),
    ...(place === undefined ? {} : { 'x-chorus-place': place }),
    ...(caller.session ? { 'x-chorus-credential': `session:${caller.session}` } : {}),
    ...(caller.until ? { 'x-chorus-until': caller.until.toISOString() } : {}),
  }
  return liveFeedObject(c.env, workspaceId).fetch(new Request('https://live-feed/', { headers }))
}
