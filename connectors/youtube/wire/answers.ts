import * as z from 'zod'

/** Answers of YouTube's Data API, version 3: the fields that we read. */

const instant = z.iso.datetime({ offset: true })
const nextPageToken = z.string().optional()

/** `GET /channels`. Without a channel, there are no `items`. */
export const wireChannels = z.looseObject({
  kind: z.literal('youtube#channelListResponse'),
  items: z
    .array(
      z.looseObject({
        id: z.string().min(1),
        snippet: z.looseObject({ title: z.string() }).optional(),
        contentDetails: z
          .looseObject({ relatedPlaylists: z.looseObject({ uploads: z.string().min(1) }) })
          .optional(),
      }),
    )
    .default([]),
})

/** The answer that ends an upload. */
export const wireUploaded = z.looseObject({ kind: z.literal('youtube#video'), id: z.string().min(1) })

/** A video with its status: the answer of `PUT /videos`. */
export const wireVideo = z.looseObject({
  id: z.string().min(1),
  status: z.looseObject({
    uploadStatus: z.string().optional(),
    privacyStatus: z.string(),
    rejectionReason: z.string().optional(),
    failureReason: z.string().optional(),
  }),
})
export type WireVideo = z.infer<typeof wireVideo>

const videoList = z.literal('youtube#videoListResponse')

/** `GET /videos` for the status. A video that is not there is left out. */
export const wireStatuses = z.looseObject({ kind: videoList, items: z.array(wireVideo) })

/** `GET /videos` for the words and the status. */
export const wireVideos = z.looseObject({
  kind: videoList,
  items: z.array(
    wireVideo.extend({ snippet: z.looseObject({ description: z.string(), publishedAt: instant }) }),
  ),
})

/** `GET /playlistItems`. `publishedAt` is when the video was added: for uploads, when it was uploaded. */
export const wireUploads = z.looseObject({
  kind: z.literal('youtube#playlistItemListResponse'),
  nextPageToken,
  items: z.array(
    z.looseObject({
      snippet: z.looseObject({ publishedAt: instant }),
      contentDetails: z.looseObject({ videoId: z.string().min(1) }),
    }),
  ),
})

/** A comment or a reply. An author whose account was closed has no channel. */
export const wireComment = z.looseObject({
  id: z.string().min(1),
  snippet: z.looseObject({
    authorDisplayName: z.string(),
    authorProfileImageUrl: z.string().optional(),
    authorChannelId: z.looseObject({ value: z.string() }).optional(),
    textDisplay: z.string(),
    likeCount: z.number().optional(),
    publishedAt: instant,
    parentId: z.string().optional(),
  }),
})
export type WireComment = z.infer<typeof wireComment>

/** `GET /commentThreads`. `replies` holds some of them. */
export const wireThreads = z.looseObject({
  kind: z.literal('youtube#commentThreadListResponse'),
  nextPageToken,
  items: z.array(
    z.looseObject({
      id: z.string().min(1),
      snippet: z.looseObject({ topLevelComment: wireComment, totalReplyCount: z.number() }),
      replies: z.looseObject({ comments: z.array(wireComment).default([]) }).optional(),
    }),
  ),
})

/** `GET /comments`. */
export const wireComments = z.looseObject({
  kind: z.literal('youtube#commentListResponse'),
  nextPageToken,
  items: z.array(wireComment),
})

/** The answer of `POST /comments`. */
export const wireWritten = z.looseObject({ kind: z.literal('youtube#comment'), id: z.string().min(1) })

/** The form in which YouTube refuses. What it means is told by the reason. */
export const wireProblem = z.looseObject({
  error: z.looseObject({
    code: z.number(),
    message: z.string(),
    errors: z.array(z.looseObject({ reason: z.string(), message: z.string().optional() })).default([]),
    status: z.string().optional(),
  }),
})
