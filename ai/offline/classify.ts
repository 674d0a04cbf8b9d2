import type { ClassifyInput } from '#core/bank/schemas.ts'
import { similarity } from '#core/lib/text/hashed.ts'
import { embedLexically } from './embed.ts'

/** Below this cosine nothing in a post speaks for an option. */
const NEAR_MIN = 0.06

/**
 * Names the look of a beginning beside its words, by the words that descriptions of hook types use for it, in English and French.
 * Lexical vectors see no question mark and no “I”.
 */
const LOOKS: readonly (readonly [RegExp, string])[] = [
  [/\?["”»\s]*$/, 'question question question'],
  [
    /(?:^|\s)\d+(?:[.,]\d+)?\s?(?:%|million|milliard|billion|k\b|€|\$)|[$€]\s?\d/i,
    'figure figures chiffre chiffres statistic statistique percent',
  ],
  [
    /(?:^|\s)(?:\d+|three|five|seven|ten|trois|cinq|sept|dix)\s+(?:\p{L}+\s+)?(?:lessons?|tips?|tools?|ways?|reasons?|steps?|rules?|habits?|leçons?|conseils?|outils?|façons?|raisons?|étapes?|règles?|habitudes?)/iu,
    'list list liste liste lessons tips leçons conseils',
  ],
  [
    /\b(?:my (?:biggest )?mistake|i (?:was wrong|failed|lost|regret)|je me suis tromp|j[’']ai (?:échoué|perdu)|je regrette|mon erreur|ma plus grande erreur)/iu,
    'mistake mistake failure erreur erreur échec',
  ],
  [
    /\b(?:unpopular|stop |nobody|no one|is dead|overrated|myth|impopulaire|arrêtez|personne n|est mort|surestimé|mythe|mensonge)/iu,
    'opinion opinion unpopular myth impopulaire mythe',
  ],
  [
    /\b(?:how (?:to|i|we)|here[’']s how|step by step|comment (?:j|nous|on|je|faire)|voici comment|pas à pas)/iu,
    'how-to how-to guide method mode d’emploi emploi guide méthode',
  ],
  [
    /\b(?:we (?:launched|are launching|just)|announcing|introducing|today we|nous lançons|annonce|vient de sortir|aujourd[’']hui,? nous)/iu,
    'news news announced nouvelle nouvelle annoncé',
  ],
  [
    /\b(?:(?:years?|months?|weeks?) ago|last (?:week|year|month|night)|yesterday|one day|that day|il y a (?:\p{L}+|\d+) (?:ans|mois|semaines)|la semaine dernière|l[’']an dernier|hier|un jour|ce jour-là)/iu,
    'story story moment histoire histoire moment',
  ],
]

const seen = (text: string) => LOOKS.flatMap(([look, words]) => (look.test(text) ? [words] : [])).join(' ')

/** Labels each post with the option whose name and description are nearest to its text; with none where none is near. */
export function classify({ kind, options, posts }: ClassifyInput) {
  const vectors = options.map(({ id, name, description }) => ({
    id,
    vector: embedLexically(`${name}\n${description}`),
  }))
  return {
    labels: posts.map(({ id, text }) => {
      const vector = embedLexically(kind === 'hook_type' ? `${text}\n${seen(text)}` : text)
      const ranked = vectors
        .map((option) => ({ id: option.id, near: similarity(option.vector, vector) }))
        .sort((a, b) => b.near - a.near)
      const [best] = ranked
      return { postId: id, optionId: best && best.near >= NEAR_MIN ? best.id : null }
    }),
  }
}
