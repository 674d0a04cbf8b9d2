/** A mention as people write it in a post: `@[Jane Doe](ACoAAB12)`, with the LinkedIn id of a person or the number of a page. */
const MENTION = /@\[([^[\]\n]{1,200})\]\((ACo[\w-]+|\d+)\)/g
const PLACE = /\{\{(\d+)\}\}/g

export interface Mention {
  name: string
  profile_id: string
}

/**
 * Writes a text as Unipile takes it: each mention is a place, `{{0}}`, in a list beside the text. Null where the text itself has a sign
 * that would be taken for one of these places.
 */
export function mentioned(text: string): { text: string; mentions: readonly Mention[] } | null {
  const mentions = [...text.matchAll(MENTION)].map(([, name = '', profile_id = '']) => ({ name, profile_id }))
  if ([...text.matchAll(PLACE)].some(([, place]) => Number(place) < mentions.length)) return null
  let next = 0
  return { text: text.replace(MENTION, () => `{{${next++}}}`), mentions }
}
