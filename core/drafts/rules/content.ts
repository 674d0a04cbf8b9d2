/** Returns the whole text of a post: its hook, its body, and who is mentioned and not named in either yet. */
export function contentOf({
  hook,
  body,
  mentions,
}: {
  hook: string
  body: string
  mentions: readonly string[]
}): string {
  const said = [hook.trim(), body.trim()].filter((part) => part !== '').join('\n\n')
  const missing = mentions.filter((mention) => !said.toLowerCase().includes(mention.toLowerCase()))
  return [said, missing.join(' ')].filter((part) => part !== '').join('\n\n')
}
