import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BillingSubscription, CreditsState, CreditTransaction } from '#core/billing/schemas.ts'
import { fullDay, money, shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { More } from '../../ui/more.tsx'
import { Failure, FormFailure, Loading } from '../../ui/states.tsx'
import { Section } from '../workspaces/settings/section.tsx'
import { creditsQuery, transactionsQuery, useCheckout } from './api.ts'
import { Meter } from './usage.tsx'

interface CreditsProps {
  offers: BillingSubscription['offers']
  isOwner: boolean
}

/** The credits that are left, packs to buy, and what each act cost. */
export function Credits({ offers, isOwner }: CreditsProps) {
  const { t } = useTranslation()
  const credits = useQuery(creditsQuery)
  return (
    <Section title={t('billing.credits')} hint={t('billing.creditsHint')}>
      {credits.isPending ? (
        <Loading rows={1} />
      ) : credits.data ? (
        <Balance credits={credits.data} />
      ) : (
        <Failure error={credits.error} retry={() => void credits.refetch()} />
      )}
      {isOwner && <Packs packs={offers.filter(({ plan }) => plan === null)} />}
      <Transactions />
    </Section>
  )
}

function Balance({
  credits: { available, reserved, used, balance, periodEnd, warning },
}: {
  credits: CreditsState
}) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <>
      <p className="setting-state" data-testid="credits-left">
        {t('billing.left', { count: available, credits: available.toLocaleString(locale) })}
        {reserved > 0 && <span className="muted"> {t('billing.reserved', { count: reserved })}</span>}
      </p>
      <Meter label={t('billing.credits')} used={used} most={used + balance} />
      {periodEnd !== null && (
        <p className="setting-note">{t('billing.creditsRenew', { date: fullDay(periodEnd, locale) })}</p>
      )}
      {warning && (
        <p className="billing-owed" role="alert">
          {t(`billing.warning.${warning}`)}
        </p>
      )}
    </>
  )
}

function Packs({ packs }: { packs: BillingSubscription['offers'] }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const buy = useCheckout()
  if (packs.length === 0) return null
  return (
    <>
      <ul className="billing-list">
        {packs.map(({ id, name, price }) => (
          <li key={id}>
            <span>
              <strong>{name}</strong>
              <span className="muted">{money(price, locale)}</span>
            </span>
            <Button
              variant="default"
              aria-label={t('billing.buyPack', { name })}
              loading={buy.isPending && buy.variables.pack === id}
              disabled={buy.isPending}
              onClick={() => buy.mutate({ pack: id })}
            >
              {t('billing.buy')}
            </Button>
          </li>
        ))}
      </ul>
      <FormFailure error={buy.error} />
    </>
  )
}

const ACTS = [
  'inbox_respond',
  'drafts_hooks',
  'drafts_body',
  'drafts_rewrite',
  'style_describe',
  'characters_voice',
  'engagement_comment',
] as const

function Transactions() {
  const { t } = useTranslation()
  const list = useInfiniteQuery(transactionsQuery)
  if (list.isPending) return <Loading rows={3} />
  if (!list.data) return <Failure error={list.error} retry={() => void list.refetch()} />
  const rows = list.data.pages.flatMap(({ items }) => items)
  if (rows.length === 0) return <p className="setting-note">{t('billing.noTransactions')}</p>
  return (
    <>
      <ul className="billing-ledger" aria-label={t('billing.transactions')}>
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </>
  )
}

function Row({ row: { kind, act, amount, at } }: { row: CreditTransaction }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const known = ACTS.find((one) => one === act?.replace('.', '_'))
  return (
    <li>
      <span>{kind === 'use' ? (known ? t(`billing.act.${known}`) : act) : t(`billing.kind.${kind}`)}</span>
      <span className="muted">{shortDateTime(at, locale)}</span>
      <span className="billing-amount">{amount.toLocaleString(locale, { signDisplay: 'exceptZero' })}</span>
    </li>
  )
}
