import type { WorkersOf } from '#core/lib/kernel/jobs.ts'

export const engagementWorkers = {
  engagement: {
    en: {
      name: 'Team engagement',
      purpose:
        'Plans who of the team reacts to a published post, writes their comments and does both in time.',
      whileOff: 'Nothing is planned or done; what is due waits.',
      idle: 'It has had nothing to do yet.',
    },
    fr: {
      name: 'Engagement de l’équipe',
      purpose:
        'Prévoit qui de l’équipe réagit à une publication, rédige les commentaires et fait le tout à temps.',
      whileOff: 'Rien n’est prévu ni fait ; ce qui est dû attend.',
      idle: 'Rien à faire jusqu’ici.',
    },
  },
} satisfies WorkersOf

declare module '#core/lib/kernel/jobs.ts' {
  interface Workers extends Record<keyof typeof engagementWorkers, true> {}
}
