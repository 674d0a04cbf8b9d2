import { describe, expect, it } from 'vitest'
import { changeOfExamples } from './answers-examples.tsx'
import { changeOf } from './answers-told.tsx'

const stands = {
  systemPrompt: 'Lumi',
  instructions: 'Be brief.',
  disclosure: '',
}
const shown = { ...stands }

describe('what was typed', () => {
  it('is no change while it is what stands, spaces and empty lines aside', () => {
    expect(changeOf(shown, stands)).toEqual({})
    expect(changeOf({ ...shown, instructions: ' Be brief.\n' }, stands)).toEqual({})
  })
  it('is saved field by field', () => {
    expect(changeOf({ ...shown, disclosure: 'A machine.' }, stands)).toEqual({ disclosure: 'A machine.' })
  })
  it('as examples is saved without empty and repeated ones', () => {
    expect(changeOfExamples({ ignoreExamples: ['Thanks ', '', 'Bye', 'Thanks'] })).toEqual({
      ignoreExamples: ['Thanks', 'Bye'],
    })
    expect(changeOfExamples({ ignoreLikeness: 0.7 })).toEqual({ ignoreLikeness: 0.7 })
  })
})
