import type { WorkersOf } from '#core/lib/kernel/jobs.ts'

export const clusterWorkers = {
  clusters: {
    en: {
      name: 'Themes',
      purpose: 'Each night and when asked, groups messages and comments by what they are about.',
      whileOff: 'Groups stay as they are; a run that has begun goes on afterwards.',
      idle: 'Has not run yet: it runs each day at 04:00 UTC.',
    },
    fr: {
      name: 'Sujets',
      purpose: 'Chaque nuit et sur demande, regroupe messages et commentaires par sujet.',
      whileOff: 'Les groupes restent tels quels ; un passage commencé reprend ensuite.',
      idle: 'N’a pas encore tourné : chaque jour à 04:00 UTC.',
    },
  },
} satisfies WorkersOf

declare module '#core/lib/kernel/jobs.ts' {
  interface Workers extends Record<keyof typeof clusterWorkers, true> {}
}
