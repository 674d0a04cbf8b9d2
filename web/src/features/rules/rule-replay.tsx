import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { Failure, Loading } from '../../ui/states.tsx'
import { Status } from '../../ui/status.tsx'
import { TONES } from './rule-words.ts'
import { type Draft, type Replayed, useReplayRules } from './rules-api.ts'

type Triaged = Replayed['items'][number]['was']

/** Shows what the latest real messages would have become with these rules, beside what they became. */
export function Replay({ rules, ready }: { rules: () => Draft[]; ready: boolean }) {
  const { t } = useTranslation()
  const replay = useReplayRules()
  return (
    <div className="replay">
      <div className="replay-head">
        <span className="setting-note">{t('rules.replayHint')}</span>
        <Button
          variant="default"
          disabled={!ready}
          loading={replay.isPending}
          onClick={() => replay.mutate(rules())}
        >
          {t('rules.replay')}
        </Button>
      </div>
      <div aria-live="polite">
        {replay.isPending && <Loading rows={2} />}
        {replay.isError && <Failure error={replay.error} retry={() => replay.mutate(replay.variables)} />}
        {replay.data && <Compared replayed={replay.data} />}
      </div>
    </div>
  )
}

function Compared({ replayed: { items, changed } }: { replayed: Replayed }) {
  const { t } = useTranslation()
  const locale = useLocale()
  if (items.length === 0) return <p className="setting-note">{t('rules.replayNothing')}</p>
  const different = items.filter((item) => item.changed)
  return (
    <>
      <p className="replay-sum" role="status" data-testid="replay-sum">
        {t('rules.replaySum', { count: changed, of: items.length })}
      </p>
      {different.length > 0 && (
        <table className="replay-table">
          <thead>
            <tr>
              <th scope="col">{t('rules.replayMessage')}</th>
              <th scope="col">{t('rules.replayWas')}</th>
              <th scope="col">{t('rules.replayWould')}</th>
            </tr>
          </thead>
          <tbody>
            {different.map(({ messageId, conversationId, customerName, text, at, was, would }) => (
              <tr key={messageId}>
                <td>
                  <Link to="/inbox/$conversationId" params={{ conversationId }} dir="auto">
                    {text.trim() || t('rules.noText')}
                  </Link>
                  <span className="replay-about">
                    <bdi>{customerName}</bdi> · {shortDateTime(at, locale)}
                  </span>
                </td>
                <td>
                  <Decided {...was} />
                </td>
                <td>
                  <Decided {...would} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function Decided({ decision, rule }: Triaged) {
  const { t } = useTranslation()
  return (
    <>
      <Status tone={decision ? TONES[decision] : 'machine'}>
        {decision ? t(`rules.then.${decision}`) : t('rules.leftToAssistant')}
      </Status>
      {rule && (
        <span className="replay-about" dir="auto">
          {rule.name}
        </span>
      )}
    </>
  )
}
