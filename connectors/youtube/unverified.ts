/** Facts that YouTube's documentation does not confirm, in one place. */

/** The wait of a refusal for too many calls at once, which names no time. */
export const WAIT_WITHOUT_WORD_MS = 60_000
/** After this long, YouTube is taken to be stuck on a video. */
export const PROCESSING_MAX_MS = 3 * 3_600_000
/** The longest time for which a video that was just made public, or a new reply, may be missing in a list. */
export const VISIBILITY_DELAY_MS = 60_000
/** The longest comment, in UTF-16 units. */
export const MAX_COMMENT = 10_000
/** The largest description in bytes; `<` and `>` are taken in neither title nor description. */
export const MAX_DESCRIPTION_BYTES = 5_000

/*
 * More facts have no name of their own. The 100 characters of a title are counted as UTF-16 units, the strictest way (`metadata.ts`). A video that was uploaded
 * as private has, once it is public, the time at which it became so (`find` in `posts.ts`). A comment that was held for review is shown again by
 * `published` (`comments.ts`). A session answers with its video again after it was completed (`upload.ts`).
 */
