import type { Http, HttpAnswer, HttpRequest } from '../http.ts'
import { API_VERSION } from './unverified.ts'

/** Calls LinkedIn's versioned API: no call is made without its version. */
export const rest = (
  http: Http,
  token: string,
  request: Omit<HttpRequest, 'token' | 'headers'> & { path: string; headers?: Record<string, string> },
): Promise<HttpAnswer> =>
  http({
    ...request,
    token,
    headers: {
      'linkedin-version': API_VERSION,
      'x-restli-protocol-version': '2.0.0',
      ...request.headers,
    },
  })

/** A URN as it stands in paths and in Rest.li's lists. */
export const inPath = (urn: string): string => encodeURIComponent(urn)

const PERSON = /^urn:li:person:[\w-]+$/
const ORGANIZATION = /^urn:li:organization:(\d+)$/
export const isPerson = (urn: string): boolean => PERSON.test(urn)
export const isOrganization = (urn: string): boolean => ORGANIZATION.test(urn)
/** The number of an organisation; null for any other URN. */
export const organizationId = (urn: string): string | null => ORGANIZATION.exec(urn)?.[1] ?? null
