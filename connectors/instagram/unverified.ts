/** Facts that Meta's documentation does not confirm, in one place. */

/** Older texts allow a gigabyte. */
export const MAX_VIDEO_BYTES = 300 * 1024 * 1024
/** The guide's figure, from which the reference pages differ: what the account itself is told is reported to the gate. */
export const POSTS_A_DAY = 100

/** After this long, Instagram is taken to be stuck on a file. */
export const PROCESSING_MAX_MS = 3_600_000
/** The wait after a refusal for too many calls whose headers name none. */
export const WAIT_WITHOUT_WORD_MS = 5 * 60_000
/** How long a new post may be missing in the account's list. */
export const VISIBILITY_DELAY_MS = 60_000

/*
 * More facts have no name of their own. A container that was published says so as long as it is known, and is refused a second time
 * (`posts.ts`). A caption is counted in UTF-16 units (`rules.ts`).
 */
