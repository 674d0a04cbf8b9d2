export interface Piece {
  text: string
  href?: string
}

/** See `links.js`, which the page loads without a build. */
export function linked(text: string, webUrl?: string | null): Piece[]
