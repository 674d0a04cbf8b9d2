import type { WorkersOf } from '#core/lib/kernel/jobs.ts'

export const automationWorkers = {
  automation: {
    en: {
      name: 'Characters’ rules',
      purpose: 'Decides which rules of characters are due, writes their posts and schedules them.',
      whileOff: 'No rule posts; what comes due more than an hour before it goes on is skipped.',
      idle: 'No rule has been due yet.',
    },
    fr: {
      name: 'Règles des personnages',
      purpose: 'Décide quelles règles des personnages sont dues, rédige leurs publications et les programme.',
      whileOff: 'Aucune règle ne publie ; ce qui était dû plus d’une heure avant la reprise est sauté.',
      idle: 'Aucune règle n’a encore été due.',
    },
  },
} satisfies WorkersOf

declare module '#core/lib/kernel/jobs.ts' {
  interface Workers extends Record<keyof typeof automationWorkers, true> {}
}
