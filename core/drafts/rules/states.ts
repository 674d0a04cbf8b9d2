import type { DraftMove, DraftStatus } from '../schemas.ts'

/** What happens to a draft that no person does: the end of its scheduled post. */
export type Event = DraftMove | 'published' | 'failed'

/** For each state, what may happen to a draft in it and where that leads. */
export const MOVES: Readonly<Record<DraftStatus, Readonly<Partial<Record<Event, DraftStatus>>>>> = {
  draft_input: { hooks: 'hook_gen' },
  hook_gen: { hooks: 'hook_gen', select: 'hook_selected', back: 'draft_input' },
  hook_selected: {
    hooks: 'hook_gen',
    select: 'hook_selected',
    body: 'body_gen',
    write: 'body_gen',
    back: 'hook_gen',
  },
  body_gen: { body: 'body_gen', write: 'body_gen', validate: 'validated', back: 'hook_selected' },
  validated: { schedule: 'scheduled', back: 'body_gen' },
  scheduled: { published: 'published', failed: 'validated', back: 'validated' },
  published: {},
}

const BY_PERSONS: readonly DraftMove[] = ['hooks', 'select', 'body', 'write', 'validate', 'schedule', 'back']

/** Lists what a person may do with a draft in this state. */
export const possibleMoves = (status: DraftStatus): DraftMove[] =>
  BY_PERSONS.filter((move) => MOVES[status][move] !== undefined)

/** Returns the state that an event leads to; null where it cannot happen. */
export const nextStatus = (status: DraftStatus, event: Event): DraftStatus | null =>
  MOVES[status][event] ?? null

/** Tests whether source, topic, audience and the like may still be changed. */
export const isOpen = (status: DraftStatus): boolean =>
  !['validated', 'scheduled', 'published'].includes(status)
