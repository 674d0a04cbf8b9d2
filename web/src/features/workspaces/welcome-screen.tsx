import { Button } from '@mantine/core'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Onboarding, OnboardingStep } from '#core/workspaces/schemas.ts'
import { AccountsIcon, CheckIcon, InboxIcon, KnowledgeIcon, PeopleIcon } from '../../ui/icons.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { meQuery } from './api.ts'
import { onboardingQuery, useOnboarding } from './onboarding-api.ts'
import './welcome.css'

const STEPS = {
  connect_account: { to: '/accounts', Icon: AccountsIcon },
  add_knowledge: { to: '/knowledge', Icon: KnowledgeIcon },
  first_answer: { to: '/inbox', Icon: InboxIcon },
  invite_team: { to: '/settings/members', Icon: PeopleIcon },
} as const

const ASK_EVERY_MS = 5_000

const isOpen = (onboarding: Onboarding | undefined, wanted: OnboardingStep): boolean =>
  onboarding?.steps.some(({ step, status }) => step === wanted && status === 'open') ?? false

/** The first steps in a workspace. None is required, and the dashboard is always one press away. */
export default function WelcomeScreen() {
  const { t } = useTranslation()
  const words = useErrorWords()
  const navigate = useNavigate()
  const { data: me } = useSuspenseQuery(meQuery)
  const onboarding = useQuery({
    ...onboardingQuery,
    refetchOnMount: 'always',
    // Poll while the first answer is missing: the feed does not say whether a message was it.
    refetchInterval: ({ state }) => (isOpen(state.data, 'first_answer') ? ASK_EVERY_MS : false),
  })
  const change = useOnboarding()
  const onError = (error: unknown) => notifyFailed(words(error))
  const start = () => change.mutate({ completed: true }, { onSuccess: () => navigate({ to: '/' }), onError })
  const startButton = (
    <Button loading={change.isPending && change.variables.completed === true} onClick={start}>
      {t('welcome.start')}
    </Button>
  )
  const steps = onboarding.data?.steps ?? []
  const next = steps.find(({ status }) => status === 'open')
  return (
    <Screen title={t('welcome.title')} actions={startButton}>
      <div className="welcome">
        <h2 className="welcome-hello">{t('welcome.hello', { name: me.workspace?.name ?? '' })}</h2>
        <p className="muted">{t(steps.length > 0 ? 'welcome.hint' : 'welcome.nothing')}</p>
        {onboarding.isPending && <Loading rows={4} />}
        {onboarding.isError && !onboarding.data && (
          <Failure error={onboarding.error} retry={() => void onboarding.refetch()} />
        )}
        <ol className="welcome-steps">
          {steps.map(({ step, status }) => (
            <Step
              key={step}
              step={step}
              status={status}
              next={step === next?.step}
              onGo={() => void navigate({ to: STEPS[step].to })}
              onSkip={() => change.mutate({ skip: step }, { onError })}
            />
          ))}
        </ol>
        {onboarding.data && !next && steps.length > 0 && (
          <p className="welcome-done" role="status">
            <CheckIcon /> {t('welcome.allDone')}
          </p>
        )}
      </div>
    </Screen>
  )
}

interface StepProps {
  step: OnboardingStep
  status: 'open' | 'done' | 'skipped'
  /** True for the next step, whose button stands out. */
  next: boolean
  onGo: () => void
  onSkip: () => void
}

function Step({ step, status, next, onGo, onSkip }: StepProps) {
  const { t } = useTranslation()
  const { Icon } = STEPS[step]
  const done = status === 'done'
  return (
    <li className="welcome-step" data-testid={`step-${step}`} data-status={status}>
      <span className="welcome-icon">{done ? <CheckIcon /> : <Icon />}</span>
      <div className="welcome-lines">
        <h3>
          {t(`welcome.step.${step}.title`)}
          {status !== 'open' && <span className="welcome-state">{t(`welcome.status.${status}`)}</span>}
        </h3>
        <p className="muted">{t(`welcome.step.${step}.hint`)}</p>
      </div>
      <div className="welcome-actions">
        {status === 'open' && (
          <Button
            variant="subtle"
            color="gray"
            aria-label={t('welcome.skipStep', { step: t(`welcome.step.${step}.title`) })}
            onClick={onSkip}
          >
            {t('welcome.skip')}
          </Button>
        )}
        {!done && (
          <Button variant={next ? 'filled' : 'default'} onClick={onGo}>
            {t(`welcome.step.${step}.go`)}
          </Button>
        )}
      </div>
    </li>
  )
}
