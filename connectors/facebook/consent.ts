import type { Consent, GrantedAccount } from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import type { HttpAnswer } from '../http.ts'
import { allOf } from '../meta/graph.ts'
import { metaConsent } from '../meta/login.ts'
import { failedHarmlessly } from './errors.ts'
import { wireBusiness, wireOwnPage } from './wire/answers.ts'

export const SCOPES = [
  ...['pages_show_list', 'pages_read_engagement', 'pages_manage_posts', 'pages_manage_engagement'],
  ...['pages_read_user_content', 'pages_messaging', 'business_management'],
]

/** Facebook's page. A consent covers each page for which the person may write, those of their businesses too. */
export const consent = (outside: Outside): Consent =>
  metaConsent(outside, { scopes: SCOPES, accountsOf, failed: failedHarmlessly })

async function accountsOf({ http, now }: Outside, token: string) {
  const pagesAt = (path: string) =>
    allOf(http, token, path, {
      item: wireOwnPage,
      query: { fields: 'id,name,access_token,tasks', limit: '100' },
    })
  const failed = (answer: HttpAnswer | null) => (answer ? failedHarmlessly(answer, now()) : tooMany)
  const own = await pagesAt('me/accounts')
  if (!Array.isArray(own)) return failed(own)
  const businesses = await allOf(http, token, 'me/businesses', {
    item: wireBusiness,
    query: { fields: 'id', limit: '100' },
  })
  if (!Array.isArray(businesses)) return failed(businesses)
  const pages = [...own]
  for (const { id } of businesses) {
    for (const edge of ['owned_pages', 'client_pages']) {
      const more = await pagesAt(`${id}/${edge}`)
      if (!Array.isArray(more)) return failed(more)
      pages.push(...more)
    }
  }
  const granted = new Map<string, GrantedAccount>()
  for (const { id: externalId, name, access_token: accessToken, tasks } of pages)
    if (accessToken !== undefined && (tasks?.includes('CREATE_CONTENT') ?? true))
      granted.set(externalId, { externalId, name, kind: 'Page', credentials: { accessToken } })
  return [...granted.values()]
}

const tooMany = { kind: 'retry' as const, reason: 'Facebook lists too many pages to look through.' }
