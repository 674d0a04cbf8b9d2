import type { Context } from 'hono'
import { actorName } from '#core/lib/context.ts'
import { AppError } from '#core/lib/errors.ts'
import { liveFeedObject } from '#objects/stubs.ts'
import { configOf } from '../../env.ts'
import { callerOf, workspaceOf } from '../access.ts'
import type { Api } from '../api.ts'

/** The live socket of a workspace. A browser sends cookies from any page, so the page's origin is checked. */
export async function live(c: Context<Api>) {
  const { CHORUS_WEB_URL, CHORUS_PUBLIC_URL } = configOf(c.env)
  const origin = c.req.header('origin')
  if (origin !== undefined && origin !== CHORUS_WEB_URL && origin !== CHORUS_PUBLIC_URL) {
    throw new AppError('forbidden', 'wrong_origin', 'The live socket opens from the dashboard only.')
  }
  const { workspaceId, actor } = workspaceOf(await callerOf(c), 'see')
  const headers = { upgrade: c.req.header('upgrade') ?? '', 'x-chorus-actor': actorName(actor) }
  return liveFeedObject(c.env, workspaceId).fetch(new Request('https://live-feed/', { headers }))
}
