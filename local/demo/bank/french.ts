import type { Written } from './authors.ts'

/** Posts in French, written for this demo. */
export const FRENCH: Readonly<Record<'camille' | 'noe' | 'julien', readonly Written[]>> = {
  camille: [
    {
      age: 5,
      likes: 64,
      text: 'Hier, un client m’a rendu son café : « trop chaud ». Il avait raison.\n\nNous servons maintenant à 62 degrés. Personne ne l’a remarqué, sauf que plus personne n’attend pour boire.',
    },
    {
      age: 14,
      likes: 38,
      text: 'Nous cherchons une personne pour le week-end.\n\nPas besoin de CV. Venez un matin, goûtez deux cafés, dites-nous lequel vous préférez et pourquoi.',
    },
    {
      age: 27,
      likes: 91,
      text: 'Pourquoi fermons-nous le lundi ?\n\nParce qu’une équipe reposée sourit le samedi. Nous avons essayé l’autre façon pendant un an : deux démissions et beaucoup de fatigue.',
    },
    {
      age: 44,
      likes: 26,
      text: 'La tarte poire-noisette est de retour au comptoir. Jusqu’à ce qu’il n’y en ait plus.',
    },
    {
      age: 63,
      likes: 53,
      text: '3 choses apprises en ouvrant un café :\n1. Le loyer ne dort jamais\n2. Les voisins sont les premiers clients\n3. On ne choisit pas son plat du jour, ce sont les habitués qui le choisissent',
    },
    {
      age: 85,
      likes: 47,
      text: 'J’ai délégué les commandes à Noé. La première semaine, j’ai tout vérifié. La deuxième, la moitié. La troisième, je suis allée nager.\n\nDéléguer, c’est apprendre à ne pas regarder.',
    },
    {
      age: 108,
      likes: 19,
      text: 'Atelier latte art dimanche à 17 h 30. Il reste deux places, et beaucoup de lait.',
    },
  ],
  noe: [
    {
      age: 24,
      likes: 31,
      text: 'Un sac de café vert fait 60 kilos. Après la torréfaction, il en pèse 51.\n\nLes 9 kilos qui manquent sont de l’eau et de la fumée. Vous les payez aussi, et personne n’en parle.',
    },
    {
      age: 60,
      likes: 44,
      text: 'Peut-on faire un bon café sans machine ?\n\nOui : de l’eau qui vient de bouillir, un filtre, trois minutes. La machine fait gagner du temps, pas du goût.',
    },
  ],
  julien: [
    {
      age: 2,
      likes: 320,
      text: 'Un restaurateur m’a dit : « Je n’ai pas le temps de former. »\n\nIl avait perdu quatre serveurs en un an. Former prend deux jours ; recruter en prend trente.\nLe calcul est vite fait.',
    },
    {
      age: 10,
      likes: 145,
      text: 'Votre carte est trop longue.\n\nVingt-six plats, c’est vingt-six façons de décevoir. La meilleure table que j’ai conseillée en propose sept, et refuse du monde.',
    },
    {
      age: 17,
      likes: 890,
      text: 'J’ai fait faillite à 31 ans.\n\nPas à cause de la cuisine. À cause de la trésorerie : je regardais le chiffre d’affaires, jamais la date des factures.\nDepuis, le lundi matin commence par le compte en banque. Avant le café.',
    },
    {
      age: 25,
      likes: 98,
      text: 'Quelle est la question que vos clients posent le plus souvent ?\n\nSi la réponse n’est pas sur la porte, vous la répéterez toute la journée.',
    },
    {
      age: 32,
      likes: 210,
      text: '4 phrases qui font revenir un client :\n1. « Comme la dernière fois ? »\n2. « Nous avons pensé à vous »\n3. « C’est notre erreur »\n4. « À samedi »',
    },
    {
      age: 40,
      likes: 76,
      text: 'Formation « accueil » complète pour octobre. Prochaine date en janvier.',
    },
    {
      age: 50,
      likes: 415,
      text: 'On me demande souvent comment garder ses équipes.\n\nLe salaire compte. Le planning compte davantage : connaître ses horaires trois semaines à l’avance, c’est pouvoir avoir une vie.',
    },
    {
      age: 59,
      likes: 133,
      text: 'Contre l’avis général : ne répondez pas à tous les avis en ligne.\n\nRépondez aux trois étoiles. Ce sont les seuls qui hésitent encore.',
    },
    {
      age: 68,
      likes: 560,
      text: 'Une cheffe a coupé la musique de sa cuisine pendant un mois.\n\nMoins de cris, moins d’erreurs, et un apprenti qui a enfin osé poser des questions. Le silence est un outil de management.',
    },
    {
      age: 80,
      likes: 187,
      text: 'Comment fixer le prix d’un menu ?\n\nPartez de la marge dont vous avez besoin, pas du prix du voisin. Votre voisin se trompe peut-être aussi.',
    },
    {
      age: 91,
      likes: 112,
      text: 'L’intelligence artificielle prévoit maintenant mes stocks de poisson. Elle se trompe moins que moi le mardi, et plus que moi les jours de match.',
    },
    {
      age: 104,
      likes: 245,
      text: '« Le client est roi. »\n\nNon. Le client est un invité, et l’équipe habite la maison. Quand on l’oublie, c’est l’équipe qui part.',
    },
    {
      age: 118,
      likes: 90,
      text: 'Trois services, deux coupures, un sourire obligatoire : et on s’étonne du burn-out en salle. Le repos n’est pas une faveur.',
    },
    {
      age: 131,
      likes: 301,
      text: 'J’ai refusé un client hier. Gros budget, mauvaise idée.\n\nIl voulait ouvrir six restaurants avant d’en avoir réussi un. Je lui ai proposé d’en reparler après le premier anniversaire.',
    },
  ],
}
