/** The part of an entry that its vector is made of. */
export type Described = Partial<{
  name: string
  description: string
  embeddingDescription: string
  jobTitles: readonly string[]
  painPoints: readonly string[]
  goals: readonly string[]
  vocabularyToUse: readonly string[]
}>

const joined = (parts: readonly (string | undefined)[]) => parts.filter(Boolean).join('\n')

/** Returns the text that a topic's vector is made of: its own words for that, else name and description. */
export const topicText = ({ name, description, embeddingDescription }: Described): string =>
  embeddingDescription || joined([name, description])

/** Returns the text that an audience's vector is made of: what its people are called, want, fear and say. */
export const audienceText = (audience: Described): string =>
  joined([
    audience.name,
    audience.description,
    ...[audience.jobTitles, audience.painPoints, audience.goals, audience.vocabularyToUse].map((list) =>
      list?.join(', '),
    ),
  ])

/** Returns the text that a hook type's vector is made of. */
export const hookTypeText = ({ name, description }: Described): string => joined([name, description])
