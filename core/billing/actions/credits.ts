import type { Ctx } from '#core/lib/kernel/context.ts'
import { type Credits, creditsUsedUp, type SetAside } from '#core/lib/kernel/credits.ts'
import type { ScopedDb } from '#core/lib/kernel/db.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Limits } from '#core/lib/kernel/limits.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { standingOf, warningOf } from '../rules/standing.ts'
import { TERMS } from '../rules/terms.ts'
import type { CreditsState, CreditTransaction, CreditTransactionListQuery } from '../schemas.ts'
import * as store from '../store/credits.ts'
import { ofWorkspace } from '../store/subscriptions.ts'

const FREE = TERMS.free.credits
/** The time for which credits are set aside for an act that nobody ends. */
const EXPIRES_MS = 10 * 60_000

interface Booking {
  workspaceId: string
  db: ScopedDb
  now(): Date
  /** Does work that the act does not wait for, and that must not fail it. */
  aside(work: Promise<unknown>): void
}

/** The credits of a workspace by its ledger. An act that costs nothing asks nothing of the database. */
export function ledgerCredits({ workspaceId, db, now, aside }: Booking): Credits {
  const nothing: SetAside = { settle: () => undefined, release: () => undefined }
  return {
    async reserve(act, credits) {
      if (credits === 0) return nothing
      const id = newId()
      const at = now()
      const expires = new Date(at.getTime() + EXPIRES_MS)
      const [{ rows }] = await db.batch((one) => [
        store.reserve(one, { workspaceId, free: FREE, now: at, id, act, credits, expires }),
      ])
      if (!rows[0]?.id) throw creditsUsedUp()
      const end = (used: number) =>
        aside(
          db.batch((one) => [
            store.settle(one, { workspaceId, free: FREE, now: now(), id, act, credits: used }),
          ]),
        )
      return { settle: end, release: () => end(0) }
    },
  }
}

/** The limits of a workspace by the plan that it has bought. */
export const boughtLimits = ({ workspaceId, db }: Pick<Booking, 'workspaceId' | 'db'>): Limits => ({
  async most(what, tx) {
    const subscriptions = tx
      ? await ofWorkspace(tx, workspaceId)
      : (await db.batch((one) => [ofWorkspace(one, workspaceId)]))[0]
    return TERMS[planIn(standingOf(subscriptions)?.plan)].limits[what] ?? null
  },
})

/** Reads a plan's name from a row: one that is no plan here gives what is free. */
export const planIn = (name: string | undefined) =>
  name !== undefined && Object.hasOwn(TERMS, name) ? (name as keyof typeof TERMS) : 'free'

/** Returns the balance of the workspace, and how much of the period's credits is used. */
export async function getCredits({ db, workspaceId, now, billing }: Ctx): Promise<CreditsState> {
  if (!billing) return UNLIMITED
  const at = now()
  return db.tx(async (tx) => {
    await store.renew(tx, { workspaceId, free: FREE, now: at })
    const [own] = await store.credits(tx, workspaceId)
    if (!own) return UNLIMITED
    const [aside] = await store.reserved(tx, { workspaceId, now: at })
    const reserved = aside?.credits ?? 0
    const since = own.periodStart ?? own.createdAt
    const [spent] = await store.usedSince(tx, { workspaceId, since })
    const used = spent?.credits ?? 0
    return {
      limited: true,
      balance: own.balance,
      reserved,
      available: own.balance - reserved,
      allowance: own.allowance,
      toppedUp: Math.max(0, Math.min(own.toppedUp, own.balance)),
      periodStart: own.periodStart?.toISOString() ?? null,
      periodEnd: own.periodEnd?.toISOString() ?? null,
      used,
      warning: warningOf(used, used + own.balance),
    }
  })
}

const UNLIMITED: CreditsState = {
  limited: false,
  balance: 0,
  reserved: 0,
  available: 0,
  allowance: 0,
  toppedUp: 0,
  periodStart: null,
  periodEnd: null,
  used: 0,
  warning: null,
}

/** Lists what was granted, bought and used, the latest first. */
export async function listTransactions(
  { db, workspaceId }: Ctx,
  { limit, cursor }: CreditTransactionListQuery,
): Promise<Page<CreditTransaction>> {
  const before = decodeCursor(cursor)
  const [rows] = await db.batch((one) => [store.transactions(one, { workspaceId, before, limit })])
  return pageOfRows(
    rows,
    limit,
    ({ bookedAt: at, id }) => ({ at, id }),
    ({ id, kind, act, amount, bookedAt }) => ({ id, kind, act, amount, at: bookedAt.toISOString() }),
  )
}
