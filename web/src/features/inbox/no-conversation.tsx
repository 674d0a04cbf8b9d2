import { useTranslation } from 'react-i18next'
import { InboxIcon } from '../../ui/icons.tsx'
import { Empty } from '../../ui/states.tsx'

export default function NoConversation() {
  const { t } = useTranslation()
  return (
    <Empty icon={<InboxIcon />} title={t('inbox.pick')}>
      {t('inbox.pickHint')}
    </Empty>
  )
}
