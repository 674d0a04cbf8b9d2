import type { WorkersOf } from '#core/lib/kernel/jobs.ts'

export const styleWorkers = {
  style_refresh: {
    en: {
      name: 'Writing styles',
      purpose: 'Each month, finds how the people you write for write, from their posts.',
      whileOff: 'Styles stay as they are; what is due is done afterwards.',
      idle: 'Has not run yet: it runs on the 1st of each month at 03:00 UTC.',
    },
    fr: {
      name: 'Styles d’écriture',
      purpose: 'Chaque mois, trouve comment écrivent ceux pour qui vous écrivez.',
      whileOff: 'Les styles restent tels quels.',
      idle: 'N’a pas encore tourné : le 1er de chaque mois à 03:00 UTC.',
    },
  },
} satisfies WorkersOf

declare module '#core/lib/kernel/jobs.ts' {
  interface Workers extends Record<keyof typeof styleWorkers, true> {}
}
