import type { Consent, GrantedAccount } from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { allOf } from '../meta/graph.ts'
import { metaConsent } from '../meta/login.ts'
import { failedHarmlessly } from './errors.ts'
import { wirePage } from './wire/answers.ts'

export const SCOPES = [
  ...['instagram_basic', 'instagram_content_publish', 'instagram_manage_insights'],
  ...['pages_show_list', 'pages_read_engagement', 'business_management'],
]

/**
 * Facebook's page. A consent covers every professional account that is linked to one of the person's Facebook pages. Each gets the token of
 * its page.
 */
export const consent = (outside: Outside): Consent =>
  metaConsent(outside, { scopes: SCOPES, accountsOf, failed: failedHarmlessly })

async function accountsOf({ http, now }: Outside, token: string) {
  const pages = await allOf(http, token, 'me/accounts', {
    item: wirePage,
    query: { fields: 'access_token,instagram_business_account{id,username}', limit: '100' },
  })
  if (!Array.isArray(pages)) return pages ? failedHarmlessly(pages, now()) : tooMany
  return pages.flatMap(
    ({ access_token: accessToken, instagram_business_account: account }): GrantedAccount[] =>
      account
        ? [{ externalId: account.id, name: account.username, kind: 'Account', credentials: { accessToken } }]
        : [],
  )
}

const tooMany = { kind: 'retry' as const, reason: 'Facebook lists too many pages to look through.' }
