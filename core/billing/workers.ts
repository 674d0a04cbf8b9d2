import type { WorkersOf } from '#core/lib/kernel/jobs.ts'

export const billingWorkers = {
  billing: {
    en: {
      name: 'Plans',
      purpose:
        'Reads subscriptions and purchases at the payment service when it says that they changed, and stops machines that are not paid.',
      whileOff: 'Plans stay as they are, and no machine is stopped; the nightly check reads what was missed.',
      idle: 'Nothing has changed yet.',
    },
    fr: {
      name: 'Forfaits',
      purpose:
        'Relit les abonnements et les achats chez le service de paiement quand il annonce un changement, et arrête les automates impayés.',
      whileOff:
        'Les forfaits restent tels quels et aucun automate n’est arrêté ; le contrôle nocturne relit ce qui a manqué.',
      idle: 'Rien n’a changé jusqu’ici.',
    },
  },
  billing_check: {
    en: {
      name: 'Nightly check of plans',
      purpose:
        'Compares every subscription and purchase with the payment service, and mends what it had not been told of.',
      whileOff: 'What the payment service forgot to say stays unknown.',
      idle: 'It has not run yet.',
    },
    fr: {
      name: 'Contrôle nocturne des forfaits',
      purpose:
        'Compare chaque abonnement et chaque achat avec le service de paiement et corrige ce qui n’avait pas été annoncé.',
      whileOff: 'Ce que le service de paiement a oublié d’annoncer reste inconnu.',
      idle: 'Pas encore exécuté.',
    },
  },
} satisfies WorkersOf

declare module '#core/lib/kernel/jobs.ts' {
  interface Workers extends Record<keyof typeof billingWorkers, true> {}
}
