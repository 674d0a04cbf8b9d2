import type { WorkersOf } from '#core/lib/kernel/jobs.ts'

export const publishingWorkers = {
  due: {
    en: {
      name: 'Due posts',
      purpose: 'Each minute, finds the posts that fall due.',
      whileOff:
        'Posts that fall due are not found. Those more than 15 minutes late then ask a person instead of going out.',
      idle: 'Nothing done lately: idle runs are not kept.',
    },
    fr: {
      name: 'Échéances',
      purpose: 'Chaque minute, trouve les publications qui arrivent à échéance.',
      whileOff:
        'Les publications échues ne sont pas trouvées. Celles en retard de plus de 15 minutes demanderont une personne au lieu de partir.',
      idle: 'Rien à faire récemment : les passages à vide ne sont pas gardés.',
    },
  },
  publishing: {
    en: {
      name: 'Publishing',
      purpose: 'Publishes posts at their second.',
      whileOff: 'Due posts wait. Those more than 15 minutes late then ask a person instead of going out.',
      idle: 'No failure on record: it is recorded only when something fails.',
    },
    fr: {
      name: 'Publication',
      purpose: 'Publie à la seconde prévue.',
      whileOff:
        'Les publications échues attendent. Celles en retard de plus de 15 minutes demanderont une personne au lieu de partir.',
      idle: 'Aucun échec connu : seuls les échecs sont notés.',
    },
  },
} satisfies WorkersOf

declare module '#core/lib/kernel/jobs.ts' {
  interface Workers extends Record<keyof typeof publishingWorkers, true> {}
}
