import type { WorkersOf } from '#core/lib/kernel/jobs.ts'

export const accountWorkers = {
  tokens: {
    en: {
      name: 'Tokens',
      purpose: 'Every five minutes, renews the tokens of accounts before they run out.',
      whileOff:
        'Tokens that run out are not renewed ahead; the first call that is refused still renews its own.',
      idle: 'Nothing to renew lately.',
    },
    fr: {
      name: 'Jetons',
      purpose: 'Renouvelle les jetons des comptes avant leur fin.',
      whileOff:
        'Les jetons ne sont plus renouvelés d’avance ; le premier appel refusé renouvelle encore le sien.',
      idle: 'Rien à renouveler récemment.',
    },
  },
} satisfies WorkersOf

declare module '#core/lib/kernel/jobs.ts' {
  interface Workers extends Record<keyof typeof accountWorkers, true> {}
}
