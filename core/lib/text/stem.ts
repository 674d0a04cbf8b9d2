/**
 * One light stemmer for English, French and Spanish at once: a question of three words seldom tells its
 * language, and both sides of a comparison must come out the same. It cuts inflection by suffix and may merge
 * rare neighbours; it never has to give a dictionary word.
 */

/** Suffixes, the longest first; the rest of the word must keep the length named. */
const SUFFIXES: readonly (readonly [suffix: string, stemMin: number])[] = [
  ['issement', 4],
  ['issements', 4],
  ['aciones', 4],
  ['amiento', 4],
  ['imiento', 4],
  ['ations', 4],
  ['ation', 4],
  ['aison', 4],
  ['acion', 4],
  ['iciones', 4],
  ['icion', 4],
  ['ements', 4],
  ['ement', 4],
  ['ieron', 4],
  ['iendo', 4],
  ['ando', 4],
  ['aron', 4],
  ['mente', 4],
  ['ments', 4],
  ['ment', 4],
  ['iones', 4],
  ['ions', 4],
  ['abais', 4],
  ['aban', 4],
  ['aient', 4],
  ['issez', 4],
  ['issons', 4],
  ['ables', 4],
  ['able', 4],
  ['ibles', 4],
  ['ible', 4],
  ['amos', 4],
  ['emos', 4],
  ['imos', 4],
  ['ados', 4],
  ['adas', 4],
  ['idos', 4],
  ['idas', 4],
  ['ingly', 4],
  ['ings', 3],
  ['ing', 3],
  ['ado', 4],
  ['ada', 4],
  ['ido', 4],
  ['ida', 4],
  ['ion', 4],
  ['ais', 4],
  ['eis', 4],
  ['aba', 4],
  ['ons', 4],
  ['ent', 4],
  ['ant', 4],
  ['ait', 4],
  ['ees', 4],
  ['ies', 3],
  ['ers', 4],
  ['eurs', 4],
  ['eur', 4],
  ['ed', 3],
  ['er', 4],
  ['ez', 4],
  ['ee', 4],
  ['ar', 4],
  ['ir', 4],
  ['an', 4],
  ['en', 4],
  ['es', 3],
  ['as', 4],
  ['os', 4],
  ['ly', 4],
  ['s', 3],
  ['e', 3],
  ['a', 4],
  ['o', 4],
  ['y', 4],
  ['i', 4],
  ['x', 4],
]

const IRREGULAR: Record<string, string> = {
  paid: 'pay',
  payed: 'pay',
  sent: 'send',
  bought: 'buy',
  opened: 'open',
  went: 'go',
  men: 'man',
  women: 'woman',
  children: 'child',
  kids: 'kid',
  feet: 'foot',
  paie: 'pai',
  paient: 'pai',
  payer: 'pai',
  payez: 'pai',
  payons: 'pai',
  paiement: 'pai',
  paiements: 'pai',
  paye: 'pai',
  envoi: 'envoy',
  envois: 'envoy',
  envoie: 'envoy',
  envio: 'envi',
  envios: 'envi',
  enviais: 'envi',
  envian: 'envi',
  enviar: 'envi',
  animaux: 'animal',
  journaux: 'journal',
  locaux: 'local',
  speciaux: 'special',
  yeux: 'oeil',
  news: 'news',
  gas: 'gas',
  bus: 'bus',
}

/** Returns the stem of a folded word. Words with digits and words of up to three letters are their own stem. */
export function stem(word: string): string {
  const irregular = IRREGULAR[word]
  if (irregular !== undefined) return irregular
  if (word.length <= 3 || /\d/.test(word) || word.endsWith('ss')) return word
  // Twice, because endings pile up: livr-aison-s, deliv-er-ed.
  let root = withoutSuffix(withoutSuffix(word), 4)
  if (root !== word && root.length > 4) root = root.replace(/[eaoyi]$/, '')
  return root.length > 3 ? root.replace(/([b-df-hj-np-tv-z])\1$/, '$1') : root
}

function withoutSuffix(word: string, lengthMin = 0): string {
  const found = SUFFIXES.find(
    ([suffix, stemMin]) =>
      word.endsWith(suffix) && word.length - suffix.length >= Math.max(stemMin, lengthMin),
  )
  return found ? word.slice(0, -found[0].length) : word
}
