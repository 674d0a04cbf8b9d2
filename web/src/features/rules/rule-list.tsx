import { ActionIcon } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shortTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { useNow } from '../../lib/use-now.ts'
import { ChevronUpIcon, EditIcon, TrashIcon } from '../../ui/icons.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import { Status } from '../../ui/status.tsx'
import { useRemoval } from '../../ui/use-removal.ts'
import { accountsQuery } from '../accounts/api.ts'
import { labelsQuery } from '../team/team-api.ts'
import { useEveryMember } from '../workspaces/settings/members-api.ts'
import { conditionsOf, TONES } from './rule-words.ts'
import { type Rule, useDeleteRule, useOrderRules, useSwitchRule } from './rules-api.ts'

interface RuleListProps {
  rules: readonly Rule[]
  changeable: boolean
  onEdit: (rule: Rule) => void
}

/** The rules in their order, which is changed by dragging a rule or by its two buttons. */
export function RuleList({ rules, changeable, onEdit }: RuleListProps) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const order = useOrderRules()
  const remove = useDeleteRule()
  const [dragged, drag] = useState<string | null>(null)
  const failed = { onError: (error: unknown) => notifyFailed(words(error)) }
  const { removeLater, isShown } = useRemoval((id, onError) => remove.mutate(id, { onError }))
  const shown = rules.filter(isShown)
  const moveTo = (id: string, place: number) => {
    const others = rules.map((rule) => rule.id).filter((one) => one !== id)
    const before = shown.filter((rule) => rule.id !== id)[place]
    const at = before ? others.indexOf(before.id) : others.length
    order.mutate([...others.slice(0, at), id, ...others.slice(at)], failed)
  }
  return (
    <ol className="row-list rules">
      {shown.map((rule, place) => (
        <RuleRow
          key={rule.id}
          rule={rule}
          place={place}
          last={place === shown.length - 1}
          changeable={changeable}
          onEdit={() => onEdit(rule)}
          onDelete={() => removeLater(rule.id, t('rules.deleted', { name: rule.name }))}
          onMove={(to) => moveTo(rule.id, to)}
          dragging={dragged === rule.id}
          onDrag={drag}
          onDrop={() => dragged !== null && dragged !== rule.id && moveTo(dragged, place)}
        />
      ))}
    </ol>
  )
}

interface RuleRowProps {
  rule: Rule
  place: number
  last: boolean
  changeable: boolean
  dragging: boolean
  onEdit: () => void
  onDelete: () => void
  onMove: (place: number) => void
  onDrag: (id: string | null) => void
  onDrop: () => void
}

function RuleRow({
  rule,
  place,
  last,
  changeable,
  dragging,
  onEdit,
  onDelete,
  onMove,
  onDrag,
  onDrop,
}: RuleRowProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const now = useNow()
  const { id, name, enabled, decision, when, matches, assignTo } = rule
  const accounts = useQuery(accountsQuery)
  const labels = useQuery(labelsQuery)
  const members = useEveryMember()
  const accountName = (one: string) =>
    accounts.data?.find((account) => account.id === one)?.name ?? t('rules.goneAccount')
  const labelName = (one: string) =>
    labels.data?.find((label) => label.id === one)?.name ?? t('rules.goneLabel')
  const assignee = assignTo && members.find(({ userId }) => userId === assignTo)?.name
  const drag = changeable && {
    draggable: true,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/plain', name)
      onDrag(id)
    },
    onDragEnd: () => onDrag(null),
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      onDrop()
    },
  }
  return (
    <li
      className="rule-row"
      data-testid="rule-row"
      data-off={!enabled || undefined}
      data-dragging={dragging || undefined}
      {...drag}
    >
      <span className="rule-place" aria-hidden="true">
        {place + 1}
      </span>
      <div className="rule-lines">
        <span className="rule-name" dir="auto">
          {name}
        </span>
        <span className="rule-when" dir="auto">
          {t('rules.when', {
            conditions: conditionsOf(when, { t, locale, accountName, labelName }).join(t('rules.and')),
          })}
        </span>
        <span className="rule-done">
          {matches.lastAt
            ? t('rules.matched', {
                count: matches.count,
                at: shortTime(matches.lastAt, now, locale, t('time.now')),
              })
            : t('rules.never')}
        </span>
      </div>
      <span className="rule-verdict">
        <Status tone={enabled ? TONES[decision] : 'neutral'}>
          {assignee ? t('rules.then.assign', { name: assignee }) : t(`rules.then.${decision}`)}
        </Status>
      </span>
      {changeable && (
        <span className="rule-acts">
          <RuleSwitch rule={rule} />
          <ActionIcon
            aria-label={t('rules.up', { name })}
            disabled={place === 0}
            onClick={() => onMove(place - 1)}
          >
            <ChevronUpIcon size={16} />
          </ActionIcon>
          <ActionIcon
            aria-label={t('rules.down', { name })}
            disabled={last}
            onClick={() => onMove(place + 1)}
          >
            <span className="rule-down">
              <ChevronUpIcon size={16} />
            </span>
          </ActionIcon>
          <ActionIcon aria-label={t('rules.edit', { name })} onClick={onEdit}>
            <EditIcon size={16} />
          </ActionIcon>
          <ActionIcon aria-label={t('rules.delete', { name })} onClick={onDelete}>
            <TrashIcon size={16} />
          </ActionIcon>
        </span>
      )}
    </li>
  )
}

/** A switch that turns at once, and back if the server refuses it. */
function RuleSwitch({ rule: { id, name, enabled } }: { rule: Rule }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const change = useSwitchRule()
  const wanted = change.isPending ? change.variables.enabled : enabled
  return (
    <span className="switch-line">
      <input
        type="checkbox"
        role="switch"
        aria-label={t('rules.on', { name })}
        aria-checked={wanted}
        checked={wanted}
        onChange={(event) =>
          change.mutate(
            { id, enabled: event.currentTarget.checked },
            { onError: (error) => notifyFailed(words(error)) },
          )
        }
      />
    </span>
  )
}
