import { plain } from '#core/lib/text/text.ts'

/**
 * Kinds of fact. The words of a question ask for a kind; the form of a sentence offers one. A sentence about the subject
 * that does not offer the fact is a near miss, the most common wrong answer.
 */
export type Fact =
  | '#price'
  | '#discount'
  | '#clock'
  | '#time'
  | '#duration'
  | '#address'
  | '#place'
  | '#phone'
  | '#email'
  | '#payment'
  | '#color'
  | '#size'
  | '#age'
  | '#number'
  | '#person'

const OURSELVES =
  '(?:you|your (?:shop|store|place|office|restaurant|hotel|cafe|gym)|the (?:shop|store|restaurant|hotel|cafe|gym|office))'
const ADDRESS_ASKED = new RegExp(
  `\\baddress\\b|\\bwhere (?:exactly )?(?:are|is) ${OURSELVES}(?: (?:located|based|situated|exactly))?$|\\bhow (?:do|can) (?:i|we) (?:get|find) (?:to ${OURSELVES}|there|you)\\b|\\badresse\\b|\\b(?:ou (?:etes vous|vous trouvez vous|vous etes)|vous (?:etes|trouvez) ou)\\b|\\bou (?:est|se (?:trouve|situe)) (?:l|le|la|votre|ton) ?(?:hotel|boutique|magasin|restaurant|cafe|salle|bureau)$|\\bdireccion\\b|\\bdonde (?:estan|estais|esta|se encuentran|os encontrais|queda|quedan)(?: (?:ubicados|situados|exactamente|el (?:restaurante|hotel)|la tienda|el local|ustedes))?$`,
)

/** The fact that a question asks for, by its folded words. The first match wins. */
const ASKED: readonly (readonly [Fact, RegExp])[] = [
  [
    '#duration',
    /\bhow long\b|\bhow (?:quickly|fast|soon)\b|\bhow many (?:days|hours|weeks|months|minutes|years)\b|\bcombien de (?:temps|jours|semaines|mois|minutes|heures)\b|\bquels? (?:est le |sont les |est votre |sont vos )?delais?\b|\bcuant[oa]s? (?:tiempo|dias|semanas|meses|minutos|horas)\b|\bcuanto (?:tarda|dura|tardan|duran|se tarda|tardais)\b|\bwhat(?: is| s) the (?:time limit|deadline)\b|\bque plazo\b/,
  ],
  [
    '#price',
    /\bhow much\b|\bwhat(?: is| are| s| does| do| would| will)?\b.{0,40}\b(?:price|prices|cost|costs|fee|fees|rate|rates)\b|^(?:the )?(?:prices?|cost|costs|tarifs?|prix|precios?|tarifas?)\b|\b(?:price|prices|cost|fee) (?:of|for)\b|\bcombien (?:ca )?(?:coute|coutent|vaut|est|sont|faut|pour)\b|\bc est combien\b|\b(?:quel|quels|quelle|quelles)\b.{0,30}\b(?:prix|tarifs?|cout)\b|\b(?:prix|tarifs?) (?:de|du|d|des|pour)\b|\ba combien\b|\bcombien\b(?! de)|\bcuanto (?:cuesta|cuestan|vale|valen|es|sale|cobran|cobrais|seria)\b|\bque (?:precio|precios|tarifa|tarifas)\b|\b(?:precio|precios|tarifa|tarifas) (?:de|del|para)\b|\bcual(?:es)?\b.{0,20}\b(?:precios?|tarifas?|coste)\b/,
  ],
  [
    '#phone',
    /\b(?:phone|telephone|telefono)\b(?: \w+)? (?:number|numero)?|\bnumero de (?:telephone|telefono|tel)\b|\bwhat number\b/,
  ],
  [
    '#email',
    /\be ?mail address\b|\b(?:your|which|what) e ?mail\b|\badresse (?:e ?mail|mail|electronique)\b|\bcorreo electronico\b|\b(?:votre|quel) (?:e ?mail|mail)\b|\b(?:vuestro|su|que) (?:correo|e ?mail)\b/,
  ],
  [
    '#age',
    /\bhow old\b|\b(?:minimum|what|which) age\b|\bage (?:limit|minimum)\b|\bquel age\b|\b(?:que|cual es la) edad\b|\bedad minima\b/,
  ],
  [
    '#clock',
    /\bwhat time\b|\bat what hour\b|\bwhat(?: are| s| is)?(?: \w+){0,3} (?:hours|schedule)\b|\bopening (?:hours|times)\b|\buntil what\b|\bquelles? heures?\b|\bhoraires\b|\bque horas?\b|\bhorarios?\b/,
  ],
  ['#time', /\bwhen\b|\bquand\b|\bquels? jours?\b|\bcuando\b|\bque dias?\b|\bwhich days?\b|\bwhat days?\b/],
  ['#address', ADDRESS_ASKED],
  [
    '#place',
    /\bwhere (?:are|is|can|do|s|exactly)\b|\bwhere\b|^ou\b|\bou (?:est|etes|se|sont|puis|peut|dois|vous|trouver|faut)\b|\bvous (?:etes|trouvez) ou\b|\bdonde\b/,
  ],
  [
    '#person',
    /^who (?:is|are|was|runs|owns|founded|teaches|made|created|s)\b|^qui (?:est|a|sont|dirige)\b|^quien(?:es)? (?:es|son|fundo|dirige)\b/,
  ],
  ['#number', /\bhow many\b|\bcombien de\b|\bcombien d\b|\bcuant[oa]s\b/],
]

