import { AppError } from './errors.ts'

/** Credits that were set aside for an act. One of the two ends it. Neither throws: what was done is done. */
export interface SetAside {
  /** The act is done, for this many credits: fewer than were set aside where a cheaper engine did it. */
  settle(credits: number): void
  /** The act failed, and costs nothing. */
  release(): void
}

/** The workspace's credits. Every function of its models asks them first (`ai/meter.ts`), also for an act that costs none. */
export interface Credits {
  /** Sets credits aside for an act, such as `inbox.respond`. @throws AppError `credits_used_up` (402) */
  reserve(act: string, credits: number): Promise<SetAside>
}

/** Grants everything: an installation without billing. */
export const unlimitedCredits: Credits = {
  reserve: async () => ({ settle: () => undefined, release: () => undefined }),
}

export const creditsUsedUp = () =>
  new AppError(
    'unpaid',
    'credits_used_up',
    'The AI credits of the workspace are used up. Messages still come in, and people still answer them.',
  )

/** Tests whether an error is the refusal of an act that cannot be paid now. */
export const isUnpaid = (error: unknown): boolean => error instanceof AppError && error.kind === 'unpaid'
