import { domains } from '../domains.ts'
import type { Endpoint } from './endpoint.ts'

/** Every endpoint of the API. The security suite and the OpenAPI document are made from this list. */
export const endpoints: readonly Endpoint[] = domains.flatMap((domain) => domain.endpoints ?? [])
