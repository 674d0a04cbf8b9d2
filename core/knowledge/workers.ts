import type { WorkersOf } from '#core/lib/kernel/jobs.ts'

export const knowledgeWorkers = {
  knowledge: {
    en: {
      name: 'Knowledge',
      purpose: 'Reads new documents and makes them findable.',
      whileOff:
        'New documents stay “Processing” and are not used for answers. Those already indexed keep working.',
      idle: 'Has not run yet.',
    },
    fr: {
      name: 'Savoir',
      purpose: 'Lit les nouveaux documents et les rend trouvables.',
      whileOff:
        'Les nouveaux documents restent « En cours » et ne servent pas aux réponses. Ceux déjà indexés servent toujours.',
      idle: 'N’a pas encore tourné.',
    },
  },
} satisfies WorkersOf

declare module '#core/lib/kernel/jobs.ts' {
  interface Workers extends Record<keyof typeof knowledgeWorkers, true> {}
}
