import type { WorkersOf } from '#core/lib/kernel/jobs.ts'

export const listeningWorkers = {
  listening: {
    en: {
      name: 'Listening',
      purpose: 'Each minute, asks platforms for what listening projects name.',
      whileOff: 'Nothing new is heard; it goes on where it was.',
      idle: 'Nothing to do lately: idle runs are not kept.',
    },
    fr: {
      name: 'Veille',
      purpose: 'Chaque minute, demande aux plateformes ce que nomment les projets de veille.',
      whileOff: 'Rien de nouveau n’est entendu ; cela reprend où c’était.',
      idle: 'Rien à faire récemment : les passages à vide ne sont pas gardés.',
    },
  },
  signals: {
    en: {
      name: 'Signals',
      purpose: 'After each day, finds what stood out in listening projects.',
      whileOff: 'Nothing is told of; the days are looked at afterwards.',
      idle: 'Nothing to do lately: idle runs are not kept.',
    },
    fr: {
      name: 'Signaux',
      purpose: 'Après chaque jour, trouve ce qui ressort des projets de veille.',
      whileOff: 'Rien n’est signalé ; les jours sont examinés ensuite.',
      idle: 'Rien à faire récemment : les passages à vide ne sont pas gardés.',
    },
  },
} satisfies WorkersOf

declare module '#core/lib/kernel/jobs.ts' {
  interface Workers extends Record<keyof typeof listeningWorkers, true> {}
}
