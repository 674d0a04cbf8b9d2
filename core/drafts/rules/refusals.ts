import { type AppError, conflict } from '#core/lib/kernel/errors.ts'
import type { DraftMove, DraftStatus } from '../schemas.ts'
import { nextStatus } from './states.ts'

/** Says which state a draft is in and which moves that state allows. */
const POSSIBLE: Record<DraftStatus, string> = {
  draft_input: 'The draft is at its beginning: generate hooks first.',
  hook_gen: 'The draft waits for a hook: select one, generate others, or go back to its source.',
  hook_selected: 'The draft has its hook: write its body, select another hook, or go back.',
  body_gen: 'The draft has its body: edit it, validate it, or go back to its hooks.',
  validated: 'The draft is validated: schedule it, or go back to edit it.',
  scheduled: 'The draft is scheduled: go back to take its post off the schedule.',
  published: 'The draft is published, and stays as it is.',
}

export const wrongState = (status: DraftStatus): AppError => conflict('wrong_state', POSSIBLE[status])

/** Refuses what was decided on words that have changed since. */
export const draftChanged = (): AppError =>
  conflict('draft_changed', 'Somebody else has just changed the draft. Look at it again.')

/** Returns the state that a move leads to. @throws conflict `wrong_state` with what is possible instead */
export function stateAfter(status: DraftStatus, move: DraftMove): DraftStatus {
  const next = nextStatus(status, move)
  if (next === null) throw wrongState(status)
  return next
}
