/** Facts that LinkedIn's documentation does not confirm, in one place. */

/** The newest version that was seen in the documentation. */
export const API_VERSION = '202608'
/** Versions live twelve months; the days of the earlier ones lie between the 15th and the 17th. */
export const API_VERSION_ENDS_ON = '2027-08-16'

/** LinkedIn states a limit in pixels alone. */
export const MAX_IMAGE_BYTES = 10 * 1024 * 1024
/** After this long, LinkedIn is taken to be stuck on a file. */
export const PROCESSING_MAX_MS = 3_600_000

/** The roles that may post for an organisation, as `organizationAcls` names them. */
export const POSTING_ROLES = ['ADMINISTRATOR', 'CONTENT_ADMINISTRATOR']

/*
 * More facts have no name of their own. A post's length is counted in UTF-16 units, as it is written here (`rules.ts`). A second
 * `finalizeUpload` is refused, and files that were taken in do not run out (`media.ts`). A duplicate is refused with the URN of the post
 * that is there (`posts.ts`). An element of `organizationAcls` holds the organisation's URN in `organization`
 * (`wire/people.ts`), and refreshing does not replace the refresh token, on which a member and their pages that share one rely (`tokens`
 * in `index.ts`).
 */
