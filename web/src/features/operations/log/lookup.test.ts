import { describe, expect, it } from 'vitest'
import { soughtIn } from './lookup.ts'

describe('what is looked for', () => {
  it('a reference of any characters of its alphabet is taken as it is', () => {
    for (const reference of [
      'ERR-012345',
      'ERR-6789AB',
      'ERR-CDEFGH',
      'ERR-JKMNPQ',
      'ERR-RSTVWX',
      'ERR-YZ0000',
    ]) {
      expect(soughtIn(reference)).toEqual({ reference })
    }
  })

  it('a reference is found in the sentence that named it, however it was typed', () => {
    const reference = 'ERR-7K2Q9D'
    expect(soughtIn('Something broke on our side. Tell support ERR-7K2Q9D.')).toEqual({ reference })
    expect(soughtIn('  err-7k2q9d ')).toEqual({ reference })
  })

  it('letters that were heard for digits are mended', () => {
    expect(soughtIn('ERR-OIL2Q9')).toEqual({ reference: 'ERR-0112Q9' })
  })

  it('a request id is found in what was copied with it', () => {
    const requestId = '0f8b1f0e-3c52-4a51-9a55-0c6a1f1f2b3c'
    expect(soughtIn(`Request ${requestId.toUpperCase()}`)).toEqual({ requestId })
  })

  it('a request id that a caller made up himself is looked for as he wrote it', () => {
    expect(soughtIn('Deploy_check-42')).toEqual({ requestId: 'Deploy_check-42' })
  })

  it('a word is an event, and one that ends in a dot all that begin with it', () => {
    expect(soughtIn('cron')).toEqual({ event: 'cron' })
    expect(soughtIn('Queue.dead_letters')).toEqual({ event: 'queue.dead_letters' })
    expect(soughtIn('queue.')).toEqual({ event: 'queue.' })
  })

  it('nothing written is nothing sought', () => {
    expect(soughtIn('   ')).toBeNull()
    expect(soughtIn(undefined)).toBeNull()
  })
})
