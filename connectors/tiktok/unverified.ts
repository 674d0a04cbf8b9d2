/** Facts that TikTok's documentation does not confirm, in one place. */

/** Servers that files are sent to. An upload address elsewhere is not called. */
export const UPLOAD_ORIGIN = 'https://open-upload.tiktokapis.com'
/** Posts that a creator may make in a day through one app; TikTok refuses more (`spam_risk_too_many_posts`). */
export const POSTS_A_DAY = 15
/** The longest caption, in UTF-16 units; of photos too, though their description may be longer. */
export const CAPTION_MAX = 2_200
/** The largest video. */
export const MAX_VIDEO_BYTES = 4 * 1024 ** 3
/** The wait after a refusal for too many calls, which names no time: limits are counted by the minute. */
export const WAIT_WITHOUT_WORD_MS = 60_000
/** Longest time for which the state of a post may be behind what TikTok has taken in. */
export const VISIBILITY_DELAY_MS = 10_000

/*
 * More facts have no name of their own. Nothing of an upload is published before its last part is there, and an upload that is left is forgotten
 * (`media.ts`). A part that TikTok has already is refused with 416 (`media.ts`). An upload address that is good no more answers 4xx (`posts.ts`).
 * The day of the daily cap begins at midnight UTC (`errors.ts`). The names of most reasons of failure (`errors.ts`).
 */
