import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { only } from '#core/lib/kernel/db.ts'
import { AppError, conflict, describeError, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Credentials, GrantedAccount, Visit } from '#core/lib/platform/connector.ts'
import { dataKeyOf } from '#core/lib/secrets/data-key.ts'
import { checkSetUp } from '../rules.ts'
import type { BeginConnecting, Begun, Choose, ConnectedAccount, Connection } from '../schemas.ts'
import * as accounts from '../store/accounts.ts'
import type { ConnectionRow } from '../store/connections.ts'
import * as store from '../store/connections.ts'
import { admit, readmit } from './admission.ts'

/** How long a person may take on the page, and then to choose; and how long the end can be read. */
const PAGE_MS = 15 * 60_000
const CHOICE_MS = 30 * 60_000
const SHOWN_MS = 60 * 60_000
const FORGOTTEN_AT_ONCE = 500
const STATE = 'connect-state'
const VERIFIER = 'connect-verifier'

/** Begins to connect an account, and returns the address of the page on which a person agrees. */
export async function beginConnecting(
  ctx: Ctx,
  { platform, accountId, returnTo = '/accounts' }: BeginConnecting,
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
  const id = newId()
  const url = await consent.begin(await visitOf(ctx, { id, platform }))
  const expiresAt = new Date(ctx.now().getTime() + PAGE_MS)
  await ctx.db.tx(async (tx) => {
    await store.insert(tx, {
      id,
      workspaceId,
      platform,
      accountId: accountId ?? null,
      session,
      returnTo,
      expiresAt,
    })
    await audit.record(tx, ctx, {
      action: 'connection.begin',
      objectType: 'connection',
      objectId: id,
      after: { platform, accountId: accountId ?? null },
    })
  })
  return { id, url, expiresAt: expiresAt.toISOString() }
}

/** Reads a connection. @throws not_found, also when it has run out */
export const getConnection = async (ctx: Ctx, id: string): Promise<Connection> =>
  toConnection(await rowOf(ctx, id))

/** What a person brings back from the page. `mayManage`: whether they may still connect accounts in a workspace. */
export interface Arrival {
  platform: string
  query: URLSearchParams
  session: string | null
  mayManage(workspaceId: string): Promise<boolean>
}

/**
 * Takes the platform's answer in: once, within its time, and only from the session that began. What the platform says no to,
 * and what the consent does not cover, ends the connection and is shown there.
 */
export async function arrive(ctx: SystemCtx, arrival: Arrival): Promise<ConnectionRow> {
  const known = await byState(ctx, arrival)
  const own = ctx.workspace(known.workspaceId)
  const claimed = await claim(own, known, 'begun')
  if (!claimed)
    throw known.status === 'begun'
      ? conflict('connection_expired', 'This took too long. Begin again.')
      : conflict('connection_used', 'This answer has been used already. Begin again.')
  try {
    return await taken(own, claimed, arrival.query)
  } catch (error) {
    // A code is good once: whatever went wrong, the person has to begin again.
    const problem = error instanceof AppError ? error.message : 'Something went wrong here. Begin again.'
    if (!(error instanceof AppError))
      ctx.log.error('connection.failed', { connectionId: claimed.id, error: describeError(error) })
    return end(own, claimed, { status: 'failed', problem })
  }
}

/** Finds the connection of an answer by its state. @throws for a state that is forged, of another session or no longer known */
async function byState(
  ctx: SystemCtx,
  { platform, query, session, mayManage }: Arrival,
): Promise<ConnectionRow> {
  const [, id, mac] = /^([0-9a-f-]{36})\.(.+)$/.exec(query.get('state') ?? '') ?? []
  if (
    query.getAll('state').length !== 1 ||
    !id ||
    !mac ||
    !(await ctx.vault.verify(STATE, `${platform}/${id}`, mac))
  )
    throw new AppError('forbidden', 'bad_state', 'This answer belongs to nothing that began here.')
  const [[known]] = await ctx.db.batch((db) => [store.byState(db, id)])
  if (!known) throw conflict('connection_expired', 'This took too long. Begin again.')
  if (known.session === null) return known
  if (known.session !== session || !(await mayManage(known.workspaceId)))
    throw new AppError(
      'forbidden',
      'another_session',
      'Somebody else began this, or you have signed in anew meanwhile. Begin again.',
    )
  return known
}

/** Takes the turn to move a connection on; undefined when somebody else has it, or it has run out. */
async function claim(
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
  const answer = await consent.finish(query, await visitOf(ctx, row))
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

const bindingOf = ({ workspaceId, id }: ConnectionRow) => ({ workspaceId, accountId: id, column: 'grant' })

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
  const plain = await ctx.vault.open(bindingOf(row), await dataKeyOf(ctx, row.workspaceId), row.grant)
  const granted = new Map(JSON.parse(plain) as [string, Credentials][])
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

/** Returns the place that a person comes back to. State and verifier are derived: the row holds no secret of them. */
async function visitOf(
  { vault, webUrl }: Pick<Ctx, 'vault' | 'webUrl'>,
  { id, platform }: Pick<ConnectionRow, 'id' | 'platform'>,
): Promise<Visit> {
  return {
    // The dashboard's own origin, to which the session's cookie belongs.
    redirectUri: `${webUrl}/api/connect/${platform}/callback`,
    state: `${id}.${await vault.sign(STATE, `${platform}/${id}`)}`,
    verifier: await vault.sign(VERIFIER, id),
  }
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
