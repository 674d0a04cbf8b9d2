import type { WorkersOf } from '#core/lib/kernel/jobs.ts'

export const inboxWorkers = {
  answers: {
    en: {
      name: 'Answers',
      purpose: 'Decides on messages and writes the assistant’s answers.',
      whileOff:
        'New messages appear but stay undecided; people can answer them. The assistant takes them up once it is on again.',
      idle: 'Its work is recorded as model calls and decisions, not as runs.',
    },
    fr: {
      name: 'Réponses',
      purpose: 'Décide des messages et écrit les réponses de l’assistant.',
      whileOff:
        'Les nouveaux messages paraissent mais restent sans décision ; les personnes peuvent y répondre. L’assistant les reprend à la remise en marche.',
      idle: 'Son travail est noté comme appels de modèles et décisions, pas comme exécutions.',
    },
  },
  media: {
    en: {
      name: 'Media',
      purpose: 'Fetches the pictures, sounds and files that contacts send.',
      whileOff:
        'Messages appear at once, their files stay on their way. They are fetched once it is on again, while the platform still keeps them.',
      idle: 'No failure on record: it is recorded only when something fails.',
    },
    fr: {
      name: 'Fichiers',
      purpose: 'Récupère les images, sons et fichiers que les contacts envoient.',
      whileOff:
        'Les messages paraissent aussitôt, leurs fichiers restent en route. Ils sont récupérés à la remise en marche, tant que la plateforme les garde.',
      idle: 'Aucun échec connu : seuls les échecs sont notés.',
    },
  },
} satisfies WorkersOf

declare module '#core/lib/kernel/jobs.ts' {
  interface Workers extends Record<keyof typeof inboxWorkers, true> {}
}
