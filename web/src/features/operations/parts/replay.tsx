import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { RefreshIcon } from '../../../ui/icons.tsx'

/** Replays at once without a confirmation, since replaying an applied event does nothing. */
export function Replay({ replaying, onReplay }: { replaying: boolean; onReplay: () => void }) {
  const { t } = useTranslation()
  return (
    <Button variant="default" leftSection={<RefreshIcon size={15} />} loading={replaying} onClick={onReplay}>
      {t('action.replay')}
    </Button>
  )
}
