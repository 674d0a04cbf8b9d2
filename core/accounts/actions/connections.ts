import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { only } from '#core/lib/kernel/db.ts'
import { AppError, conflict, describeError, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Credentials, GrantedAccount } from '#core/lib/platform/connector.ts'
import { dataKeyOf } from '#core/lib/secrets/data-key.ts'
import { checkAsked, checkSetUp } from '../rules.ts'
import type { BeginConnecting, Begun, Choose, ConnectedAccount, Connection } from '../schemas.ts'
import * as accounts from '../store/accounts.ts'
import type { ConnectionRow } from '../store/connections.ts'
import * as store from '../store/connections.ts'
import { admit, readmit } from './admission.ts'
import { openKept } from './kept.ts'
import { visitOf } from './visits.ts'

/** How long a person may take on the page, and then to choose; and how long the end can be read. */
const PAGE_MS = 15 * 60_000
const CHOICE_MS = 30 * 60_000
const SHOWN_MS = 60 * 60_000
const FORGOTTEN_AT_ONCE = 500

/** Begins to connect an account, and returns the address of the page on which a person agrees. */
export async function beginConnecting(
  ctx: Ctx,
  { platform, accountId, credentials = {}, returnTo = '/accounts' }: BeginConnecting,
  session: string | null,
): Promise<Begun> {
  const { workspaceId } = ctx
  const connector = ctx.connector(platform)
  checkSetUp(connector)
  const { consent, manifest } = connector
  if (!consent)
    throw invalid(`Accounts of ${manifest.name} are connected by a form.`, [
      { path: 'platform', message: `Accounts of ${manifest.name} are connected by a form.` },
    ])
  if (accountId !== undefined) await accountOf(ctx, accountId, platform)
  const given =
    accountId === undefined ? credentials : { ...credentials, ...(await openKept(ctx, accountId)) }
  checkAsked(manifest, given)
  const id = newId()
  const place = { id, platform, accountId: accountId ?? null, createdAt: ctx.now() }
  const page = await consent.begin(await visitOf(ctx, place), given)
  if (page.kind === 'rejected') throw conflict(page.code, `${page.advice} (${page.reason})`)
  if (page.kind === 'retry')
    throw new AppError('unavailable', 'platform_unavailable', `${page.reason} Try again in a minute.`)
  const expiresAt = new Date(ctx.now().getTime() + PAGE_MS)
  const grant =
    page.keep === undefined
      ? null
      : await ctx.vault.seal(
          bindingOf({ workspaceId, id }),
          await dataKeyOf(ctx, workspaceId),
          JSON.stringify(page.keep),
        )
  await ctx.db.tx(async (tx) => {
    await store.insert(tx, {
      id,
      workspaceId,
      platform,
      accountId: accountId ?? null,
      session,
      returnTo,
      grant,
      expiresAt,
    })
    await audit.record(tx, ctx, {
      action: 'connection.begin',
      objectType: 'connection',
      objectId: id,
      after: { platform, accountId: accountId ?? null },
    })
  })
  return { id, url: page.url, expiresAt: expiresAt.toISOString() }
}

/** Reads a connection. @throws not_found, also when it has run out */
export const getConnection = async (ctx: Ctx, id: string): Promise<Connection> =>
  toConnection(await rowOf(ctx, id))

/** Ends a connection by its answer. An answer is good once: whatever goes wrong, the person has to begin again. */
export async function ended(ctx: Ctx, row: ConnectionRow, answer: URLSearchParams): Promise<ConnectionRow> {
  try {
    return await taken(ctx, row, answer)
  } catch (error) {
    const problem = error instanceof AppError ? error.message : 'Something went wrong here. Begin again.'
    if (!(error instanceof AppError))
      ctx.log.error('connection.failed', { connectionId: row.id, error: describeError(error) })
    return end(ctx, row, { status: 'failed', problem })
  }
}

/** Takes the turn to move a connection on; undefined when somebody else has it, or it has run out. */
export async function claim(
  ctx: Ctx,
  { workspaceId, id }: ConnectionRow,
  from: 'begun' | 'choosing',
): Promise<ConnectionRow | undefined> {
  const now = ctx.now()
  const set = { status: 'answered', expiresAt: new Date(now.getTime() + CHOICE_MS) } as const
  const [[claimed]] = await ctx.db.batch((db) => [store.step(db, { workspaceId, id, from, now, set })])
  return claimed
}

async function taken(ctx: Ctx, row: ConnectionRow, query: URLSearchParams): Promise<ConnectionRow> {
  const { manifest, consent } = ctx.connector(row.platform)
  if (!consent) throw notFound('connection')
  const kept = row.grant === null ? {} : (JSON.parse(await opened(ctx, row, row.grant)) as Credentials)
  const answer = await consent.finish(query, await visitOf(ctx, row), kept)
  if (answer.kind === 'denied')
    throw conflict('denied', `${manifest.name} says that you declined. Nothing was connected.`)
  if (answer.kind === 'rejected') throw conflict(answer.code, `${answer.advice} (${answer.reason})`)
  if (answer.kind === 'retry') throw conflict('platform_unavailable', `${answer.reason} Begin again.`)
  if (row.accountId !== null) return reconnected(ctx, row, row.accountId, answer.accounts)
  const [first, ...others] = answer.accounts
  if (!first) throw conflict('nothing_granted', `This consent covers no account on ${manifest.name}.`)
  if (others.length === 0) return connected(ctx, row, [first])
  return keep(ctx, row, answer.accounts)
}

