type Examples = readonly (readonly [label: string, text: string])[]

/** Posts with the topic of the starter set that people would give them. */
export const TOPICS: Record<'en' | 'fr', Examples> = {
  en: [
    [
      'Sales and customers',
      'I lost the biggest deal of the quarter because I talked about price too early. Ask what the buyer needs first.',
    ],
    [
      'Sales and customers',
      'Most prospects answer the fifth follow-up. Most salespeople stop after the second.',
    ],
    [
      'Marketing and brand',
      'Our best campaign this year had no budget: one honest newsletter to the whole audience.',
    ],
    ['Marketing and brand', 'A brand is not a logo. It is what people tell others about you.'],
    [
      'Money and funding',
      'We raised our first round in March. What investors asked was always the same: margin and cash.',
    ],
    ['Money and funding', 'Profit is an opinion, cash is a fact. Look at your bank account each Monday.'],
    ['Founding a company', 'Two years ago I quit my job to build a startup with a cofounder I had met once.'],
    [
      'Founding a company',
      'The first year of a founder: everything takes twice as long, and nobody waits for your idea.',
    ],
    ['Leadership and teams', 'A good manager gives feedback on the same day. A great one asks for it first.'],
    [
      'Leadership and teams',
      'My team did not need more meetings. They needed me to delegate and trust them.',
    ],
    [
      'Hiring and careers',
      'I read 300 resumes last month. The candidates who got an interview had one thing in common.',
    ],
    [
      'Hiring and careers',
      'Ask for the salary in the first interview. A recruiter who minds tells you about the job.',
    ],
    [
      'Well-being and balance',
      'Burnout came slowly. First I stopped sleeping, then the weekends were work as well.',
    ],
    [
      'Well-being and balance',
      'A walk without a phone each day did more against my stress than any vacation.',
    ],
    [
      'Technology and AI',
      'I asked an AI model to review my code for a week. It found two bugs that the developers had missed.',
    ],
    ['Technology and AI', 'Automation does not replace people. Bad software does: it makes them leave.'],
    ['Productivity and habits', 'No notifications before ten. My focus in the morning has doubled since.'],
    [
      'Productivity and habits',
      'A to-do list with twelve priorities has none. Pick one, put it in the calendar, do it.',
    ],
    ['Learning and creativity', 'I read fifty books this year. Three of them changed how I write and teach.'],
    ['Learning and creativity', 'Creativity is practice: one drawing a day, most of them bad, for a year.'],
  ],
  fr: [
    [
      'Vente et clients',
      'J’ai perdu ma plus grosse vente en parlant du prix trop tôt. Demandez d’abord ce dont l’acheteur a besoin.',
    ],
    [
      'Vente et clients',
      'La plupart des prospects répondent à la cinquième relance. La plupart des commerciaux s’arrêtent à la deuxième.',
    ],
    [
      'Marketing et marque',
      'Notre meilleure campagne n’a rien coûté : une newsletter honnête à toute notre audience.',
    ],
    ['Marketing et marque', 'Une marque n’est pas un logo. C’est ce que les gens disent de vous.'],
    [
      'Argent et financement',
      'Notre levée de fonds a pris six mois. Les investisseurs voulaient parler de marge et de trésorerie.',
    ],
    [
      'Argent et financement',
      'Le bénéfice est une opinion, la trésorerie un fait. Regardez votre banque chaque lundi.',
    ],
    [
      'Création d’entreprise',
      'J’ai quitté mon emploi pour créer une startup avec un associé rencontré une fois.',
    ],
    [
      'Création d’entreprise',
      'La première année d’un entrepreneur : partir de zéro, et personne n’attend votre idée.',
    ],
    [
      'Management et équipe',
      'Un bon manager donne son feedback le jour même. Les meilleurs le demandent d’abord.',
    ],
    [
      'Management et équipe',
      'Mon équipe n’avait pas besoin de réunions. Elle avait besoin de confiance et que je délègue.',
    ],
    [
      'Recrutement et carrière',
      'J’ai lu 300 CV le mois dernier. Les candidats reçus en entretien avaient un point commun.',
    ],
    [
      'Recrutement et carrière',
      'Demandez le salaire dès le premier entretien. Un recruteur que cela gêne vous renseigne sur le poste.',
    ],
    [
      'Bien-être et équilibre',
      'Le burn-out est venu lentement. D’abord plus de sommeil, puis les week-ends au bureau.',
    ],
    [
      'Bien-être et équilibre',
      'Une marche par jour sans téléphone a fait plus contre mon stress que les vacances.',
    ],
    [
      'Technologie et IA',
      'J’ai confié mon code à une IA pendant une semaine. Elle a vu deux bugs que les développeurs avaient manqués.',
    ],
    [
      'Technologie et IA',
      'L’automatisation ne remplace personne. Un mauvais logiciel, si : il fait partir les gens.',
    ],
    [
      'Productivité et habitudes',
      'Pas de notifications avant dix heures. Ma concentration du matin a doublé.',
    ],
    [
      'Productivité et habitudes',
      'Une liste de douze priorités n’en a aucune. Choisissez-en une, mettez-la dans l’agenda.',
    ],
    [
      'Apprentissage et créativité',
      'J’ai lu cinquante livres cette année. Trois ont changé ma façon d’écrire et d’enseigner.',
    ],
    [
      'Apprentissage et créativité',
      'La créativité, c’est de la pratique : un dessin par jour, pendant un an.',
    ],
  ],
}

