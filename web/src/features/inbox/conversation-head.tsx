import { ActionIcon, Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '#core/inbox/schemas.ts'
import { usePlatformName } from '../../lib/platforms.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { palette } from '../../ui/commands.ts'
import { ArchiveIcon, BackIcon, EditIcon, HandIcon, PeopleIcon, SparkIcon } from '../../ui/icons.tsx'
import { LabelMarks } from '../../ui/label.tsx'
import { Status } from '../../ui/status.tsx'
import type { Acts } from './acts.ts'
import { customerName } from './names.ts'

interface HeadProps {
  conversation: Conversation
  myId: string | undefined
  mayAnswer: boolean
  acts: Acts
  onDetails: () => void
}

export function ConversationHead({ conversation, myId, mayAnswer, acts, onDetails }: HeadProps) {
  const { t } = useTranslation()
  const platformName = usePlatformName()
  const { heldBy, customer, accountName, platform, status, escalation } = conversation
  const name = customerName(conversation, t('inbox.unknownContact'))
  const mine = heldBy !== null && heldBy.userId === myId
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
      <LabelMarks labels={conversation.labels} />
      {status === 'archived' && <Status tone="neutral">{t('conversation.status.archived')}</Status>}
      <div className="conversation-owner">
        <Status tone={heldBy ? 'success' : 'machine'}>
          {mine
            ? t('inbox.heldByYou')
            : heldBy
              ? t('inbox.heldBy', { name: heldBy.name })
              : t('inbox.machineAnswers')}
        </Status>
        {mayAnswer && !mine && !escalation && (
          <Button
            variant="default"
            data-testid="take-over"
            leftSection={<HandIcon size={16} />}
            onClick={acts.take}
          >
            {t('inbox.takeOver')}
          </Button>
        )}
        {mayAnswer && heldBy && (
          <Button
            variant="default"
            data-testid="hand-back"
            leftSection={<SparkIcon size={16} />}
            onClick={acts.handBack}
          >
            {t('inbox.handBack')}
          </Button>
        )}
        <ActionIcon
          className="conversation-act"
          size="lg"
          data-testid="details"
          aria-label={t('inbox.details')}
          title={`${t('inbox.details')} (i)`}
          onClick={onDetails}
        >
          <EditIcon />
        </ActionIcon>
        {mayAnswer && (
          <>
            <ActionIcon
              className="conversation-act"
              size="lg"
              aria-label={t('inbox.assign')}
              title={`${t('inbox.assign')} (a)`}
              onClick={() => palette.open('assign')}
            >
              <PeopleIcon />
            </ActionIcon>
            <ActionIcon
              className="conversation-act"
              size="lg"
              data-testid="archive"
              aria-label={t(status === 'archived' ? 'inbox.unarchive' : 'inbox.archive')}
              title={`${t(status === 'archived' ? 'inbox.unarchive' : 'inbox.archive')} (e)`}
              onClick={acts.archive}
            >
              <ArchiveIcon />
            </ActionIcon>
          </>
        )}
      </div>
    </header>
  )
}
