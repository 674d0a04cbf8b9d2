export interface Piece {
  text: string
  href?: string
}

/** See `links.js`, which the page loads as it is. */
export function linked(text: string, webUrl?: string | null): Piece[]
