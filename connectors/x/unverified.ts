/** Facts that X's documentation does not confirm, in one place. */

/** After this long, X is taken to be stuck on a file. */
export const PROCESSING_MAX_MS = 3_600_000
/** The longest time for which a new post may be missing in the account's own list. */
export const VISIBILITY_DELAY_MS = 30_000
/** The wait of a refusal that names no time. */
export const WAIT_WITHOUT_WORD_MS = 15 * 60_000

/*
 * More facts have no name of their own. Texts are weighted as X's published rules say (`core/lib/platform/weight.ts`). A part of a file that is
 * sent again takes the place of the first (`media.ts`). A text that X shows has its links shortened, and names them whole in `entities`; `&`, `<` and `>`
 * stand in it as entities of HTML (`posts.ts`). Any path that ends in a post's id leads to it (`pageOf` in `posts.ts`).
 */
