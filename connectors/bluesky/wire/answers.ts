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

const wireRef = z.looseObject({ uri: z.string().startsWith('at://'), cid: z.string().min(1) })

/** A record: a post has `text`, and `reply` where it answers another; a like has `subject`. */
const wireStored = z.looseObject({
  text: z.string().optional(),
  createdAt: z.string(),
  embed: z.unknown().optional(),
  reply: z.looseObject({ root: wireRef, parent: wireRef }).optional(),
  subject: wireRef.optional(),
})
export type WireRecord = z.infer<typeof wireStored>
export const wireRecord = z.looseObject({ uri: z.string().startsWith('at://'), value: wireStored })

const wireSeen = z.looseObject({
  ...wireRef.shape,
  author: z.looseObject({
    did: z.string().startsWith('did:'),
    handle: z.string(),
    displayName: z.string().optional(),
    avatar: z.string().optional(),
  }),
  record: wireStored,
  likeCount: z.number().optional(),
})
export type WireSeen = z.infer<typeof wireSeen>

/** A node of a thread. One without `post` is deleted, or its author and the account have blocked each other. */
export interface WireThread {
  post?: WireSeen | undefined
  replies?: WireThread[] | undefined
}
const wireNode: z.ZodType<WireThread> = z.lazy(() =>
  z.looseObject({ post: wireSeen.optional(), replies: z.array(wireNode).optional() }),
)
export const wireThread = z.looseObject({ thread: wireNode })

export const wireResolved = z.looseObject({ did: z.string().startsWith('did:') })

export const wireFailure = z.looseObject({ error: z.string().min(1), message: z.string().optional() })
export type WireFailure = z.infer<typeof wireFailure>
