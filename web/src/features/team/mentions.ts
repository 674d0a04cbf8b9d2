interface Named {
  userId: string
  name: string
}

/**
 * Returns the ids of the members whose name stands behind an `@` in a text, whatever the case. Of names that begin alike, the longest
 * counts: “@Ann Lee” does not name Ann.
 */
export function namedIn(text: string, members: readonly Named[]): string[] {
  const longestFirst = members.toSorted((one, other) => other.name.length - one.name.length)
  const named = new Set<string>()
  for (const { index } of text.matchAll(/@/g)) {
    const rest = text.slice(index + 1).toLowerCase()
    const found = longestFirst.find(({ name }) => beginsWith(rest, name.toLowerCase()))
    for (const { userId, name } of found ? members : []) if (name === found?.name) named.add(userId)
  }
  return [...named]
}

/** Tests whether a text begins with a whole name: no letter or figure follows. */
const beginsWith = (text: string, name: string) =>
  name !== '' && text.startsWith(name) && !/^[\p{L}\p{N}]/u.test(text.slice(name.length))
