/** A kind of beginning, told by the words that names and descriptions of hook types use for it. */
export interface Form {
  named: RegExp
  /** Tests whether a sentence has this form by itself. */
  fits: (sentence: string) => boolean
  /** Words before a sentence of the source that give it the form and state nothing. No two begin alike. */
  leadIns: Readonly<Record<'en' | 'fr', readonly string[]>>
}

const never = () => false

export const FORMS: readonly Form[] = [
  {
    named: /question/i,
    fits: (sentence) => /\?["”»\s]*$/.test(sentence),
    leadIns: {
      en: [
        'What would you do with this?',
        'Have you asked yourself this lately?',
        'How would you answer this one?',
        'What if this were the starting point?',
        'Does this sound familiar to you?',
      ],
      fr: [
        'Que feriez-vous de ceci ?',
        'Vous êtes-vous déjà posé la question ?',
        'Comment répondriez-vous à cela ?',
        'Et si tout partait de là ?',
        'Cela vous rappelle quelque chose ?',
      ],
    },
  },
  {
    named: /figure|number|statistic|chiffre|nombre|statistique/i,
    fits: (sentence) => /\d/.test(sentence),
    leadIns: {
      en: [
        'Look at this for a moment:',
        'One line to remember from all this:',
        'Weigh every word of this:',
        'Let this one sink in:',
        'To be read slowly, then again:',
      ],
      fr: [
        'Regardez bien ceci un instant :',
        'Une phrase à retenir de tout cela :',
        'Pesez chaque mot de ceci :',
        'Prenez le temps de lire ceci :',
        'À lire lentement, puis à relire :',
      ],
    },
  },
  {
    named: /story|moment|histoire|récit/i,
    fits: (sentence) => /^(?:I|we|my|our|je|j[’']|nous|on|mon|ma|mes|notre|nos)\b/i.test(sentence),
    leadIns: {
      en: [
        'Picture the scene for a second:',
        'This is where it begins:',
        'Start from this one moment:',
        'It all begins with this:',
        'Before anything else, the scene:',
      ],
      fr: [
        'Imaginez la scène une seconde :',
        'C’est ici que tout commence :',
        'Partons de ce seul moment :',
        'Voici comment cela a commencé :',
        'Avant toute chose, la scène :',
      ],
    },
  },
  {
    named: /confession|mistake|failure|erreur|échec|aveu/i,
    fits: (sentence) =>
      /\b(?:mistake|wrong|failed|lost|regret|erreur|tort|échou|perdu|regrett|tromp)/i.test(sentence),
    leadIns: {
      en: [
        'Easy to say, hard to admit:',
        'Said plainly, with no excuse:',
        'No varnish on this one:',
        'This is easily passed over:',
        'Straight to the point that hurts:',
      ],
      fr: [
        'Facile à dire, difficile à admettre :',
        'Dit simplement, sans excuse :',
        'Sans fard, cette fois :',
        'On passe vite sur ceci :',
        'Droit au point qui fait mal :',
      ],
    },
  },
  {
    named: /opinion|contrary|myth|contraire|mythe|contre-pied/i,
    fits: (sentence) => /\b(?:not|never|nobody|no one|stop|ne|n[’']|jamais|personne|arrêt)/i.test(sentence),
    leadIns: {
      en: [
        'Agree or disagree with this:',
        'Before you nod, read this:',
        'You may see it differently:',
        'Tell me where this is wrong:',
        'Argue with this if you can:',
      ],
      fr: [
        'D’accord ou pas d’accord :',
        'Avant d’acquiescer, lisez ceci :',
        'Vous le voyez peut-être autrement :',
        'Dites-moi où cela cloche :',
        'Contredisez ceci si vous pouvez :',
      ],
    },
  },
  {
    named: /list|liste/i,
    fits: never,
    leadIns: {
      en: [
        'Point by point, beginning with this:',
        'A list to keep. First:',
        'First of all the points:',
        'Take these one by one:',
        'In short lines, for later:',
      ],
      fr: [
        'Point par point, en commençant par ceci :',
        'Une liste à garder. D’abord :',
        'Le premier de tous les points :',
        'À prendre un par un :',
        'En quelques lignes, pour plus tard :',
      ],
    },
  },
  {
    named: /how-to|how to|guide|method|mode d’emploi|mode d'emploi|méthode/i,
    fits: (sentence) => /^(?:to |how |here[’']s how|pour |comment |voici comment)/i.test(sentence),
    leadIns: {
      en: [
        'Here is how it goes:',
        'Step by step, simply put:',
        'The short way to see it:',
        'If you only try one thing:',
        'In practice, it comes to this:',
      ],
      fr: [
        'Voici comment cela se passe :',
        'Pas à pas, dit simplement :',
        'Le plus court pour le voir :',
        'Si vous n’essayez qu’une chose :',
        'En pratique, cela revient à ceci :',
      ],
    },
  },
  {
    named: /news|announce|nouvelle|annonce|actualité/i,
    fits: (sentence) =>
      /\b(?:new|launch|announc|released|today|nouveau|nouvelle|lanç|annonc|aujourd)/i.test(sentence),
    leadIns: {
      en: [
        'Worth knowing before you scroll on:',
        'In case you missed it:',
        'One thing to know today:',
        'Here it is, in one line:',
        'For everyone who has been asking:',
      ],
      fr: [
        'À savoir avant de passer à la suite :',
        'Si cela vous avait échappé :',
        'Une chose à savoir aujourd’hui :',
        'Le voici, en une ligne :',
        'Pour qui se posait la question :',
      ],
    },
  },
]
