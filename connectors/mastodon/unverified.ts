/*
 * Assumptions about Mastodon that our reading of its documentation does not confirm. All of them stand here, so that there is one place
 * to correct once the behaviour has been seen on servers.
 */

/** The wait of a refusal that names no time. */
export const WAIT_WITHOUT_WORD_MS = 5 * 60_000
/** After this long, a server is taken to be stuck on a file. */
export const PROCESSING_MAX_MS = 3_600_000
/** How long a new post may be missing in the account's own list. */
export const VISIBILITY_DELAY_MS = 10_000
/** The words of a server's refusal when a post names files that it is still working on. */
export const STILL_WORKING = /not.*(finished|processed)/i
/** Room that a reply leaves for the mention of whom it answers. */
export const MENTION_ROOM = 60
/** The largest video that is sent: a form is held twice in a Worker's memory (decision 13). Servers take up to 99 MB. */
export const MAX_VIDEO_BYTES = 40 * 1024 * 1024
