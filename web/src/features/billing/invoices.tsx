import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { fullDay, money } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { Failure, Loading } from '../../ui/states.tsx'
import { Status } from '../../ui/status.tsx'
import { Section } from '../workspaces/settings/section.tsx'
import { invoicesQuery } from './api.ts'

const KNOWN = ['draft', 'open', 'paid', 'void', 'uncollectible'] as const

/** The latest invoices, each leading to its page at the payment service. */
export function Invoices() {
  const { t } = useTranslation()
  const locale = useLocale()
  const invoices = useQuery(invoicesQuery)
  return (
    <Section title={t('billing.invoices')} hint={t('billing.invoicesHint')}>
      {invoices.isPending && <Loading rows={2} />}
      {invoices.isError && <Failure error={invoices.error} retry={() => void invoices.refetch()} />}
      {invoices.data?.length === 0 && <p className="setting-note">{t('billing.noInvoices')}</p>}
      {invoices.data && invoices.data.length > 0 && (
        <ul className="billing-ledger" aria-label={t('billing.invoices')}>
          {invoices.data.map(({ id, number, status, total, at, url }) => {
            const known = KNOWN.find((one) => one === status)
            const name = number ?? id
            return (
              <li key={id}>
                <span>
                  {url ? (
                    <a href={url} target="_blank" rel="noreferrer">
                      {name}
                    </a>
                  ) : (
                    name
                  )}{' '}
                  {known && (
                    <Status tone={known === 'paid' ? 'success' : known === 'open' ? 'warning' : 'neutral'}>
                      {t(`billing.invoice.${known}`)}
                    </Status>
                  )}
                </span>
                <span className="muted">{fullDay(at, locale)}</span>
                <span className="billing-amount">{money(total, locale)}</span>
              </li>
            )
          })}
        </ul>
      )}
    </Section>
  )
}
