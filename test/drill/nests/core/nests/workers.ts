import type { WorkersOf } from '#core/lib/kernel/jobs.ts'

export const nestWorkers = {
  nests: {
    en: {
      name: 'Nests',
      purpose: 'Watches nests.',
      whileOff: 'No nest is watched.',
      idle: 'Has not run yet.',
    },
    fr: {
      name: 'Nids',
      purpose: 'Veille sur les nids.',
      whileOff: 'Aucun nid n’est surveillé.',
      idle: 'N’a pas encore tourné.',
    },
  },
} satisfies WorkersOf

declare module '#core/lib/kernel/jobs.ts' {
  interface Workers extends Record<keyof typeof nestWorkers, true> {}
}
