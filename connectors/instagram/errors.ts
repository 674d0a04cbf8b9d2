import {
  graphErrors,
  limited,
  type Refusal,
  type RuleTable,
  reauth,
  rejected,
  retry,
} from '../meta/errors.ts'
import { WAIT_WITHOUT_WORD_MS } from './unverified.ts'

const HOUR_MS = 3_600_000

const AGAIN = 'Try again: Instagram takes the files in anew.'
const SPOILED = rejected(AGAIN)
const VIDEO = 'Save the video anew (MP4 with H.264 and AAC, 3 seconds to 15 minutes), and choose it again.'

/** By the subcode, which is more exact than the code. */
const BY_SUBCODE: RuleTable = [
  [[33], reauth],
  [[2207001, 2207003, 2207027], retry],
  [[2207042], limited(HOUR_MS)],
  [[2207051], limited(24 * HOUR_MS)],
  [[2207050], rejected('Instagram has restricted this account: open the app there and follow its steps.')],
  [[2207020, 2207032, 2207053, 2207006, 2207008, 2207082], SPOILED],
  [[2207004], rejected('Choose a picture smaller than 8 MB.')],
  [[2207005], rejected('Save the picture as JPEG, and choose it again.')],
  [[2207009], rejected('Crop the picture: between 4:5 upright and 1.91:1 across.')],
  [[2207010], rejected('Shorten the text, or take out hashtags.')],
  [[2207026, 2207057], rejected(VIDEO)],
  [
    [2207052],
    rejected(
      'Instagram could not fetch the file from Chorus: its operator has to make CHORUS_PUBLIC_URL reachable.',
    ),
  ],
]
const BY_CODE: RuleTable = [
  [[1, 2, -1, -2], retry],
  [[4], limited(WAIT_WITHOUT_WORD_MS, 'credential')],
  [[17, 32, 613, 80002], limited(WAIT_WITHOUT_WORD_MS)],
  [[10, 190], reauth],
]

const { failedWrite, failedHarmlessly, refusedBy } = graphErrors({
  name: 'Instagram',
  bySubcode: BY_SUBCODE,
  byCode: BY_CODE,
  transient: retry,
})

export { failedHarmlessly, failedWrite }

/** Returns what a container's own words mean, which name a subcode: “Error: 2207026”. */
export function failedContainer(words: string, now: Date): Refusal {
  const subcode = Number(/\b(2207\d{3})\b/.exec(words)?.[1] ?? 0)
  const reason = `Instagram says: “${words.replace(/[.\s]+$/, '')}”.`
  return refusedBy(subcode, reason, 'Choose another file, or save this one anew.', now)
}
