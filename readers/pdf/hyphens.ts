/** Second halves that follow a real hyphen, and first halves that end with one. */
const AFTER = new Set(
  'vous nous tu je il elle on ce ci la là les lui leur moi toi en y même mêmes t in out up down off on by to of free friendly based time term day hour minute week year old half class size sized proof line'.split(
    ' ',
  ),
)
const BEFORE = new Set(
  'self well non half all full part long short high low first second third last check follow pre co e ex mid anti semi multi wi hi mi demi vice sous arrière avant après rendez peut est quelques celui celle ceux au par là week tout grand porte plug drop pick walk stop set back day year two three four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety deux trois quatre cinq vingt trente quarante cinquante soixante'.split(
    ' ',
  ),
)

/**
 * Joins two lines. A word that was cut at the end of the first is made whole; a real hyphen is kept: in an address, a
 * number, a compound.
 */
export function joined(
  before: string,
  after: string,
  between: ' ' | '\n',
  words: ReadonlySet<string>,
): string {
  if (before.endsWith('\u00ad')) return before.slice(0, -1) + after
  const head = /(\S*[\p{L}\p{N}])[-\u2010]$/u.exec(before)?.[1]
  const tail = /^[\p{L}\p{N}][^\s]*/u.exec(after)?.[0]
  if (head !== undefined && tail !== undefined) {
    const isOwn = hasOwnHyphen(head, tail, words)
    if (isOwn !== null) return (isOwn ? before : before.slice(0, -1)) + after
  }
  // An address that was cut without a hyphen: after its `@`, or a slash.
  if (/(?:@|:\/\/\S*[/._=&?]|www\.\S*[/.])$/.test(before) && /^[\w.]/.test(after)) return before + after
  return before + between + after
}

/** Tests whether the hyphen is real; null where it is a dash before a new sentence. */
function hasOwnHyphen(head: string, tail: string, words: ReadonlySet<string>): boolean | null {
  if (/[@./\\_\d]/.test(head.replace(/^[("“«]/, '')) || /^[^\s]*(?:@|[./_]\w)/.test(tail)) return true
  if (!/^\p{Ll}/u.test(tail)) return /^[\p{Lu}\d]/u.test(tail) ? true : null
  const [left, right] = [bare(head), bare(tail)]
  if (words.has(`${left}-${right}`)) return true
  if (words.has(left + right)) return false
  if (left.includes('-') || right.includes('-')) return true
  return BEFORE.has(left) || AFTER.has(right)
}

const bare = (word: string): string => word.toLowerCase().replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
