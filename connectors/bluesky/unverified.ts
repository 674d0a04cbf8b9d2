/*
 * Assumptions about Bluesky that our reading of its documentation does not confirm. All of them stand here, so that there is
 * one place to correct once the behaviour has been seen on the platform.
 */

/** Formats that its apps show. The server itself takes any picture, and reads the type from the bytes. */
export const IMAGE_FORMATS = ['image/jpeg', 'image/png', 'image/webp'] as const

/** The wait of a refusal that names no time. */
export const WAIT_WITHOUT_WORD_MS = 5 * 60_000
