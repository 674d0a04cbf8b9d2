import type { WorkersOf } from '#core/lib/kernel/jobs.ts'

export const commentWorkers = {
  comments: {
    en: {
      name: 'Comments',
      purpose: 'Reads the comments under posts, decides on them and answers them.',
      whileOff: 'Comments are neither read nor answered; people’s own answers wait too.',
      idle: 'No failure on record: it is recorded only when something fails.',
    },
    fr: {
      name: 'Commentaires',
      purpose: 'Lit les commentaires sous les publications, en décide et y répond.',
      whileOff: 'Les commentaires ne sont ni lus ni répondus ; les réponses de l’équipe attendent aussi.',
      idle: 'Aucun échec connu : seuls les échecs sont notés.',
    },
  },
} satisfies WorkersOf

declare module '#core/lib/kernel/jobs.ts' {
  interface Workers extends Record<keyof typeof commentWorkers, true> {}
}
