/** Facts that Meta's documentation does not confirm, in one place. */

const MB = 1024 * 1024

/** The documentation says 10 MB; others report that more than 4 MB is refused. */
export const MAX_PHOTO_BYTES = 4 * MB
export const MAX_PHOTOS = 10
export const MAX_VIDEO_BYTES = 1024 * MB
/** The unit in which Facebook counts its 63,206 characters. */
export const TEXT_UNIT = 'utf16'
/** The longest comment, and the longest message to the author of one. */
export const MAX_COMMENT = 8_000
export const MAX_MESSAGE = 2_000

/** The subcode of a part of a video that begins elsewhere than Facebook goes on; `error_data` names where that is. */
export const OTHER_OFFSET = 1363037
/** The most bytes of a video that are sent at once: Facebook names a part, and takes a shorter one. */
export const PART_MAX_BYTES = 8 * MB

/** The wait after a refusal for too many calls whose headers name none. */
export const WAIT_WITHOUT_WORD_MS = 5 * 60_000
/** The wait after Facebook says that an account posts too fast, or has blocked what it does for a while. */
export const BLOCKED_MS = 3_600_000
/** Longest time for which a new post may be missing in the page's list. A video is worked through before it is in it. */
export const VISIBILITY_DELAY_MS = 60_000

/*
 * More facts have no name of their own. Videos are taken at the address of the Graph API as at graph-video.facebook.com, and the upload of one is ended
 * once (`media.ts`). `post_id` of a video may be the post's number without its page's (`posts.ts`). The author of a comment is left out where
 * they have not consented (`comments.ts`). Photos of an unpublished upload are kept for a day at least (`media.ts`).
 */
