import { sentences } from '../text/text.ts'

/** Words that never end a complete sentence, in the three languages: the word they belong to is missing. */
const HANGING = new Set(
  'a an the of and or our your their per via between than until à le la les un une des du de au aux et ou votre notre nos vos leur chez sans pour avec dans el los las una unos unas del al y o e su sus nuestro nuestra vuestro vuestra para con sin desde hasta entre'.split(
    ' ',
  ),
)
/** Verbs that do not end a complete sentence either, unless one of `SUBJECTS` stands before them (“Yes, it is.”). */
const SAYING = new Set(
  'is are was were costs cost est sont coûte coûtent es son cuesta cuestan pay pays paie paient paga pagan'.split(
    ' ',
  ),
)
const SUBJECTS = new Set(
  'it they we you i he she that this there what who as yes ce c cela ça il elle ils elles on nous vous qui que lo así si eso esto'.split(
    ' ',
  ),
)
/** Endings that look incomplete but are complete: `par an`, `un an`, `il y en a`. */
const WHOLE = /(?:^|[^\p{L}])(?:(?:par|un|chaque|premier|dernier|l['’]) ?an|(?:y|en|il) a)[.!…]*$/iu
/** Placeholders that were not filled in, and traces of lost text. */
const PLACEHOLDER =
  /#{2,}|\{\{|\}\}|<%|\$\{|_{3,}|\[\s*\]|\(\s*\)|["“«]\s*["”»]|\bX{3,}\b|\b(?:[Ll]orem ipsum|undefined|NaN|TBD|TODO:)\b|\ufffd/u
/** Punctuation with a gap before it where words are missing: `is .`, `costs , and`, `Phone: .`. */
const HOLE = /\s[.,](?:\s|$)|[:;,–-]\s*[.!]\s*$|,\s*,|\(\s*[.,;]/u
/** A currency or percent sign without its number. */
const NO_NUMBER = /(?<!\d\s?)(?:[€$£]|\bEUR\b)(?!\s?\d)|(?<!\d\s?)%/u
const LAST = /(^|[^\p{L}\p{N}])([\p{L}\p{N}]+)["”»’)]*[.!…]*["”»)]*$/u

/** Tests whether a sentence is incomplete: a reader would notice that something is missing. */
export function isFragment(sentence: string): boolean {
  const said = sentence.trim()
  if (PLACEHOLDER.test(said) || HOLE.test(said) || NO_NUMBER.test(said)) return true
  const [, before = '', written = ''] = LAST.exec(said) ?? []
  const last = written.toLowerCase()
  // “Gate A” and “prenez-le” are complete.
  if (before === '-' || (written !== last && written.length <= 2) || WHOLE.test(said)) return false
  const words = said.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return HANGING.has(last) || (SAYING.has(last) && !SUBJECTS.has(words.at(-2) ?? ''))
}

/** Returns the incomplete sentences of a text. */
export const fragmentsIn = (text: string): string[] =>
  sentences(text)
    .map(({ start, end }) => text.slice(start, end))
    .filter(isFragment)

/** Details that a question may ask for and the answer must then contain: telephone number, mail address, price, time of day. */
const DEMANDS: readonly (readonly [asked: RegExp, given: RegExp])[] = [
  [
    /\b(?:phone|telephone) number\b|\bwhat(?:['’]s| is) (?:your|the) (?:phone|number)\b|\bwhich number\b|\bnum[ée]ro de t[ée]l[ée](?:phone|fono)\b|\bn[uú]mero de tel[ée]fono\b|\bquel (?:est votre )?num[ée]ro\b/iu,
    /\d[\d\s().+-]{2,}\d/u,
  ],
  [
    /\be-?mail address\b|\badresse (?:e-?mail|mail|[ée]lectronique)\b|\b(?:direcci[oó]n de )?correo electr[oó]nico\b/iu,
    /[^\s@]+@[^\s@]+\.\p{L}/u,
  ],
  [
    /\bhow much (?:is|are|does|do|for)\b|\bcombien (?:co[uû]te|co[uû]tent)\b|\bquel est le (?:prix|tarif)\b|\bcu[aá]nto (?:cuesta|cuestan|vale|valen)\b/iu,
    /\d|\b(?:free|no (?:extra |additional )?(?:charge|cost|fee)|included|gratuit\w*|offerte?s?|gratis|compris\w*|incluid[oa]s?|sans (?:frais|suppl[ée]ment)|sin (?:coste|cargo|recargo)|no (?:tienen? coste|cuestan?)|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|hundred|deux|trois|quatre|cinq|sept|huit|neuf|dix|quinze|vingt|trente|cinquante|cent|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|quince|veinte|treinta|cincuenta|cien)\b|\bno\b|\bnot\b|\bnon\b|\bne\b/iu,
  ],
  [
    /\b(?:what time|at what hour|opening hours)\b|(?:^|[^\p{L}])(?:[àa] quelle heure|quels? (?:sont vos )?horaires)\b|\b(?:a qu[ée] hora|qu[ée] horario)\b/iu,
    /\d|\b(?:noon|midnight|midi|minuit|mediod[ií]a|medianoche|closed|ferm[ée]\w*|cerrad[oa]s?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|huit|neuf|dix|onze|siete|ocho|nueve|diez|once)\b/iu,
  ],
]

/** Returns those questions that ask for a detail (see `DEMANDS`) that the reply does not contain. */
export const unmetIn = (reply: string, questions: readonly string[]): string[] =>
  reply.trim() === ''
    ? []
    : questions.filter((question) =>
        DEMANDS.some(([asked, given]) => asked.test(question) && !given.test(reply)),
      )
