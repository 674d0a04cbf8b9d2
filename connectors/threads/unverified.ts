/*
 * Facts that Meta's documentation does not confirm, in one place. Besides those with a name: scopes may be separated by spaces, and a
 * search is paged by a cursor as lists are (`listen.ts`).
 */

/** How long a new post may be missing in the account's list. */
export const VISIBILITY_DELAY_MS = 60_000
/** The wait after a refusal for too many calls. */
export const WAIT_WITHOUT_WORD_MS = 5 * 60_000
/** After this long, Threads is taken to be stuck on a file. */
export const PROCESSING_MAX_MS = 3_600_000
export const MAX_IMAGE_BYTES = 8 * 1024 * 1024
export const MAX_VIDEO_BYTES = 1024 * 1024 * 1024
/** Older texts say 10. */
export const MAX_ITEMS = 20
