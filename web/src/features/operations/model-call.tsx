import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ModelCall } from '#core/operations/schemas.ts'
import { modelName, promptName } from '../../lib/model-name.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { Status } from '../../ui/status.tsx'
import { Detail, Details, ExactTime, Id } from './parts/details.tsx'
import { Entry } from './parts/entry.tsx'
import { cost, count, duration } from './parts/figures.ts'

/** Functions with a name in plain words; others are shown as the code names them. */
const FUNCTIONS = { 'inbox.respond': 'respond', embed: 'embed' } as const
const isKnown = (name: string): name is keyof typeof FUNCTIONS => Object.hasOwn(FUNCTIONS, name)

interface ModelCallEntryProps {
  call: ModelCall
  /** False for people who may not read the log. */
  linkToLog: boolean
}

export function ModelCallEntry({ call, linkToLog }: ModelCallEntryProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { functionName, model, provider, prompt, inputTokens, outputTokens, error, requestId } = call
  const tokens = t('modelCall.tokensInOut', {
    input: count(inputTokens, locale),
    output: count(outputTokens, locale),
  })
  return (
    <Entry
      testId="model-call-row"
      status={call.success ? 'success' : 'failed'}
      at={call.at}
      name={isKnown(functionName) ? t(`modelCall.function.${FUNCTIONS[functionName]}`) : functionName}
      about={[
        modelName(`${provider}/${model}`, t),
        cost(call.costMicros, locale),
        duration(call.latencyMs, locale),
      ]}
      error={error && `${error.reference} · ${error.message}`}
      badge={
        <Status tone={call.success ? 'success' : 'danger'}>
          {t(call.success ? 'modelCall.ok' : 'modelCall.failed')}
        </Status>
      }
    >
      <Details>
        <Detail label={t('log.at')}>
          <ExactTime at={call.at} />
        </Detail>
        <Detail label={t('modelCall.model')}>{modelName(`${provider}/${model}`, t)}</Detail>
        <Detail label={t('modelCall.prompt')}>
          {prompt ? promptName(prompt, t) : <span className="muted">{t('modelCall.noPrompt')}</span>}
        </Detail>
        <Detail label={t('modelCall.tokens')}>{tokens}</Detail>
        <Detail label={t('modelCall.cost')}>{cost(call.costMicros, locale)}</Detail>
        <Detail label={t('modelCall.latency')}>{duration(call.latencyMs, locale)}</Detail>
        {error && (
          <Detail label={t('modelCall.reference')}>
            <Id label={t('modelCall.reference')} value={error.reference} />
          </Detail>
        )}
        <Detail label={t('modelCall.request')}>
          <Id label={t('modelCall.request')} value={requestId} />
          {linkToLog && (
            <Link to="/activity" search={{ tab: 'log', reference: requestId }} className="link">
              {t('modelCall.toLog')}
            </Link>
          )}
        </Detail>
      </Details>
    </Entry>
  )
}
