import * as z from 'zod'

/** Answers of X's API, version 2: the fields that we read. All ids are strings, since they pass 2^53. */

const id = z.string().regex(/^\d+$/)

/** `GET /2/users/me`. */
export const wireUser = z.looseObject({
  data: z.looseObject({ id, name: z.string(), username: z.string().min(1) }),
})

/** `POST /2/tweets`. */
export const wireMade = z.looseObject({ data: z.looseObject({ id }) })

const wirePost = z.looseObject({
  id,
  text: z.string(),
  created_at: z.iso.datetime(),
  entities: z
    .looseObject({
      urls: z.array(z.looseObject({ url: z.string(), expanded_url: z.string().optional() })).default([]),
    })
    .optional(),
})
export type WirePost = z.infer<typeof wirePost>

/** `GET /2/users/:id/tweets`. `data` is absent where there is none. */
export const wirePosts = z.looseObject({
  data: z.array(wirePost).default([]),
  meta: z.looseObject({ next_token: z.string().optional() }).default({}),
})

const processing = z.looseObject({
  state: z.enum(['pending', 'in_progress', 'succeeded', 'failed']),
  check_after_secs: z.number().nonnegative().optional(),
})

/** `POST /2/media/upload`, its steps, and `GET /2/media/upload?command=STATUS`. */
export const wireMedium = z.looseObject({
  data: z.looseObject({ id, processing_info: processing.optional() }),
})
export type WireMedium = z.infer<typeof wireMedium>['data']

/** The three forms in which X refuses. */
export const wireProblem = z.union([
  z.looseObject({ title: z.string(), detail: z.string().optional(), type: z.string().optional() }),
  z.looseObject({
    errors: z.array(z.looseObject({ message: z.string(), code: z.number().optional() })).min(1),
  }),
  z.looseObject({ error: z.string(), error_description: z.string().optional() }),
])
