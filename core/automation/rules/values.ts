/** Returns the values of a rule's variables at a time. Topics take turns. */
export function valuesAt({
  at,
  timezone,
  character,
  topics,
  turn,
  event,
  language,
}: {
  at: Date
  timezone: string
  character: string
  topics: readonly string[]
  turn: number
  event: string
  language: 'en' | 'fr'
}): Record<string, string> {
  const local = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { timeZone: timezone, ...options }).format(at)
  return {
    character,
    event,
    date: local({ dateStyle: 'long' }),
    weekday: local({ weekday: 'long' }),
    topic: topics[turn % Math.max(1, topics.length)] ?? '',
  }
}