export function factAsked(question: string): Fact | null {
  const said = plain(question)
  return ASKED.find(([, pattern]) => pattern.test(said))?.[0] ?? null
}

const DAYS =
  'mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|weekends?|weekdays?|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|week-end|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bados?|domingos?|fin de semana'
const MONTHS =
  'january|february|march|april|june|july|august|september|october|november|december|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre'
const UNITS =
  'seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?|nights?|secondes?|heures?|jours?|semaines?|mois|ans?|années?|nuits?|segundos?|minutos?|horas?|d[ií]as?|semanas?|mes|meses|años?|noches?'
const COUNTS =
  'one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|thirty|un|une|deux|trois|quatre|cinq|sept|huit|neuf|dix|quinze|vingt|trente|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|quince|veinte|treinta|una'

/** The facts that a sentence offers, by its form. */
const OFFERED: Readonly<Record<Fact, RegExp>> = {
  '#price':
    /(?:[€$£¥]|\b(?:EUR|USD|GBP|CHF)\b)\s?\d|\d[\d.,  ]*\s?(?:[€$£¥]|%|\b(?:EUR|USD|GBP|CHF|euros?|dollars?|pounds?|francs?|cents?|pesos?)\b)|\b(?:free(?: of charge)?|gratuit\w*|offerte?s?|gratis|gratuit[oa]s?|no tienen? coste|no cuesta|no (?:extra |additional )?(?:charge|cost|fee)|sans (?:frais|supplément)|sin (?:coste|cargo|recargo)|included|compris\w*|incluid[oa]s?)\b/iu,
  '#discount': /\d\s?%|\b(?:half price|moitié prix|mitad de precio)\b/iu,
  '#clock':
    /\b\d{1,2}\s?(?:[:h]\s?\d{2}\b|h\b|a\.?m\b|p\.?m\b|o.clock)|\b(?:noon|midnight|midi|minuit|mediod[ií]a|medianoche|24\/7|24 hours)\b/iu,
  '#time': new RegExp(
    `\\b\\d{1,2}\\s?(?:[:h]\\s?\\d{2}\\b|h\\b|a\\.?m\\.?|p\\.?m\\.?|o.clock)|\\b(?:noon|midnight|midi|minuit|mediod[ií]a|medianoche)\\b|\\b(?:${DAYS})\\b|\\b(?:${MONTHS})\\b|\\b(?:24/7|24 ?h|7j/7|every day|daily|tous les jours|todos los d[ií]as)\\b|\\b(?:within|after|before|once|dès|après|avant|sous|tras|antes|después|en cuanto)\\b|\\b\\d+\\s?(?:${UNITS})\\b`,
    'iu',
  ),
  '#duration': new RegExp(
    `\\b(?:\\d+|${COUNTS})(?:\\s?(?:-|–|to|or|à|a|ou|o|y)\\s?(?:\\d+|${COUNTS}))?[\\s-](?:\\p{L}+[\\s-]){0,2}(?:${UNITS})\\b|\\b(?:same|next) day\\b|\\b(?:24|48|72) ?h\\b|\\b(?:immediately|instantly|immédiatement|lifetime|à vie|de inmediato|inmediatamente|unlimited|illimité\\w*)\\b|\\bjour même\\b|\\bmismo día\\b`,
    'iu',
  ),
  '#address':
    /\b\d{1,5}(?:\s?bis)?,?\s+(?:\p{L}+\s){0,3}(?:street|st\b|road|rd\b|avenue|ave\b|lane|square|place|rue|boulevard|bd\b|quai|chemin|impasse|cours)|\b(?:calle|avenida|plaza|paseo|c\/)\s|\b\d{5}\s\p{Lu}|\b(?:located|situated|based|situé\w*|se (?:trouve|situe)|nous (?:sommes|trouver)|ubicad\w+|estamos)\s+(?:at|in|on|near|behind|next to|à|au|aux|en|sur|dans|près|derrière|face|junto|cerca)\b/iu,
  '#place':
    /\b(?:at|in|on|near|behind|next to|opposite|under|beside|from|inside|by|à|au|aux|en|sur|dans|chez|près|derrière|face|sous|depuis|en|al|junto|cerca|detrás|frente|dentro|desde)\s+\p{L}/iu,
  '#phone': /\+?\d[\d\s().-]{6,}\d/u,
  '#email': /[\w.+-]+@[\w-]+\.\w/u,
  '#payment':
    /\b(?:visa|mastercard|amex|paypal|(?:apple|google) pay|bizum|klarna|cards?|cash|cheques?|instal?lments?|invoice|cartes?|espèces|chèques?|virement|tarjetas?|efectivo|transferencia|Stripe)\b/iu,
  '#color':
    /\b(?:white|black|red|blue|navy|green|sage|yellow|grey|gray|pink|brown|beige|orange|purple|blanc\w*|noire?s?|rouges?|bleue?s?|vert\w*|jaunes?|gris\w*|roses?|marrons?|blanc[oa]s?|negr[oa]s?|roj[oa]s?|azul\w*|verdes?|amarill[oa]s?|rosas?)\b/iu,
  '#size':
    /\b(?:X{0,3}S|M|L|X{1,3}L|one size|taille unique|talla única)\b|\b\d+\s?(?:cm|mm|m²|inch(?:es)?|in)\b|\b(?:3|4)\d\s?(?:to|-|–|à|au|a)\s?(?:3|4)\d\b/u,
  '#age':
    /\b\d{1,2}\s?(?:or (?:older|over|above)|and over|years?|ans|años|\+)|\b(?:under|over|below|above|aged?|from|mayores de|menores de|moins de|plus de|dès)\s\d{1,2}\b|\bminors?\b|\badults? only\b/iu,
  '#number': new RegExp(`\\d|\\b(?:${COUNTS}|no limit|unlimited|illimité\\w*|ilimitad\\w*)\\b`, 'iu'),
  '#person': /\p{Ll}[\p{L},]*\s+\p{Lu}\p{Ll}+|^\p{Lu}\p{Ll}+\s\p{Lu}\p{Ll}+/u,
}

