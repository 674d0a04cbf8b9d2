import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CheckIcon, InboxIcon } from '../../ui/icons.tsx'
import { Empty } from '../../ui/states.tsx'
import type { ConversationFilter } from './api.ts'

/** What stands in place of an empty list, and leads on from there. */
export default function EmptyList({ filter }: { filter: ConversationFilter }) {
  if (filter.view === 'escalated') return <NobodyWaits />
  return Object.values(filter).some(Boolean) ? <NothingHere /> : <NoMessagesYet />
}

function NoMessagesYet() {
  const { t } = useTranslation()
  return (
    <Empty
      icon={<InboxIcon />}
      title={t('team.empty.empty')}
      action={
        <Link to="/accounts" className="button-link">
          {t('team.empty.emptyAction')}
        </Link>
      }
    >
      {t('team.empty.emptyHint')}
    </Empty>
  )
}

function NothingHere() {
  const { t } = useTranslation()
  return (
    <Empty
      icon={<InboxIcon />}
      title={t('team.empty.nothingHere')}
      action={
        <Link to="/inbox" search={{}} className="button-link">
          {t('team.empty.showAll')}
        </Link>
      }
    >
      {t('team.empty.nothingHereHint')}
    </Empty>
  )
}

/** The empty list of conversations that wait for a person. */
function NobodyWaits() {
  const { t } = useTranslation()
  return (
    <Empty icon={<CheckIcon />} title={t('team.empty.nobodyWaits')}>
      {t('team.empty.nobodyWaitsHint')}
    </Empty>
  )
}
