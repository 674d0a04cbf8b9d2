import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BillingSubscription } from '#core/billing/schemas.ts'
import { fullDay, money } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { ExternalIcon } from '../../ui/icons.tsx'
import { FormFailure } from '../../ui/states.tsx'
import { Status, type Tone } from '../../ui/status.tsx'
import { Section } from '../workspaces/settings/section.tsx'
import { useCheckout, usePortal } from './api.ts'

interface PlanProps {
  plan: BillingSubscription
  isOwner: boolean
}

const KNOWN = ['active', 'trialing', 'past_due', 'unpaid', 'canceled', 'incomplete', 'paused'] as const
const TONES: Partial<Record<string, Tone>> = {
  active: 'success',
  trialing: 'info',
  past_due: 'danger',
  unpaid: 'danger',
}

/** The plan as it is now, and what the owner can do about it. */
export function Plan({ plan, isOwner }: PlanProps) {
  const { t } = useTranslation()
  const status = KNOWN.find((one) => one === plan.status)
  return (
    <Section title={t('billing.plan')} hint={t('billing.planHint')}>
      <p className="setting-state billing-plan">
        <strong>{t(`billing.plans.${plan.plan ?? 'free'}`)}</strong>
        {status && <Status tone={TONES[status] ?? 'neutral'}>{t(`billing.status.${status}`)}</Status>}
      </p>
      <Period plan={plan} />
      {plan.currentPeriodEnd === null ? (
        <Offers plan={plan} isOwner={isOwner} />
      ) : (
        isOwner && <Portal owed={plan.machinesStopAt !== null} />
      )}
      {!isOwner && <p className="setting-note">{t('billing.ownersOnly')}</p>}
    </Section>
  )
}

function Period({
  plan: { currentPeriodEnd: end, cancelAtPeriodEnd, machinesStopAt, machinesStopped },
}: Pick<PlanProps, 'plan'>) {
  const { t } = useTranslation()
  const locale = useLocale()
  if (machinesStopAt !== null)
    return (
      <p className="billing-owed" role="alert">
        {machinesStopped
          ? t('billing.stopped')
          : t('billing.owed', { date: fullDay(machinesStopAt, locale) })}
      </p>
    )
  if (end === null) return null
  const date = fullDay(end, locale)
  return <p className="setting-note">{t(cancelAtPeriodEnd ? 'billing.ends' : 'billing.renews', { date })}</p>
}

function Offers({ plan: { offers }, isOwner }: PlanProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const buy = useCheckout()
  const plans = offers.filter((offer) => offer.plan !== null && offer.plan !== 'free')
  if (plans.length === 0) return <p className="setting-note">{t('billing.noOffers')}</p>
  return (
    <>
      <ul className="billing-list">
        {plans.map(({ id, name, plan, credits, price, interval }) => (
          <li key={id}>
            <span>
              <strong>{name}</strong>
              <span className="muted">
                {t('billing.offer', {
                  price: money(price, locale),
                  per: t(interval === 'year' ? 'billing.year' : 'billing.month'),
                  credits: credits.toLocaleString(locale),
                })}
              </span>
            </span>
            {isOwner && plan !== null && plan !== 'free' && (
              <Button
                variant="default"
                aria-label={t('billing.choosePlan', { name })}
                loading={buy.isPending && buy.variables.plan === plan}
                disabled={buy.isPending}
                onClick={() => buy.mutate({ plan })}
              >
                {t('billing.choose')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <FormFailure error={buy.error} />
    </>
  )
}

function Portal({ owed }: { owed: boolean }) {
  const { t } = useTranslation()
  const portal = usePortal()
  return (
    <>
      <Button
        className="setting-button"
        variant={owed ? 'filled' : 'default'}
        rightSection={<ExternalIcon size={15} />}
        loading={portal.isPending}
        onClick={() => portal.mutate()}
      >
        {t(owed ? 'billing.pay' : 'billing.manage')}
      </Button>
      <FormFailure error={portal.error} />
    </>
  )
}