export function offers(sentence: string, fact: Fact): boolean {
  return OFFERED[fact].test(sentence)
}

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const DAY_NAMES: Record<string, number> = Object.fromEntries(
  [
    'monday mondays mon lundi lundis lunes',
    'tuesday tuesdays tue mardi mardis martes',
    'wednesday wednesdays wed mercredi mercredis miercoles',
    'thursday thursdays thu jeudi jeudis jueves',
    'friday fridays fri vendredi vendredis viernes',
    'saturday saturdays sat samedi samedis sabado sabados',
    'sunday sundays sun dimanche dimanches domingo domingos',
  ].flatMap((list, day) => list.split(' ').map((name) => [name, day])),
)
const RANGE = new RegExp(
  `\\b(${Object.keys(DAY_NAMES).join('|')}) (?:to |through |thru |till |until |and |au |a |al |hasta el |hasta |et |y )?(${Object.keys(DAY_NAMES).join('|')})\\b`,
  'g',
)

/**
 * Lists the days that a text implies without naming them: those within “Monday to Friday”, a weekend, every day.
 */
export function daysImplied(text: string): string[] {
  const said = plain(text)
  const days = new Set<string>()
  for (const [whole, from = '', to = ''] of said.matchAll(RANGE)) {
    if (/ (?:and|et|y) /.test(whole)) continue
    const first = DAY_NAMES[from] ?? 0
    const last = DAY_NAMES[to] ?? 0
    for (let step = 0; step <= (last - first + 7) % 7; step++) days.add(WEEK[(first + step) % 7] ?? '')
  }
  if (/\bweek ?ends?\b|\bfin(?:es)? de semana\b/.test(said)) days.add('saturday').add('sunday').add('weekend')
  if (
    /\bevery day\b|\bdaily\b|\b7 days\b|\btous les jours\b|\b7j 7\b|\btodos los dias\b|\b24 7\b|\b7 jours sur 7\b/.test(
      said,
    )
  )
    for (const day of WEEK) days.add(day)
  return [...days]
}
