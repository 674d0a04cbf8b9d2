/**
 * Folded function words: they tell a language and say little about a subject. A word that means something in
 * another of the three languages (French `car`, `pour`; Spanish `dos`, `once`) is left out where it would
 * hide a subject.
 */
export const STOPWORDS = {
  en: set(`a about after all also am an and any are as at be because been before being but by can could did do does doing
    done for from get gets go goes going had has have having he her here hers him his how i if in into is isn it its itself
    just ll let m may me might mine must my no nor not of off on only or other our ours out own re s shall she should so
    some such t than that the their theirs them then there these they this those through to too until up us ve very was we
    were what when where which while who whom whose why will with would you your yours don doesn didn won wouldn couldn
    aren im youre dont`),
  fr: set(`a ai ainsi alors apres as au aucun aussi autre aux avant avec avez avons ayant bien c ca ce cela ces cet cette
    ceux chez ci comme comment d dans de des deja depuis donc du elle elles en encore entre es est et etait etes etre eu
    fait faites faire faut il ils j je jusqu l la le les leur leurs lors lui m ma mais me meme mes moi mon n ne ni nos notre
    nous on ont ou par parce pas pendant peu peut peuvent peux pour pourquoi pouvez qu quand que quel quelle quelles quels
    qui quoi s sa sans se sera serait ses si soit sommes sont sous suis sur t ta te tes tous tout toute toutes tres tu un
    une vers voici vos votre vous y puis puisje combien ya etre`),
  es: set(`a ahi al algo alguna algunas alguno algunos ante antes aqui asi aun cada como con contra cual cuales cuando cuanta
    cuantas cuanto cuantos de del desde donde el ella ellas ellos en entre era eran eres es esa esas ese eso esos esta
    estaba estan estar estas este esto estos estoy fue fueron ha haber habia han hasta hay la las le les lo los mas me mi
    mis mucho muy nada ni no nos nosotros o os otra otras otro otros para pero poco por porque puede pueden puedo podeis
    podria pues que quien quienes se sea ser si sin sobre sois solo somos son soy su sus tal tambien tan te teneis tengo
    ti tiene tienen todo todos tu tus un una unas uno unos usted ustedes vosotros vuestra vuestro y ya yo`),
} as const

function set(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/))
}

export type StopwordLanguage = keyof typeof STOPWORDS

export function isStopword(folded: string): boolean {
  return STOPWORDS.en.has(folded) || STOPWORDS.fr.has(folded) || STOPWORDS.es.has(folded)
}

/** The stop words that only one of the three languages has; only these can identify it. */
const TELLING: readonly (readonly [StopwordLanguage, ReadonlySet<string>])[] = (
  ['en', 'fr', 'es'] as const
).map((language) => {
  const others = (['en', 'fr', 'es'] as const).filter((other) => other !== language)
  return [
    language,
    new Set([...STOPWORDS[language]].filter((word) => !others.some((other) => STOPWORDS[other].has(word)))),
  ]
})

/** Words outside the stop lists that identify the language of a short message. */
const HINTS: Record<StopwordLanguage, ReadonlySet<string>> = {
  en: set(
    'hi hello hey thanks thank please yes open opening hours price shipping delivery order sorry good morning want need much',
  ),
  fr: set(
    'bonjour bonsoir salut coucou merci oui stp svp horaires heure heures prix livraison commande ouvert ouverte voudrais aimerais plait bonne quelles',
  ),
  es: set(
    'hola buenas buenos gracias favor horario horarios hora precio envio envios pedido abierto abren abris quisiera quiero cuesta vale dias tardes',
  ),
}

/** Returns the language that most of these words point to, or null if none is ahead. */
export function languageOfWords(folded: readonly string[]): StopwordLanguage | null {
  const counts = TELLING.map(([language, telling]) => ({
    language,
    count: folded.reduce(
      (sum, word) => sum + (telling.has(word) ? 1 : 0) + (HINTS[language].has(word) ? 1 : 0),
      0,
    ),
  })).sort((a, b) => b.count - a.count)
  const [first, second] = counts
  return first && second && first.count > second.count ? first.language : null
}
