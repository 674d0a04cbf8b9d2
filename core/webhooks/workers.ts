import type { WorkersOf } from '#core/lib/kernel/jobs.ts'

export const webhookWorkers = {
  outgoing_webhooks: {
    en: {
      name: 'Outgoing webhooks',
      purpose: 'Tells other systems of what happens, where you added their addresses.',
      whileOff: 'Nothing is sent; what happens is noted and goes out afterwards.',
      idle: 'Only failures are recorded.',
    },
    fr: {
      name: 'Webhooks sortants',
      purpose: 'Prévient d’autres systèmes de ce qui se passe, aux adresses que vous avez ajoutées.',
      whileOff: 'Rien n’est envoyé ; ce qui se passe est noté et part ensuite.',
      idle: 'Aucun échec connu : seuls les échecs sont notés.',
    },
  },
} satisfies WorkersOf

declare module '#core/lib/kernel/jobs.ts' {
  interface Workers extends Record<keyof typeof webhookWorkers, true> {}
}
