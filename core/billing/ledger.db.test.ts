import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '#core/lib/kernel/context.ts'
import type { SetAside } from '#core/lib/kernel/credits.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { asOwner, type Rooms, startRooms } from '#test/database.ts'
import { getCredits, ledgerCredits, listTransactions } from './actions/credits.ts'
import { topUp } from './store/credits.ts'

let rooms: Rooms
const made: string[] = []
beforeAll(() => {
  rooms = startRooms()
})
afterAll(() => asOwner('delete from workspaces where id = any($1)', [made]))

const NOTHING = { subscription: async () => null } as unknown as NonNullable<Ctx['billing']>

async function room() {
  const { ctx, workspaceId } = await rooms.newWorkspace()
  made.push(workspaceId)
  // A little after the workspace was made, by the clock of the database.
  rooms.outside.now = new Date(Date.now() + 60_000)
  const settled: Promise<unknown>[] = []
  const { db } = ctx
  const now = () => rooms.outside.now
  const credits = ledgerCredits({ workspaceId, db, now, aside: (work) => void settled.push(work) })
  return {
    ctx: { ...ctx, billing: NOTHING },
    workspaceId,
    credits,
    settled: () => Promise.all(settled),
    state: () => getCredits({ ...ctx, billing: NOTHING }),
    buy: (bought: number, purchase: string) =>
      db.batch((one) => [topUp(one, { workspaceId, free: 200, now: now(), credits: bought, purchase })]),
  }
}
const sums = (workspaceId: string) =>
  asOwner<{ balance: string; sum: string }>(
    `select balance, (select coalesce(sum(amount), 0) from credit_transactions t where t.workspace_id = c.workspace_id) as sum
     from user_credits c where workspace_id = $1`,
    [workspaceId],
  )
const inDays = (days: number) => new Date(rooms.outside.now.getTime() + days * 86_400_000)

