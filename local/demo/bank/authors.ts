import type { CreateProfile } from '#core/bank/schemas.ts'

/** The authors of the demo's bank: two that the café writes for, three that it learns from. */
export const AUTHORS = {
  camille: { name: 'Camille Laurent', type: 'internal', handle: 'camille-lumiere' },
  noe: { name: 'Noé Perrin', type: 'internal', handle: 'noe-torrefie' },
  ada: { name: 'Ada Mensah', type: 'external_influencer', handle: 'https://example.com/ada.roasts' },
  julien: { name: 'Julien Roche', type: 'external_influencer', handle: '@julien.roche' },
  priya: { name: 'Priya Nair', type: 'external_influencer', handle: '@priyanair' },
} as const satisfies Record<string, Omit<CreateProfile, 'platform'>>

/** A post as it is written down here: likes are those after three weeks, and the other numbers follow from them. */
export interface Written {
  /** Days since it was posted. */
  age: number
  likes: number
  text: string
}
