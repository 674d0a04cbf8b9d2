import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { QuestionIcon } from '../../ui/icons.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'

export function RoutePending() {
  return <Loading rows={8} />
}

export function RouteFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const retry = () => {
    reset()
    void router.invalidate()
  }
  return <Failure error={error} retry={retry} />
}

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Empty icon={<QuestionIcon />} title={t('error.notFound')} action={<Link to="/">{t('nav.today')}</Link>}>
      {t('error.notFoundHint')}
    </Empty>
  )
}
