import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { CheckIcon } from '../../ui/icons.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { SettingsPage } from '../workspaces/settings/settings-page.tsx'
import { planQuery } from './api.ts'
import { Credits } from './credits.tsx'
import { Invoices } from './invoices.tsx'
import { Plan } from './plan.tsx'
import { Usage } from './usage.tsx'
import './billing.css'

/** The plan of the workspace, how much of it is used, its credits and invoices. */
export default function PlanPage() {
  return <SettingsPage page="plan">{(me) => <Content isOwner={me.scopes.includes('own')} />}</SettingsPage>
}

function Content({ isOwner }: { isOwner: boolean }) {
  const { t } = useTranslation()
  const plan = useQuery(planQuery)
  if (plan.isPending) return <Loading rows={4} />
  if (!plan.data) return <Failure error={plan.error} retry={() => void plan.refetch()} />
  if (!plan.data.enabled)
    return (
      <Empty icon={<CheckIcon />} title={t('billing.free')}>
        {t('billing.freeHint')}
      </Empty>
    )
  return (
    <>
      <Plan plan={plan.data} isOwner={isOwner} />
      <Usage usage={plan.data.usage} />
      <Credits offers={plan.data.offers} isOwner={isOwner} />
      {isOwner && <Invoices />}
    </>
  )
}
