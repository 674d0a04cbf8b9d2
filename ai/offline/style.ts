import type { DescribeInput, FigureName, Measured } from '#core/style/schemas.ts'

interface Words {
  sentences(words: string, characters: string): string
  person: Record<'firstPerson' | 'we' | 'you', string>
  often: Record<
    'questions' | 'exclamations' | 'emoji' | 'hashtags' | 'dashes',
    readonly [often: string, never: string]
  >
  length(words: string): string
  opens(texts: string): string
  closes(texts: string): string
  comesBack(texts: string): string
  write: string
}

const EN: Words = {
  sentences: (words, characters) =>
    `Sentences of about ${words} words, lines of about ${characters} characters.`,
  person: { firstPerson: 'Speaks as “I”.', we: 'Speaks as “we”.', you: 'Speaks to the reader as “you”.' },
  often: {
    questions: ['Asks questions.', 'Asks hardly any questions.'],
    exclamations: ['Uses exclamation marks.', 'No exclamation marks.'],
    emoji: ['Uses emoji.', 'No emoji.'],
    hashtags: ['Uses hashtags.', 'No hashtags.'],
    dashes: ['Uses dashes.', 'No dashes.'],
  },
  length: (words) => `Posts of about ${words} words.`,
  opens: (texts) => `Often opens with ${texts}.`,
  closes: (texts) => `Often closes with ${texts}.`,
  comesBack: (texts) => `Comes back to the words ${texts}.`,
  write: 'Write like this author.',
}

const FR: Words = {
  sentences: (words, characters) =>
    `Phrases d’environ ${words} mots, lignes d’environ ${characters} caractères.`,
  person: { firstPerson: 'Parle à la première personne.', we: 'Dit « nous ».', you: 'S’adresse au lecteur.' },
  often: {
    questions: ['Pose des questions.', 'Ne pose guère de questions.'],
    exclamations: ['Emploie des points d’exclamation.', 'Pas de points d’exclamation.'],
    emoji: ['Emploie des émojis.', 'Pas d’émojis.'],
    hashtags: ['Emploie des mots-dièse.', 'Pas de mots-dièse.'],
    dashes: ['Emploie des tirets.', 'Pas de tirets.'],
  },
  length: (words) => `Publications d’environ ${words} mots.`,
  opens: (texts) => `Commence souvent par ${texts}.`,
  closes: (texts) => `Finit souvent par ${texts}.`,
  comesBack: (texts) => `Revient aux mots ${texts}.`,
  write: 'Écris comme cet auteur.',
}

/** From this mean on a figure is a habit (rates per 100 words, shares per cent); below a tenth of it, one avoids it. */
const HABIT: Partial<Record<FigureName, number>> = {
  questions: 10,
  exclamations: 10,
  emoji: 0.5,
  hashtags: 0.5,
  dashes: 0.5,
  firstPerson: 3,
  we: 2,
  you: 2,
}
const NAMED = 3

/** Describes a style by what was counted alone, in French where the posts are French and else in English. */
export function describeStyle({ measured }: DescribeInput): { description: string; prompt: string } {
  const words = measured.language === 'fr' ? FR : EN
  const description = sentencesOf(measured, words).join(' ')
  return { description, prompt: `${words.write} ${description}` }
}

function sentencesOf({ figures, openings, closings, vocabulary }: Measured, words: Words): string[] {
  const mean = (name: FigureName) => figures[name]?.mean ?? 0
  const quoted = (found: Measured['openings']) =>
    found
      .slice(0, NAMED)
      .map(({ text }) => `“${text}”`)
      .join(', ')
  const isHabit = (name: FigureName) => mean(name) >= (HABIT[name] ?? Number.POSITIVE_INFINITY)
  const isAvoided = (name: FigureName) => mean(name) < (HABIT[name] ?? 0) / 10
  return [
    words.length(mean('words').toFixed(0)),
    words.sentences(mean('wordsPerSentence').toFixed(0), mean('charactersPerLine').toFixed(0)),
    ...(['firstPerson', 'we', 'you'] as const).filter(isHabit).map((name) => words.person[name]),
    ...(['questions', 'exclamations', 'emoji', 'hashtags', 'dashes'] as const).flatMap((name) => {
      const [often, never] = words.often[name]
      return isHabit(name) ? [often] : isAvoided(name) ? [never] : []
    }),
    ...(openings.length > 0 ? [words.opens(quoted(openings))] : []),
    ...(closings.length > 0 ? [words.closes(quoted(closings))] : []),
    ...(vocabulary.length > 0 ? [words.comesBack(quoted(vocabulary))] : []),
  ]
}
