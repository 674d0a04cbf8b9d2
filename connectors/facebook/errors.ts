import { graphErrors, limited, type RuleTable, reauth, rejected } from '../meta/errors.ts'
import { BLOCKED_MS, WAIT_WITHOUT_WORD_MS } from './unverified.ts'

const STANDARDS = 'Facebook holds this against its standards: change the text or the files.'
const CHECK = 'Facebook wants to check this account: open the page there and follow its steps.'
const ALREADY = 'Facebook has just shown the same: change the text or the files.'

/** Errors that Meta says will pass. A post has no key of its own, so one that met this is looked for before it is sent again. */
const transient = { means: 'unknown' } as const

const BY_SUBCODE: RuleTable = [
  [[1363047, 1609010], transient],
  [[1390008], limited(BLOCKED_MS)],
  [[458, 459, 460, 463, 464, 467, 492, 1404078], reauth],
  [[33], rejected('It may have been deleted there.')],
  [[1366051], rejected(ALREADY)],
  [[1366046], rejected('Choose a picture smaller than 4 MB, as JPEG, PNG, GIF or WebP.')],
  [[1346003, 1404102, 1349125], rejected(STANDARDS)],
  [[1404006, 1404112], rejected(CHECK)],
  [[1609008], rejected('Facebook takes no links to itself in a post: take the link out.')],
  [[2061006], rejected('Correct the link: Facebook cannot open it.')],
  [[2069019], rejected('Choose another file, or save this one anew.')],
]
const BY_CODE: RuleTable = [
  [[1, 2], transient],
  [[4], limited(WAIT_WITHOUT_WORD_MS, 'credential')],
  [[17, 32, 613, 80001], limited(WAIT_WITHOUT_WORD_MS)],
  [[368], limited(BLOCKED_MS)],
  [[3, 10, 102, 190], reauth],
  [[506], rejected(ALREADY)],
  [[803], rejected('It may have been deleted there.')],
  [[10900, 10903], rejected('Facebook takes one message for each comment, within seven days of it.')],
]

export const { failedWrite, failedHarmlessly } = graphErrors({
  name: 'Facebook',
  bySubcode: BY_SUBCODE,
  byCode: BY_CODE,
  transient,
})
