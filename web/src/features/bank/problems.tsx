import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BankPostDetail } from '#core/bank/schemas.ts'
import { AlertIcon, RefreshIcon } from '../../ui/icons.tsx'
import { FormFailure } from '../../ui/states.tsx'
import { useRetryPost } from './api.ts'

/** Says what is still to be found out about a post, what of it failed, and offers to try that again. */
export function Problems({ post, mayWrite }: { post: BankPostDetail; mayWrite: boolean }) {
  const { t } = useTranslation()
  const retry = useRetryPost(post.id)
  const { problems, waiting } = post
  const failed = problems.map(({ step }) => step)
  const going = waiting.filter((step) => !failed.includes(step))
  if (problems.length === 0 && going.length === 0) return null
  return (
    <div className="bank-problems" role="status">
      {going.length > 0 && (
        <p className="muted">
          {t('bank.working')}: {going.map((step) => t(`bank.step.${step}`)).join(', ')}
        </p>
      )}
      {problems.map(({ step, attempts, error, givenUp }) => (
        <p key={step} className="bank-problem">
          <AlertIcon size={15} />
          <span>
            <strong>{t(`bank.step.${step}`)}</strong>{' '}
            {t(givenUp ? 'bank.problem.givenUp' : 'bank.problem.again', { count: attempts })} {error}
          </span>
        </p>
      ))}
      {problems.length > 0 && mayWrite && (
        <Button
          size="xs"
          variant="default"
          leftSection={<RefreshIcon size={15} />}
          loading={retry.isPending}
          onClick={() => retry.mutate(undefined)}
        >
          {t('action.retry')}
        </Button>
      )}
      <FormFailure error={retry.error} />
    </div>
  )
}
