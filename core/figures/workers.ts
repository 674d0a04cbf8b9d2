import type { WorkersOf } from '#core/lib/kernel/jobs.ts'

export const figuresWorkers = {
  figures: {
    en: {
      name: 'Figures',
      purpose: 'Each minute, counts what came in, late things too; every two hours, closes the last two.',
      whileOff: 'Figures stay as they are; what happens meanwhile is counted afterwards.',
      idle: 'Nothing to count lately: idle runs are not kept.',
    },
    fr: {
      name: 'Chiffres',
      purpose:
        'Chaque minute, compte ce qui est arrivé, même en retard ; toutes les deux heures, clôt les deux dernières.',
      whileOff: 'Les chiffres restent en l’état ; ce qui se passe entre-temps est compté ensuite.',
      idle: 'Rien à compter récemment : les passages à vide ne sont pas gardés.',
    },
  },
  figures_check: {
    en: {
      name: 'Check of figures',
      purpose: 'Each night, compares the figures of the last two days with what they count, and mends them.',
      whileOff: 'Figures are not compared; they are counted all the same.',
      idle: 'Has not run yet: it runs at 00:10 UTC.',
    },
    fr: {
      name: 'Vérification des chiffres',
      purpose:
        'Chaque nuit, compare les chiffres des deux derniers jours à ce qu’ils comptent, et les corrige.',
      whileOff: 'Les chiffres ne sont pas vérifiés ; ils sont comptés malgré tout.',
      idle: 'N’a pas encore tourné : passe à 00:10 UTC.',
    },
  },
} satisfies WorkersOf

declare module '#core/lib/kernel/jobs.ts' {
  interface Workers extends Record<keyof typeof figuresWorkers, true> {}
}
