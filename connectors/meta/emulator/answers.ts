import { randomBytes } from 'node:crypto'
import type { Answer, Call } from '#local/emulators/lib/http.ts'

export interface GraphError {
  code: number
  message: string
  /** The details that the platform adds to messaging errors; OAuth errors have none. */
  details?: string
  subcode?: number
  type?: string
  status?: number
  /** The product that the details concern. */
  product?: string
}

/** Errors come as HTTP 400 even for rate limits: clients must look at `code`. */
export function graphError({ code, message, details, subcode, type, status, product }: GraphError): Answer {
  return {
    status: status ?? 400,
    body: {
      error: {
        message,
        type: type ?? 'OAuthException',
        code,
        ...(subcode === undefined ? {} : { error_subcode: subcode }),
        ...(details === undefined ? {} : { error_data: { messaging_product: product, details } }),
        fbtrace_id: `A${randomBytes(16).toString('base64url')}`,
      },
    },
  }
}

export const invalidToken = () =>
  graphError({ status: 401, code: 190, message: 'Invalid OAuth access token - Cannot parse access token' })

export const invalidParameter = (message: string) => graphError({ code: 100, message: `(#100) ${message}` })

export const unknownObject = (method: string, id: string) =>
  graphError({
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    message: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
  })

export function bearer({ headers, query }: Call): string | null {
  const header = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')
  return header?.[1] ?? query.get('access_token')
}

/** Parses `/v26.0/<node>/<edge>`; null when the path has no version. */
export function graphPath({ segments }: Call): { node: string; edge: string | null } | null {
  const [version, node, edge, ...rest] = segments
  if (!version || !/^v\d+\.\d+$/.test(version) || !node || rest.length > 0) return null
  return { node, edge: edge ?? null }
}
