import * as z from 'zod'

/** `POST /hosted/accounts/link`. */
export const wireLink = z.object({ object: z.literal('HostedAuthURL'), url: z.url() })

/** The report that the service sends to `notify_url`. */
export const wireReport = z.object({
  status: z.enum(['CREATION_SUCCESS', 'RECONNECTED']),
  account_id: z.string().min(1),
})

/** `GET /accounts/{id}`. Its `id` is a secret of ours, and so is taken out of every answer. */
export const wireAccount = z.object({
  object: z.literal('Account'),
  name: z.string(),
  type: z.string(),
  created_at: z.string(),
  connection_params: z.object({
    im: z
      .object({
        id: z.string().min(1),
        organizations: z
          .array(z.object({ name: z.string(), organization_urn: z.string() }))
          .nullish()
          .transform((all) => all ?? []),
      })
      .optional(),
  }),
  sources: z.array(z.object({ status: z.string() })),
})
export type WireAccount = z.infer<typeof wireAccount>

/** `POST /posts`. */
export const wireCreated = z.object({ object: z.literal('PostCreated'), post_id: z.string().min(1) })

const wirePost = z.object({
  id: z.string().min(1),
  share_url: z.url().nullish(),
  text: z.string().nullish(),
  parsed_datetime: z.iso.datetime(),
})

/** `GET /posts/{post_id}`. */
export const wireShown = wirePost.pick({ id: true, share_url: true })

/** `GET /users/{id}/posts`. */
export const wirePosts = z.object({
  object: z.literal('PostList'),
  items: z.array(wirePost),
  cursor: z.string().nullable(),
})

/** An error, in the form of RFC 9457; `type` decides. */
export const wireProblem = z.object({
  type: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  status: z.number().optional(),
})
