import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { RefreshIcon } from '../../../ui/icons.tsx'

/** Replaying what has been applied does nothing, so nobody is asked whether they are sure. */
export function Replay({ replaying, onReplay }: { replaying: boolean; onReplay: () => void }) {
  const { t } = useTranslation()
  return (
    <Button variant="default" leftSection={<RefreshIcon size={15} />} loading={replaying} onClick={onReplay}>
      {t('action.replay')}
    </Button>
  )
}
