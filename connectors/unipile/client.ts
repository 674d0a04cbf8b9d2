import type { ConnectedAccountRef } from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import type { HttpAnswer, HttpRequest } from '../http.ts'
import { API_KEY } from './manifest.ts'

/**
 * Calls Unipile's API with the operator's key. The key opens the accounts of all customers, so what keeps them apart is the id of the
 * account at Unipile: it is kept as a secret, as `accessToken`.
 */
export const unipile = (
  { http, settings }: Pick<Outside, 'http' | 'settings'>,
  { path, ...request }: Pick<HttpRequest, 'method' | 'json' | 'form'> & { path: string },
  accountId?: string,
): Promise<HttpAnswer> => {
  const key = settings[API_KEY] ?? ''
  return http({
    ...request,
    path: `/api/v1${path}`,
    headers: { 'x-api-key': key },
    secret: accountId === undefined ? [key] : [key, accountId],
  })
}

/** The id of an account at Unipile, and the LinkedIn id of the member or the number of the page for which it acts. */
export function actorOf({ externalId, credentials: { accessToken: accountId = '' } }: ConnectedAccountRef) {
  return { accountId, actor: externalId, isPage: isPage(externalId) }
}

/** Tells a company page, known by its number, from a member (`ACoAA…`). */
export const isPage = (externalId: string): boolean => /^\d+$/.test(externalId)
