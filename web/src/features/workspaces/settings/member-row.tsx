import { ActionIcon, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Me, Member, Role } from '#core/workspaces/schemas.ts'
import { fullTime } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { TrashIcon } from '../../../ui/icons.tsx'
import { dayOf } from './day.ts'
import { isRole, mayChange, rolesToGive } from './may.ts'

interface MemberRowProps {
  me: Me
  member: Member
  onRole: (role: Role) => void
  onRemove: () => void
}

export function MemberRow({ me, member, onRole, onRemove }: MemberRowProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { name, email, role, joinedAt, userId } = member
  const changeable = mayChange(me, member)
  return (
    <li className="person-row" data-testid="member-row">
      <Avatar name={name} />
      <div className="person-lines">
        <span className="person-line-name" dir="auto">
          {name}
          {userId === me.user?.id && <span className="tag">{t('member.you')}</span>}
        </span>
        <span className="person-line-about">{email}</span>
      </div>
      <time className="muted person-since" dateTime={joinedAt} title={fullTime(joinedAt, locale)}>
        {t('member.since', { day: dayOf(joinedAt, locale) })}
      </time>
      {changeable ? (
        <NativeSelect
          size="xs"
          className="role-select"
          aria-label={t('member.role', { name })}
          value={role}
          onChange={({ currentTarget: { value } }) => {
            if (isRole(value)) onRole(value)
          }}
          data={rolesToGive(me).map((value) => ({ value, label: t(`role.${value}.name`) }))}
        />
      ) : (
        <span className="role-text" title={t(`role.${role}.may`)}>
          {t(`role.${role}.name`)}
        </span>
      )}
      <span className="row-action">
        {changeable && (
          <ActionIcon aria-label={t('member.remove', { name })} onClick={onRemove}>
            <TrashIcon size={16} />
          </ActionIcon>
        )}
      </span>
    </li>
  )
}
