import type { WorkersOf } from '#core/lib/kernel/jobs.ts'

export const characterWorkers = {
  generations: {
    en: {
      name: 'Generated media',
      purpose: 'Makes the pictures, cards and texts that people ask for in characters’ media.',
      whileOff: 'What was asked for waits.',
      idle: 'Nothing has been asked for yet.',
    },
    fr: {
      name: 'Médias générés',
      purpose: 'Crée les images, cartes et textes demandés pour les médias des personnages.',
      whileOff: 'Ce qui a été demandé attend.',
      idle: 'Rien n’a encore été demandé.',
    },
  },
} satisfies WorkersOf

declare module '#core/lib/kernel/jobs.ts' {
  interface Workers extends Record<keyof typeof characterWorkers, true> {}
}
