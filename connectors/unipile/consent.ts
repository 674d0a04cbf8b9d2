import type { Consent, Granted, GrantedAccount, Outcome, Visit } from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { unipile } from './client.ts'
import { failedHarmlessly } from './errors.ts'
import { type WireAccount, wireAccount, wireLink, wireReport } from './wire/answers.ts'

/** How long the page can be opened. */
const PAGE_MS = 15 * 60_000
/** Allowance for clocks that differ. */
const CLOCK_DOUBT_MS = 60_000
const PROVIDER = 'LINKEDIN'
/** The mark of the address to which Unipile sends a person who did not connect. */
const FAILED = 'failed'

type Refused = Extract<Outcome, { kind: 'rejected' | 'retry' }>

/**
 * Unipile's hosted page. The person comes back with no more than the state; which account it became is reported to an address of our
 * own, and confirmed by reading the account: a report is not signed, and the key opens the accounts of all customers.
 */
export function consent(outside: Outside): Consent {
  return {
    begin: (visit) => linkOf(outside, visit),
    finish: (answer, visit) => granted(outside, answer, visit),
    hosted: {
      failed: (answer) => answer.has(FAILED),
      report(body) {
        const report = wireReport.safeParse(body).data
        return report ? new URLSearchParams({ account: report.account_id }) : null
      },
    },
  }
}

async function linkOf(outside: Outside, visit: Visit): ReturnType<Consent['begin']> {
  const { redirectUri, state, reportUri, renews } = visit
  const back = (more: Record<string, string>) => `${redirectUri}?${new URLSearchParams({ state, ...more })}`
  const known = renews?.credentials.accessToken
  const answer = await unipile(
    outside,
    {
      method: 'POST',
      path: '/hosted/accounts/link',
      json: {
        ...(known === undefined
          ? { type: 'create', providers: [PROVIDER] }
          : { type: 'reconnect', reconnect_account: known }),
        api_url: outside.apiUrl,
        expiresOn: new Date(outside.now().getTime() + PAGE_MS).toISOString(),
        notify_url: reportUri,
        name: state,
        success_redirect_url: back({}),
        failure_redirect_url: back({ [FAILED]: '1' }),
      },
    },
    known,
  )
  const link = answer.kind === 'answer' && answer.status === 201 ? parseAnswer(wireLink, answer) : null
  return link ? { kind: 'page', url: link.url } : refused(failedHarmlessly(answer, outside.now()))
}

async function granted(
  outside: Outside,
  answer: URLSearchParams,
  { since, renews }: Visit,
): Promise<Granted> {
  const id = answer.get('account')
  if (id === null) return { kind: 'denied' }
  const account = await accountOf(outside, id)
  if ('kind' in account) return account.kind === 'reauth' ? { ...account, kind: 'retry' } : refused(account)
  // An account that was there before was connected by somebody else, unless it is the one that is connected anew.
  const isNew = Date.parse(account.created_at) >= since.getTime() - CLOCK_DOUBT_MS
  const isOurs = renews?.credentials.accessToken === id
  if (account.type !== PROVIDER || !(isNew || isOurs))
    return {
      kind: 'rejected',
      code: 'another_account',
      reason: 'Unipile names an account that was not connected on this page.',
      advice: 'Begin again.',
    }
  return { kind: 'granted', accounts: actorsOf(id, account) }
}

/** Lists those for whom the account of this id acts: the member, and the pages that the member administers. */
export function actorsOf(id: string, { name, connection_params: { im } }: WireAccount): GrantedAccount[] {
  if (!im) return []
  const credentials = { accessToken: id }
  return [
    { externalId: im.id, name, kind: 'Member', credentials },
    ...im.organizations.flatMap(({ name, organization_urn }) => {
      const externalId = /:(\d+)$/.exec(organization_urn)?.[1]
      return externalId === undefined ? [] : [{ externalId, name, kind: 'Page', credentials }]
    }),
  ]
}

/** Reads an account. An account that Unipile does not know has to be connected anew. */
export async function accountOf(
  outside: Outside,
  id: string,
): Promise<WireAccount | ReturnType<typeof failedHarmlessly>> {
  const answer = await unipile(outside, { method: 'GET', path: `/accounts/${encodeURIComponent(id)}` }, id)
  const account = answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wireAccount, answer) : null
  if (account) return account
  const refusal = failedHarmlessly(answer, outside.now())
  if (refusal.kind !== 'rejected' || refusal.code !== 'resource_not_found') return refusal
  return { kind: 'reauth', reason: refusal.reason }
}

const refused = (refusal: ReturnType<typeof failedHarmlessly>): Refused => {
  if (refusal.kind === 'rejected' || refusal.kind === 'retry') return refusal
  return { kind: 'retry', reason: refusal.kind === 'limited' ? 'Unipile asks to wait.' : refusal.reason }
}
