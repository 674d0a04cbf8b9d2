import type { WorkersOf } from '#core/lib/kernel/jobs.ts'

export const notificationWorkers = {
  notifications: {
    en: {
      name: 'Notifications',
      purpose: 'Each minute, mails people about what has waited for them unseen.',
      whileOff: 'Nobody is mailed about what waits. What is still unseen once it is on again is mailed then.',
      idle: 'Nobody had to be mailed lately.',
    },
    fr: {
      name: 'Notifications',
      purpose: 'Chaque minute, écrit un courriel à qui n’a pas vu ce qui l’attend.',
      whileOff:
        'Personne ne reçoit de courriel sur ce qui attend. Ce qui n’est toujours pas vu à la remise en marche part alors.',
      idle: 'Personne à prévenir ces derniers temps.',
    },
  },
} satisfies WorkersOf

declare module '#core/lib/kernel/jobs.ts' {
  interface Workers extends Record<keyof typeof notificationWorkers, true> {}
}
