import type { WorkersOf } from '#core/lib/kernel/jobs.ts'

export const bankWorkers = {
  profile_sync: {
    en: {
      name: 'Profile sync',
      purpose: 'Each Sunday, and when somebody asks, brings what you published into the bank.',
      whileOff:
        'Syncs are not done; those that were asked for fail after half an hour and can be asked for again.',
      idle: 'Has not run yet: it runs on Sundays at 02:00 UTC, and when somebody asks.',
    },
    fr: {
      name: 'Synchronisation des profils',
      purpose: 'Chaque dimanche, et sur demande, apporte vos publications dans la banque.',
      whileOff: 'Rien n’est synchronisé ; ce qui est demandé échoue après une demi-heure.',
      idle: 'N’a pas encore tourné : chaque dimanche à 02:00 UTC, et sur demande.',
    },
  },
  extract_hooks: {
    en: {
      name: 'Hooks',
      purpose: 'Finds what each captured post begins with.',
      whileOff: 'New posts stay without their hook.',
      idle: 'Nothing to find lately: idle runs are not kept.',
    },
    fr: {
      name: 'Accroches',
      purpose: 'Trouve par quoi commence chaque publication captée.',
      whileOff: 'Les nouvelles publications restent sans accroche.',
      idle: 'Rien à trouver récemment : les passages à vide ne sont pas gardés.',
    },
  },
  generate_embeddings: {
    en: {
      name: 'Meaning of posts',
      purpose: 'Makes captured posts findable by meaning.',
      whileOff: 'New posts are not found by meaning.',
      idle: 'Nothing to do lately: idle runs are not kept.',
    },
    fr: {
      name: 'Sens des publications',
      purpose: 'Rend les publications captées trouvables par le sens.',
      whileOff: 'Les nouvelles publications ne sont pas trouvées par le sens.',
      idle: 'Rien à faire récemment : les passages à vide ne sont pas gardés.',
    },
  },
  classify_hooks: {
    en: {
      name: 'Types of hooks',
      purpose: 'Says of what type each hook is.',
      whileOff: 'New hooks stay without a type.',
      idle: 'Nothing to sort lately: idle runs are not kept.',
    },
    fr: {
      name: 'Types d’accroches',
      purpose: 'Dit de quel type est chaque accroche.',
      whileOff: 'Les nouvelles accroches restent sans type.',
      idle: 'Rien à classer récemment : les passages à vide ne sont pas gardés.',
    },
  },
  classify_topics: {
    en: {
      name: 'Topics of posts',
      purpose: 'Says what each captured post is about.',
      whileOff: 'New posts stay without a topic.',
      idle: 'Nothing to sort lately: idle runs are not kept.',
    },
    fr: {
      name: 'Sujets des publications',
      purpose: 'Dit de quoi parle chaque publication captée.',
      whileOff: 'Les nouvelles publications restent sans sujet.',
      idle: 'Rien à classer récemment : les passages à vide ne sont pas gardés.',
    },
  },
  classify_audiences: {
    en: {
      name: 'Audiences of posts',
      purpose: 'Says whom each captured post is written for.',
      whileOff: 'New posts stay without an audience.',
      idle: 'Nothing to sort lately: idle runs are not kept.',
    },
    fr: {
      name: 'Publics des publications',
      purpose: 'Dit pour qui chaque publication captée est écrite.',
      whileOff: 'Les nouvelles publications restent sans public.',
      idle: 'Rien à classer récemment : les passages à vide ne sont pas gardés.',
    },
  },
} satisfies WorkersOf

declare module '#core/lib/kernel/jobs.ts' {
  interface Workers extends Record<keyof typeof bankWorkers, true> {}
}
