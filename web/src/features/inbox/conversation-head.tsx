import { ActionIcon, Button } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '#core/inbox/schemas.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { BackIcon, HandIcon, SparkIcon } from '../../ui/icons.tsx'
import { platformName } from '../../ui/platforms.tsx'
import { Status } from '../../ui/status.tsx'
import { meQuery } from '../workspaces/api.ts'
import { useHold } from './api.ts'
import { customerName } from './names.ts'

export function ConversationHead({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const hold = useHold(conversation.id)
  const { heldBy, customer, accountName, platform, status } = conversation
  const name = customerName(conversation, t('inbox.unknownContact'))
  const mine = heldBy !== null && heldBy.userId === me.user?.id
  const about = [customer.name ? customer.handle : null, platformName(platform), accountName]

  return (
    <header className="conversation-head">
      <ActionIcon
        className="conversation-back"
        size="lg"
        aria-label={t('inbox.back')}
        renderRoot={(props) => <Link to="/inbox" search={(search) => search} {...props} />}
      >
        <BackIcon size={20} />
      </ActionIcon>
      <Avatar name={name} platform={platform} />
      <div className="conversation-who">
        <h1 dir="auto">{name}</h1>
        <p>{about.filter(Boolean).join(' · ')}</p>
      </div>
      {status !== 'active' && (
        <Status tone={status === 'escalated' ? 'warning' : 'neutral'}>
          {t(`conversation.status.${status}`)}
        </Status>
      )}
      <div className="conversation-owner">
        <Status tone={heldBy ? 'success' : 'machine'}>
          {mine
            ? t('inbox.heldByYou')
            : heldBy
              ? t('inbox.heldBy', { name: heldBy.name })
              : t('inbox.machineAnswers')}
        </Status>
        {!mine && (
          <Button
            variant="default"
            data-testid="take-over"
            leftSection={<HandIcon size={16} />}
            loading={hold.isPending && hold.variables}
            onClick={() => hold.mutate(true)}
          >
            {t('inbox.takeOver')}
          </Button>
        )}
        {heldBy && (
          <Button
            variant="default"
            data-testid="hand-back"
            leftSection={<SparkIcon size={16} />}
            loading={hold.isPending && !hold.variables}
            onClick={() => hold.mutate(false)}
          >
            {t('inbox.handBack')}
          </Button>
        )}
      </div>
    </header>
  )
}
