import type { Starter } from './starter.ts'

export const fr: Starter = {
  groups: [
    {
      name: 'Entreprise',
      color: '#1c7ed6',
      topics: [
        {
          name: 'Vente et clients',
          description: 'Trouver des clients, leur vendre et les garder.',
          embeddingDescription:
            'vente vendre commercial prospects prospection rendez-vous closing signature négociation objections clients acheteurs démo relance devis prix remise renouvellement fidélisation chiffre d’affaires quota',
        },
        {
          name: 'Marketing et marque',
          description: 'Être connu, et connu pour quelque chose.',
          embeddingDescription:
            'marketing marque campagne publicité audience contenu newsletter positionnement message logo notoriété réseaux sociaux abonnés portée storytelling rédaction lancement référencement communication',
        },
        {
          name: 'Argent et financement',
          description: 'Coûts, bénéfices, trésorerie et investisseurs.',
          embeddingDescription:
            'finance argent trésorerie bénéfice marge coûts budget financement investisseurs levée de fonds valorisation banque prêt facture impôts autofinancement comptabilité tarifs capital',
        },
        {
          name: 'Création d’entreprise',
          description: 'Se lancer, et ce que cela demande.',
          embeddingDescription:
            'fondateur startup création entrepreneur entreprise idée associé partir de zéro quitter mon emploi première année échec pivot risque faillite dirigeant se lancer à son compte',
        },
      ],
    },
    {
      name: 'Humain',
      color: '#2f9e44',
      topics: [
        {
          name: 'Management et équipe',
          description: 'Diriger et travailler ensemble.',
          embeddingDescription:
            'management manager équipe leadership leader confiance feedback déléguer délégation entretien réunions culture décisions motivation conflit télétravail chef responsabilité collaborateurs',
        },
        {
          name: 'Recrutement et carrière',
          description: 'Trouver un emploi, trouver des gens, évoluer.',
          embeddingDescription:
            'recrutement recruter recruteur candidat entretien offre emploi CV carrière salaire promotion candidature intégration talents démission licenciement poste compétences embauche',
        },
        {
          name: 'Bien-être et équilibre',
          description: 'Santé, repos et temps hors du travail.',
          embeddingDescription:
            'bien-être burn-out stress santé mentale sommeil repos vacances famille équilibre épuisement anxiété sport marche thérapie limites week-end fatigue',
        },
      ],
    },
    {
      name: 'Savoir-faire',
      color: '#e8590c',
      topics: [
        {
          name: 'Technologie et IA',
          description: 'Logiciels, données et machines qui apprennent.',
          embeddingDescription:
            'technologie intelligence artificielle IA modèle ChatGPT prompt automatisation logiciel code développeurs programmation données cloud robots algorithme application cybersécurité agents outils',
        },
        {
          name: 'Productivité et habitudes',
          description: 'Faire ce qui compte.',
          embeddingDescription:
            'productivité habitudes routine concentration gestion du temps agenda liste de tâches matin procrastination priorités échéance notifications planification discipline objectifs distraction',
        },
        {
          name: 'Apprentissage et créativité',
          description: 'Progresser, et avoir des idées.',
          embeddingDescription:
            'apprentissage apprendre formation livre lecture livres cours école leçons étudier enseigner professeur mentor créativité idées écriture design pratique compétence curiosité inspiration dessin',
        },
      ],
    },
  ],
  audiences: [
    {
      name: 'Fondateurs et dirigeants',
      description: 'Ils dirigent une petite entreprise et décident de tout.',
      jobTitles: ['fondateur', 'dirigeant', 'PDG', 'entrepreneur', 'indépendant'],
      painPoints: ['manque de temps', 'trésorerie', 'tout faire seul', 'trouver les premiers clients'],
      goals: ['faire grandir l’entreprise', 'lever des fonds', 'recruter la première équipe'],
      vocabularyToUse: ['startup', 'croissance', 'clients', 'trésorerie'],
      vocabularyToAvoid: ['synergie', 'disruptif'],
      tonePreferences: 'Direct, honnête sur les échecs, avec des chiffres.',
    },
    {
      name: 'Équipes commerciales',
      description: 'Elles parlent aux acheteurs chaque jour et ont un objectif à tenir.',
      jobTitles: ['commercial', 'business developer', 'directeur commercial', 'ingénieur d’affaires'],
      painPoints: [
        'prospects qui ne répondent pas',
        'ventes perdues',
        'pression des objectifs',
        'objections sur le prix',
      ],
      goals: ['plus de rendez-vous', 'signer des contrats', 'remplir le pipeline'],
      vocabularyToUse: ['prospect', 'pipeline', 'signature', 'relance', 'appel à froid'],
      vocabularyToAvoid: ['raison d’être'],
      tonePreferences: 'Rapide, pratique, à essayer aujourd’hui.',
    },
    {
      name: 'Marketing',
      description: 'Ils font connaître une entreprise et doivent montrer que cela marche.',
      jobTitles: ['responsable marketing', 'créateur de contenu', 'community manager', 'rédacteur'],
      painPoints: [
        'portée qui baisse',
        'petit budget',
        'prouver les résultats',
        'toujours du nouveau contenu',
      ],
      goals: ['une plus grande audience', 'des campagnes qui convertissent', 'une marque claire'],
      vocabularyToUse: ['campagne', 'contenu', 'audience', 'marque', 'conversion'],
      vocabularyToAvoid: ['faire le buzz'],
      tonePreferences: 'Créatif, avec des exemples visibles.',
    },
    {
      name: 'Managers',
      description: 'Ils dirigent des personnes et répondent de leur travail.',
      jobTitles: ['chef d’équipe', 'manager', 'directeur', 'responsable de service'],
      painPoints: ['réunions sans fin', 'conflits dans l’équipe', 'départs', 'conversations difficiles'],
      goals: ['une équipe qui se fait confiance', 'de meilleurs retours', 'des décisions qui tiennent'],
      vocabularyToUse: ['équipe', 'feedback', 'confiance', 'déléguer', 'leadership'],
      vocabularyToAvoid: ['capital humain'],
      tonePreferences: 'Calme, tiré de l’expérience, sans leçon.',
    },
    {
      name: 'Recruteurs et RH',
      description: 'Ils trouvent des personnes et prennent soin de celles qui sont là.',
      jobTitles: ['recruteur', 'responsable RH', 'chargé de recrutement', 'DRH'],
      painPoints: [
        'trop peu de candidatures',
        'candidats qui disparaissent',
        'recrutement lent',
        'démissions',
      ],
      goals: ['de bons candidats', 'un entretien juste', 'des personnes qui restent'],
      vocabularyToUse: ['candidat', 'entretien', 'recrutement', 'intégration', 'employeur'],
      vocabularyToAvoid: ['ressources'],
      tonePreferences: 'Humain, respectueux, concret.',
    },
    {
      name: 'Développeurs et ingénieurs',
      description: 'Ils font des logiciels et se méfient des grands mots.',
      jobTitles: ['développeur', 'ingénieur logiciel', 'CTO', 'data scientist'],
      painPoints: ['vieux code', 'bugs en production', 'besoins flous', 'interruptions'],
      goals: ['du code propre', 'des déploiements rapides', 'apprendre une nouvelle technologie'],
      vocabularyToUse: ['code', 'déployer', 'API', 'bug', 'open source'],
      vocabularyToAvoid: ['révolutionnaire', 'game changer'],
      tonePreferences: 'Précis, sans emphase, avec les compromis.',
    },
  ],
  hookTypes: [
    {
      name: 'Question',
      description: 'Une question au lecteur. Avez-vous déjà ? Et si ? Pourquoi ? Comment feriez-vous ?',
      promptInstruction:
        'Posez une seule question courte à laquelle le lecteur répond aussitôt pour lui-même.',
    },
    {
      name: 'Chiffre',
      description:
        'Un nombre ou une statistique qui surprend. Pour cent, million, la moitié, chiffres, statistique, données.',
      promptInstruction:
        'Commencez par un nombre exact de la source et par ce qu’il compte. N’inventez aucun nombre.',
    },
    {
      name: 'Histoire',
      description:
        'Un moment vécu par l’auteur. Histoire : la semaine dernière, il y a des années, j’étais, elle m’a dit, ce jour-là.',
      promptInstruction: 'Commencez au milieu d’un moment : quand, où, qui. Pas encore de morale.',
    },
    {
      name: 'Aveu',
      description:
        'Une erreur ou un échec que l’on reconnaît. Erreur : je me suis trompé, j’ai échoué, j’ai perdu, je regrette, ma plus grande erreur.',
      promptInstruction:
        'Reconnaissez une erreur à la première personne, simplement, avec ce qu’elle a coûté.',
    },
    {
      name: 'Avis contraire',
      description:
        'Le contraire de ce que tout le monde dit. Opinion : impopulaire, arrêtez, personne n’a besoin, est un mensonge, est mort, surestimé, mythe.',
      promptInstruction: 'Dites en une phrase ce que la plupart comprennent mal. Restez juste envers eux.',
    },
    {
      name: 'Liste',
      description:
        'Une liste que l’on annonce. Liste : 5 leçons, 7 outils, 3 conseils, 10 façons, raisons, étapes, règles, habitudes.',
      promptInstruction: 'Annoncez combien de points suivent et à quoi ils servent.',
    },
    {
      name: 'Mode d’emploi',
      description:
        'La promesse de montrer comment faire. Mode d’emploi : comment j’ai, guide, pas à pas, voici comment, méthode.',
      promptInstruction: 'Promettez un résultat et dites combien de temps ou d’effort il demande.',
    },
    {
      name: 'Nouvelle',
      description:
        'Quelque chose de nouveau est annoncé. Nouvelle : aujourd’hui, nous lançons, annonce, fiers, nouveau, enfin, vient de sortir.',
      promptInstruction: 'Dites ce qui est nouveau et pour qui, en une phrase, sans « fiers » ni « ravis ».',
    },
  ],
  structures: [
    {
      name: 'Problème, solution',
      description: 'Le problème du lecteur, pourquoi il dure, ce qui le résout, le premier pas.',
    },
    {
      name: 'Avant, après, passage',
      description: 'Comment c’était, comment c’est, et ce qui a mené de l’un à l’autre.',
    },
    {
      name: 'Histoire et leçon',
      description: 'Une scène, le tournant, ce qu’il a appris, une question au lecteur.',
    },
    {
      name: 'Liste de conseils',
      description: 'Une ligne de promesse, trois à sept points courts, un résumé.',
    },
    {
      name: 'Mythe et réalité',
      description: 'Ce que l’on croit, pourquoi c’est faux, ce qui est vrai, les preuves.',
    },
    {
      name: 'Étude de cas',
      description:
        'Qui, la tâche, ce qui a été fait, le résultat en chiffres, ce que d’autres peuvent en tirer.',
    },
    {
      name: 'Avis argumenté',
      description: 'La thèse, trois raisons, la meilleure objection, la conclusion.',
    },
    { name: 'Annonce', description: 'La nouvelle, pour qui elle compte, ce qui change, où aller ensuite.' },
  ],
}
