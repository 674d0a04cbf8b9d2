import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { onboardingQuery } from '../../features/workspaces/onboarding-api.ts'

/** Links back to the first steps, until the person closes them for good. */
export function FirstSteps() {
  const { t } = useTranslation()
  const { data } = useQuery(onboardingQuery)
  if (!data || data.completedAt !== null || data.steps.length === 0) return null
  const taken = data.steps.filter(({ status }) => status !== 'open').length
  return (
    <Link to="/welcome" className="first-steps">
      <span>{t('welcome.title')}</span>
      <span className="first-steps-count">
        {taken}/{data.steps.length}
      </span>
      <progress max={data.steps.length} value={taken} aria-label={t('welcome.title')} />
    </Link>
  )
}
