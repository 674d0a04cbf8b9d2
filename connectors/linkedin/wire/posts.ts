import * as z from 'zod'

/** `POST /rest/{images,documents}?action=initializeUpload`: one address takes the whole file. */
export const wireUpload = z.object({
  value: z.object({
    uploadUrl: z.url(),
    image: z.string().optional(),
    document: z.string().optional(),
  }),
})

/** `POST /rest/videos?action=initializeUpload`: each part has its address. Bytes are counted from 0, both ends included. */
export const wireVideoUpload = z.object({
  value: z.object({
    video: z.string(),
    uploadToken: z.string(),
    uploadInstructions: z
      .array(
        z.object({
          uploadUrl: z.url(),
          firstByte: z.number().int().nonnegative(),
          lastByte: z.number().int().nonnegative(),
        }),
      )
      .min(1),
  }),
})

/** `GET /rest/{images,videos,documents}/{urn}`. */
export const wireMedium = z.object({ status: z.string() })

/** `GET /rest/posts?q=author`. Times in milliseconds. */
export const wirePosts = z.object({
  elements: z.array(
    z.object({
      id: z.string().regex(/^urn:li:(share|ugcPost):\d+$/),
      commentary: z.string().default(''),
      createdAt: z.number(),
      publishedAt: z.number().optional(),
      lastModifiedAt: z.number(),
    }),
  ),
})
