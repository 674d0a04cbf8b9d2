/** Facts that Unipile's documentation does not confirm, in one place. */

/** Unipile states no limit for the files of a post; LinkedIn's own for a picture is larger. */
export const MAX_IMAGE_BYTES = 5 * 1024 * 1024
export const MAX_IMAGES = 9

/** Unipile's advice is about a hundred posts a day for an account. */
export const POSTS_A_DAY = 100

/** The wait after a refusal for too many calls: it names none. */
export const WAIT_WITHOUT_WORD_MS = 5 * 60_000

/** How long a new post may be missing among the posts of its author. */
export const VISIBILITY_DELAY_MS = 60_000

/*
 * More facts have no name of their own. An account's `connection_params.im.id` is the id by which LinkedIn knows the member, and
 * `organization_urn` ends with the number of the page, which `as_organization` takes (`consent.ts`, `posts.ts`). The HTTP status
 * of errors other than 401 and 403 is not decided on (`errors.ts`). The text of a post that is read back has the names of those whom
 * it mentions where `{{0}}` stood (`posts.ts`). A person who leaves the hosted page is sent to the failure address without a reason.
 */
