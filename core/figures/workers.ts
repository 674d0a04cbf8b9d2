import type { WorkersOf } from '#core/lib/kernel/jobs.ts'

export const figuresWorkers = {
  figures: {
    en: { name: 'Figures', purpose: 'Each minute, counts what came in, late things too, and compares the last two days each night.', whileOff: 'Figures stay as they are; what happens meanwhile is counted afterwards.', idle: 'Nothing to count lately: idle runs are not kept.' },
    fr: { name: 'Chiffres', purpose: 'Chaque minute, compte ce qui est arrivé, même en retard, et vérifie chaque nuit les deux derniers jours.', whileOff: 'Les chiffres restent en l’état ; ce qui se passe entre-temps est compté ensuite.', idle: 'Rien à compter récemment : les passages à vide ne sont pas gardés.' },
  },
} satisfies WorkersOf

declare module '#core/lib/kernel/jobs.ts' {
  interface Workers extends Record<keyof typeof figuresWorkers, true> {}
}
