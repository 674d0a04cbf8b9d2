import * as z from 'zod'

/** Answers of the platform to our calls, the fields that we read. */

const wireService = z.looseObject({ id: z.string(), serviceEndpoint: z.unknown() })

/** A session: the answer to opening one and to renewing it. `didDoc` names the server of the account. */
export const wireSession = z.looseObject({
  accessJwt: z.string().min(1),
  refreshJwt: z.string().min(1),
  did: z.string().startsWith('did:'),
  handle: z.string(),
  active: z.boolean().optional(),
  status: z.string().optional(),
  didDoc: z.looseObject({ service: z.array(wireService).optional() }).optional(),
})
export type WireSession = z.infer<typeof wireSession>

/** The claim of a token that we read: when it ends, in Unix seconds. */
export const wireClaims = z.looseObject({ exp: z.number() })

export const wireBlob = z.looseObject({
  $type: z.literal('blob'),
  ref: z.looseObject({ $link: z.string() }),
  mimeType: z.string(),
  size: z.number(),
})
export type WireBlob = z.infer<typeof wireBlob>
export const wireUploaded = z.looseObject({ blob: wireBlob })

export const wirePut = z.looseObject({ uri: z.string().startsWith('at://'), cid: z.string().min(1) })

export const wireRecord = z.looseObject({
  uri: z.string().startsWith('at://'),
  value: z.looseObject({ text: z.string(), createdAt: z.string(), embed: z.unknown().optional() }),
})

export const wireResolved = z.looseObject({ did: z.string().startsWith('did:') })

export const wireFailure = z.looseObject({ error: z.string().min(1), message: z.string().optional() })
export type WireFailure = z.infer<typeof wireFailure>
