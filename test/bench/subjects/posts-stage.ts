import { newId } from '#core/lib/kernel/ids.ts'
import type { JobOf } from '#core/lib/kernel/jobs.ts'
import type { Stage } from '../q5-stage.ts'

/** Makes workspaces with accounts, and posts that are due: by SQL that is the same in every version. */

export interface Account {
  workspaceId: string
  accountId: string
}

export async function newAccounts(stage: Stage): Promise<Account[]> {
  const accounts: Account[] = []
  for (let n = 0; n < 10; n++) {
    const account = { workspaceId: await stage.newWorkspace(), accountId: newId() }
    await asSystem(
      stage,
      `insert into social_accounts (id, workspace_id, platform, external_id, name, credentials) values ($1, $2, 'telegram', $3, 'Bench', '')`,
      [account.accountId, account.workspaceId, `@bench_${n}`],
    )
    accounts.push(account)
  }
  return accounts
}

/** Schedules posts that are due now, and returns their hints. */
export async function schedule(stage: Stage, accounts: readonly Account[], count: number) {
  const dueAt = new Date().toISOString()
  const rows = Array.from({ length: count }, (_, n) => {
    const account = accounts[n % accounts.length]
    return {
      post_id: newId(),
      target_id: newId(),
      workspace_id: account?.workspaceId,
      account_id: account?.accountId,
    }
  })
  const values = [JSON.stringify(rows), dueAt]
  const shape =
    'jsonb_to_recordset($1::jsonb) as r(post_id uuid, target_id uuid, workspace_id uuid, account_id uuid)'
  await asSystem(
    stage,
    `insert into scheduled_posts (id, workspace_id, text, publish_at, timezone) select post_id, workspace_id, 'Bench', $2::timestamptz, 'UTC' from ${shape}`,
    values,
  )
  await asSystem(
    stage,
    `insert into scheduled_post_accounts (id, workspace_id, scheduled_post_id, account_id, due_at)
     select target_id, workspace_id, post_id, account_id, $2::timestamptz from ${shape}`,
    values,
  )
  await stage.owner.query('analyze scheduled_posts, scheduled_post_accounts, post_runs, published_posts')
  return rows.map(
    ({ target_id }): JobOf<'publishing.hint'> => ({
      type: 'publishing.hint',
      targetId: target_id,
      version: 1,
      dueAt,
    }),
  )
}

export async function asSystem({ owner }: Stage, sql: string, values: readonly unknown[]): Promise<void> {
  await owner.query('begin')
  await owner.query('set local role chorus_system')
  await owner.query(sql, [...values])
  await owner.query('commit')
}
