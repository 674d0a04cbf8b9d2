import { useTranslation } from 'react-i18next'
import { InboxIcon } from '../../ui/icons.tsx'
import { Empty } from '../../ui/states.tsx'

export default function NoConversation() {
  const { t } = useTranslation()
  return (
    <Empty icon={<InboxIcon />} title={t('team.empty.pick')}>
      {t('team.empty.pickHint')}
    </Empty>
  )
}