describe('credits', () => {
  it('are set aside before an act, paid for after it, and given back where it fails', async () => {
    const { credits, settled, state } = await room()
    const first = await credits.reserve('inbox.respond', 3)
    const second = await credits.reserve('drafts.body', 5)
    expect(await state()).toMatchObject({ balance: 200, reserved: 8, available: 192, used: 0 })
    first.settle(2)
    second.release()
    await settled()
    expect(await state()).toMatchObject({ balance: 198, reserved: 0, available: 198, used: 2, warning: null })
  })

  it('an act that costs nothing asks nothing of the ledger', async () => {
    const { credits, workspaceId } = await room()
    ;(await credits.reserve('embed', 0)).settle(0)
    expect(await sums(workspaceId)).toEqual([])
  })

  it('are refused with 402 where too few are left, and what expired counts no more', async () => {
    const { credits } = await room()
    await credits.reserve('a', 199)
    await expect(credits.reserve('b', 2)).rejects.toMatchObject({ kind: 'unpaid', code: 'credits_used_up' })
    const then = rooms.outside.now
    rooms.outside.now = new Date(then.getTime() + 10 * 60_000)
    await expect(credits.reserve('b', 2)).resolves.toBeDefined()
    rooms.outside.now = then
  })

  it('two at once do not both take the last', async () => {
    const { credits } = await room()
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => credits.reserve('a', 60)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  })

  it('an act is paid for once, also where its end is told twice', async () => {
    const { credits, settled, state } = await room()
    const act = await credits.reserve('a', 5)
    act.settle(5)
    act.settle(5)
    await settled()
    expect(await state()).toMatchObject({ balance: 195, used: 5 })
  })

  it('a month begins with its allowance and what was bought on top; the rest of the last goes', async () => {
    const { credits, settled, state, buy, ctx } = await room()
    await buy(50, 'purchase:1')
    await buy(50, 'purchase:1')
    ;(await credits.reserve('a', 30)).settle(30)
    await settled()
    expect(await state()).toMatchObject({ balance: 220, toppedUp: 50 })
    const then = rooms.outside.now
    rooms.outside.now = inDays(32)
    expect(await state()).toMatchObject({ balance: 250, toppedUp: 50, used: 0 })
    ;(await credits.reserve('a', 230)).settle(230)
    await settled()
    expect(await state()).toMatchObject({ balance: 20, toppedUp: 20, warning: '80' })
    rooms.outside.now = inDays(32)
    expect(await state()).toMatchObject({ balance: 220, toppedUp: 20 })
    rooms.outside.now = then
    const { items } = await listTransactions(ctx, { limit: 50 })
    // The clock of this test stands still: what is booked at one time has no order.
    expect(items.map(({ kind, amount }) => `${kind} ${amount}`).sort()).toEqual([
      'period 200',
      'period 200',
      'period 30',
      'top_up 50',
      'use -230',
      'use -30',
    ])
  })

  it('nothing but a transaction changes the balance, and no transaction changes', async () => {
    const { ctx, state, workspaceId } = await room()
    await state()
    await expect(
      asOwner('update user_credits set balance = 1000 where workspace_id = $1', [workspaceId]),
    ).rejects.toThrow('Only a transaction')
    await expect(
      asOwner('update credit_transactions set amount = 1000 where workspace_id = $1', [workspaceId]),
    ).rejects.toThrow('never changed')
    await expect(
      asOwner(
        'insert into user_credits (id, workspace_id, balance, allowance, anchor_at) values ($1, $2, 5, 5, now())',
        [newId(), workspaceId],
      ),
    ).rejects.toThrow('begin with nothing')
    expect(await getCredits(ctx)).toMatchObject({ balance: 200 })
  })

  it('the balance is the sum of the transactions, whatever happens at once and is broken off', async () => {
    const act = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          kind: fc.constant('act' as const),
          credits: fc.integer({ min: 1, max: 40 }),
          end: fc.constantFrom('settle', 'release', 'killed'),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('buy' as const),
          credits: fc.integer({ min: 1, max: 50 }),
          id: fc.integer({ min: 1, max: 3 }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('broken' as const),
          credits: fc.integer({ min: 1, max: 50 }),
        }),
      },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(act, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 }),
        async (rounds) => {
          const one = await room()
          let used = 0
          const bought = new Map<number, number>()
          for (const round of rounds)
            await Promise.all(
              round.map(async (step) => {
                if (step.kind === 'buy') {
                  await one.buy(step.credits, `purchase:${step.id}`)
                  return
                }
                if (step.kind === 'broken') {
                  await one.ctx.db
                    .tx(async (tx) => {
                      await topUp(tx, {
                        workspaceId: one.workspaceId,
                        free: 200,
                        now: rooms.outside.now,
                        credits: step.credits,
                        purchase: `broken:${newId()}`,
                      })
                      throw new Error('broken off')
                    })
                    .catch((error: Error) => expect(error.message).toBe('broken off'))
                  return
                }
                const aside: SetAside | null = await one.credits
                  .reserve('a', step.credits)
                  .catch((error: { code?: string }) => {
                    expect(error.code).toBe('credits_used_up')
                    return null
                  })
                if (!aside || step.end === 'killed') return
                if (step.end === 'release') aside.release()
                else {
                  used += step.credits
                  aside.settle(step.credits)
                }
                await one.settled()
              }),
            )
          await one.settled()
          for (const { amount, reference } of await asOwner<{ amount: string; reference: string }>(
            `select amount, reference from credit_transactions where workspace_id = $1 and kind = 'top_up'`,
            [one.workspaceId],
          ))
            bought.set(Number(reference.split(':')[1]), Number(amount))
          const granted = (await one.state()).balance
          const [row] = await sums(one.workspaceId)
          expect(row?.balance).toBe(row?.sum)
          expect(granted).toBe(200 + [...bought.values()].reduce((sum, credits) => sum + credits, 0) - used)
          expect(granted).toBeGreaterThanOrEqual(0)
        },
      ),
      { numRuns: 15 },
    )
  })
})
