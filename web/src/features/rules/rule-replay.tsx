import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Failure, Loading } from '../../ui/states.tsx'
import { Compared } from './compared.tsx'
import { type Draft, useReplayRules } from './rules-api.ts'

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
