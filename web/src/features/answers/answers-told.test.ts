import { describe, expect, it } from 'vitest'
import { changeOf } from './answers-told.tsx'

const stands = {
  systemPrompt: 'Lumi',
  instructions: 'Be brief.',
  ignoreExamples: ['Thanks', 'Bye'],
  disclosure: '',
}
const shown = { ...stands, ignoreExamples: 'Thanks\nBye' }

describe('what was typed', () => {
  it('is no change while it is what stands, spaces and empty lines aside', () => {
    expect(changeOf(shown, stands)).toEqual({})
    expect(
      changeOf({ ...shown, instructions: ' Be brief.\n', ignoreExamples: 'Thanks \n\n Bye\n' }, stands),
    ).toEqual({})
  })
  it('is saved field by field, examples one to a line', () => {
    expect(
      changeOf({ ...shown, disclosure: 'A machine.', ignoreExamples: 'Thanks\nBye\nOk' }, stands),
    ).toEqual({
      disclosure: 'A machine.',
      ignoreExamples: ['Thanks', 'Bye', 'Ok'],
    })
  })
})
