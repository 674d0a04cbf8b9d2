import type { WorkersOf } from '#core/lib/kernel/jobs.ts'

export const draftWorkers = {
  batches: {
    en: {
      name: 'Batches',
      purpose: 'Writes the drafts of batches.',
      whileOff: 'Drafts of batches wait.',
      idle: 'Has not run yet.',
    },
    fr: {
      name: 'Lots',
      purpose: 'Écrit les brouillons des lots.',
      whileOff: 'Les brouillons des lots attendent.',
      idle: 'N’a pas encore tourné.',
    },
  },
} satisfies WorkersOf

declare module '#core/lib/kernel/jobs.ts' {
  interface Workers extends Record<keyof typeof draftWorkers, true> {}
}
