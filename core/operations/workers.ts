import type { WorkersOf } from '#core/lib/kernel/jobs.ts'

export const operationsWorkers = {
  webhooks: {
    en: {
      name: 'Webhooks',
      purpose: 'Turns what platforms send into messages, receipts and states.',
      whileOff:
        'What comes in is kept and applied once it is on again. Until then no new message appears in any inbox.',
      idle: 'No failure on record: it is recorded only when something fails.',
    },
    fr: {
      name: 'Webhooks',
      purpose: 'Transforme ce que les plateformes envoient en messages, accusés et états.',
      whileOff:
        'Ce qui arrive est gardé, et traité à la remise en marche. D’ici là, aucun nouveau message ne paraît dans une boîte.',
      idle: 'Aucun échec connu : seuls les échecs sont notés.',
    },
  },
  sweep: {
    en: {
      name: 'Sweep',
      purpose: 'Each minute, picks up what crashes and lost messages left behind.',
      whileOff:
        'What was lost on the way stays where it is, and Health shows the clock as silent. Fresh work goes on.',
      idle: 'Has not run yet.',
    },
    fr: {
      name: 'Rattrapage',
      purpose: 'Chaque minute, reprend ce que pannes et messages perdus ont laissé.',
      whileOff:
        'Ce qui s’est perdu en route reste où il est, et Santé montre l’horloge comme muette. Le travail nouveau continue.',
      idle: 'N’a pas encore tourné.',
    },
  },
  retention: {
    en: {
      name: 'Retention',
      purpose: 'Each night, forgets what has been kept as long as promised.',
      whileOff: 'Nothing is forgotten; the tables grow until it is on again.',
      idle: 'Has not run yet: it runs at 00:10 UTC.',
    },
    fr: {
      name: 'Conservation',
      purpose: 'Chaque nuit, oublie ce qui a été gardé aussi longtemps que promis.',
      whileOff: 'Rien n’est oublié ; les tables grandissent jusqu’à la remise en marche.',
      idle: 'N’a pas encore tourné : elle passe à 00:10 UTC.',
    },
  },
} satisfies WorkersOf

declare module '#core/lib/kernel/jobs.ts' {
  interface Workers extends Record<keyof typeof operationsWorkers, true> {}
}