/** Hooks with the type of the starter set that people would give them. */
export const HOOKS: Record<'en' | 'fr', Examples> = {
  en: [
    ['Question', 'Why do your best people leave in spring?'],
    ['Question', 'What if your newsletter had only one reader?'],
    ['Figure', '73 % of our customers never open the second mail.'],
    ['Figure', 'We spent $40,000 on ads and sold four chairs.'],
    ['Story', 'Three years ago I sat in my car and could not get out.'],
    ['Story', 'Last week a customer called me at midnight.'],
    ['Confession', 'I was wrong about remote work.'],
    ['Confession', 'My biggest mistake cost us a year.'],
    ['Contrary opinion', 'Unpopular opinion: job titles do harm.'],
    ['Contrary opinion', 'Nobody needs another morning routine.'],
    ['List', '7 lessons from my first hundred calls.'],
    ['List', 'Five habits that keep a small team calm.'],
    ['How-to', 'How I write a week of posts in an hour.'],
    ['How-to', 'Here’s how we answer each mail within a day.'],
    ['News', 'Today we launched our smallest product.'],
    ['News', 'Introducing the bakery’s winter menu.'],
  ],
  fr: [
    ['Question', 'Pourquoi vos meilleurs éléments partent-ils au printemps ?'],
    ['Question', 'Et si votre newsletter n’avait qu’un lecteur ?'],
    ['Chiffre', '73 % de nos clients n’ouvrent jamais le deuxième mail.'],
    ['Chiffre', 'Nous avons dépensé 40 000 € en publicité pour vendre quatre chaises.'],
    ['Histoire', 'Il y a trois ans, je n’arrivais plus à sortir de ma voiture.'],
    ['Histoire', 'La semaine dernière, une cliente m’a appelé à minuit.'],
    ['Aveu', 'Je me suis trompé sur le télétravail.'],
    ['Aveu', 'Ma plus grande erreur nous a coûté un an.'],
    ['Avis contraire', 'Opinion impopulaire : les titres de poste font du mal.'],
    ['Avis contraire', 'Personne n’a besoin d’une routine matinale de plus.'],
    ['Liste', '7 leçons de mes cent premiers appels.'],
    ['Liste', 'Cinq habitudes qui gardent une petite équipe calme.'],
    ['Mode d’emploi', 'Comment j’écris une semaine de publications en une heure.'],
    ['Mode d’emploi', 'Voici comment nous répondons à chaque mail en un jour.'],
    ['Nouvelle', 'Aujourd’hui, nous lançons notre plus petit produit.'],
    ['Nouvelle', 'Notre carte d’hiver vient de sortir.'],
  ],
}