/** Gives the account that the connection is about its new credentials, if the consent covers it. */
async function reconnected(
  ctx: Ctx,
  row: ConnectionRow,
  accountId: string,
  granted: readonly GrantedAccount[],
): Promise<ConnectionRow> {
  const account = await accountOf(ctx, accountId, row.platform)
  const same = granted.find(({ externalId }) => externalId === account.externalId)
  if (!same) {
    const names = granted.map(({ name }) => name).join(', ') || '–'
    throw conflict(
      'another_account',
      `You agreed for ${names}, and this account is ${account.name}. Sign in there as the right person.`,
    )
  }
  await readmit(ctx, account, same.credentials)
  return end(ctx, row, { status: 'done', accountIds: [accountId] })
}

/** Connects accounts of a consent; one that the workspace has already gets its new credentials. */
async function connected(
  ctx: Ctx,
  row: ConnectionRow,
  chosen: readonly GrantedAccount[],
): Promise<ConnectionRow> {
  const accountIds: string[] = []
  for (const { externalId, name, credentials } of chosen) {
    const { workspaceId } = ctx
    const { platform } = row
    const [[known]] = await ctx.db.batch((db) => [
      accounts.byExternalId(db, { workspaceId, platform, externalId }),
    ])
    const { id }: ConnectedAccount = known
      ? await readmit(ctx, known, credentials)
      : await admit(ctx, { platform, externalId, name, credentials })
    accountIds.push(id)
  }
  return end(ctx, row, { status: 'done', accountIds })
}

/** Keeps a consent for several accounts, sealed, until the person has chosen among them. */
async function keep(
  ctx: Ctx,
  row: ConnectionRow,
  granted: readonly GrantedAccount[],
): Promise<ConnectionRow> {
  const grant = await ctx.vault.seal(
    bindingOf(row),
    await dataKeyOf(ctx, row.workspaceId),
    JSON.stringify(granted.map(({ externalId, credentials }) => [externalId, credentials])),
  )
  const choices = granted.map(({ externalId, name, kind }) => ({ externalId, name, kind }))
  return end(ctx, row, { status: 'choosing', grant, choices })
}

const bindingOf = ({ workspaceId, id }: Pick<ConnectionRow, 'workspaceId' | 'id'>) => ({
  workspaceId,
  accountId: id,
  column: 'grant',
})

const opened = async (ctx: Ctx, row: ConnectionRow, grant: string): Promise<string> =>
  ctx.vault.open(bindingOf(row), await dataKeyOf(ctx, row.workspaceId), grant)

/** Connects the accounts that the person has chosen; a consent is used once. */
export async function chooseAccounts(ctx: Ctx, id: string, { externalIds }: Choose): Promise<Connection> {
  const found = await rowOf(ctx, id)
  const strange = externalIds.find((one) => !found.choices.some(({ externalId }) => externalId === one))
  if (strange !== undefined)
    throw invalid(`The consent does not cover ${strange}.`, [
      { path: 'externalIds', message: `The consent does not cover ${strange}.` },
    ])
  const row = await claim(ctx, found, 'choosing')
  if (!row?.grant) throw conflict('nothing_to_choose', 'There is nothing to choose here. Begin again.')
  const granted = new Map(JSON.parse(await opened(ctx, row, row.grant)) as [string, Credentials][])
  const chosen = row.choices
    .filter(({ externalId }) => externalIds.includes(externalId))
    .map((choice) => ({ ...choice, credentials: granted.get(choice.externalId) ?? {} }))
  try {
    return toConnection(await connected(ctx, row, chosen))
  } catch (error) {
    // Another choice may go through: one account may be connected elsewhere, and the others not.
    await end(ctx, row, { status: 'choosing', grant: row.grant })
    throw error
  }
}

/** Ends a step of a connection. A grant stays only while the person chooses. */
async function end(
  ctx: Ctx,
  row: ConnectionRow,
  set: Partial<Pick<ConnectionRow, 'grant' | 'choices' | 'accountIds' | 'problem'>> & {
    status: 'choosing' | 'done' | 'failed'
  },
): Promise<ConnectionRow> {
  const now = ctx.now()
  const { workspaceId, id } = row
  return ctx.db.tx(async (tx) => {
    const ended = await store.step(tx, {
      workspaceId,
      id,
      from: row.status,
      now,
      set: {
        grant: null,
        ...set,
        expiresAt: new Date(now.getTime() + (set.status === 'choosing' ? CHOICE_MS : SHOWN_MS)),
      },
    })
    await audit.record(tx, ctx, {
      action: `connection.${set.status}`,
      objectType: 'connection',
      objectId: id,
      before: { status: row.status },
      after: { platform: row.platform, problem: set.problem ?? null, accountIds: set.accountIds ?? [] },
    })
    return only(ended)
  })
}

/** Forgets connections that have run out; runs every five minutes. */
export async function forgetConnections(ctx: SystemCtx): Promise<number> {
  const [gone] = await ctx.db.batch((db) => [store.forget(db, { now: ctx.now(), limit: FORGOTTEN_AT_ONCE })])
  return gone.length
}

async function rowOf(ctx: Ctx, id: string): Promise<ConnectionRow> {
  const { workspaceId } = ctx
  const [[row]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId, id, now: ctx.now() })])
  if (!row) throw notFound('connection')
  return row
}

async function accountOf(ctx: Ctx, id: string, platform: string): Promise<accounts.AccountRow> {
  const [[account]] = await ctx.db.batch((db) => [accounts.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (account?.platform !== platform) throw notFound('account')
  return account
}

const toConnection = (row: ConnectionRow): Connection => ({
  id: row.id,
  platform: row.platform,
  accountId: row.accountId,
  status: row.status,
  choices: row.choices,
  accountIds: row.accountIds,
  problem: row.problem,
  expiresAt: row.expiresAt.toISOString(),
})
