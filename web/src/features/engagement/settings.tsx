import { ActionIcon, Button, NumberInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommentPattern, EngagementRules } from '#core/engagement/schemas.ts'
import { EditIcon, PlusIcon, TrashIcon } from '../../ui/icons.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { Toggle } from '../../ui/toggle.tsx'
import { useRemoval } from '../../ui/use-removal.ts'
import { patternsQuery, rulesQuery, useChangeRules, useDeletePattern, useSwitchPattern } from './api.ts'
import { PatternDialog } from './pattern-dialog.tsx'

/** Whether and how the team engages, and the ways in which it comments. */
export function Settings({ mayManage }: { mayManage: boolean }) {
  const rules = useQuery(rulesQuery)
  if (rules.isPending) return <Loading rows={3} />
  if (!rules.data) return <Failure error={rules.error} retry={() => void rules.refetch()} />
  return (
    <>
      <Rules rules={rules.data} mayManage={mayManage} />
      <Patterns mayManage={mayManage} />
    </>
  )
}

function Rules({ rules, mayManage }: { rules: EngagementRules; mayManage: boolean }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const change = useChangeRules()
  const save = (set: Partial<EngagementRules>) =>
    change.mutate(set, { onError: (error) => notifyFailed(words(error)) })
  const number = (field: 'windowMinutes' | 'commentsPerPost', min: number, max: number) => (
    <NumberInput
      size="xs"
      label={t(`engagement.${field}`)}
      description={t(`engagement.${field}Hint`)}
      key={rules[field]}
      defaultValue={rules[field]}
      min={min}
      max={max}
      allowDecimal={false}
      disabled={!mayManage}
      onBlur={(event) => {
        const value = Number(event.currentTarget.value)
        if (event.currentTarget.value !== '' && value !== rules[field]) save({ [field]: value })
      }}
    />
  )
  return (
    <section className="engagement-section" aria-label={t('engagement.rules')}>
      <div className="engagement-head">
        <h2>{t('engagement.rules')}</h2>
        <span className="engagement-switch">
          <Toggle
            label={t('engagement.enable')}
            on={rules.enabled}
            disabled={!mayManage}
            onTurn={(enabled) => save({ enabled })}
          />
        </span>
      </div>
      <p className="muted">{t('engagement.rulesHint')}</p>
      <div className="engagement-own">
        {number('windowMinutes', 15, 2880)}
        {number('commentsPerPost', 0, 20)}
      </div>
    </section>
  )
}

function Patterns({ mayManage }: { mayManage: boolean }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const patterns = useQuery(patternsQuery)
  const turn = useSwitchPattern()
  const remove = useDeletePattern()
  const { removeLater, isShown } = useRemoval((id, onError) => remove.mutate(id, { onError }))
  /** The pattern in the dialog; null for a new one. */
  const [edited, edit] = useState<CommentPattern | null | undefined>()
  if (patterns.isPending) return <Loading rows={3} />
  if (!patterns.data) return <Failure error={patterns.error} retry={() => void patterns.refetch()} />
  return (
    <section className="engagement-section" aria-label={t('engagement.patterns')}>
      <div className="engagement-head">
        <h2>{t('engagement.patterns')}</h2>
        {mayManage && (
          <span className="engagement-switch">
            <Button
              size="xs"
              variant="default"
              leftSection={<PlusIcon size={14} />}
              onClick={() => edit(null)}
            >
              {t('engagement.addPattern')}
            </Button>
          </span>
        )}
      </div>
      <p className="muted">
        {t(patterns.data.length === 0 ? 'engagement.noPatterns' : 'engagement.patternsHint')}
      </p>
      <ul className="row-list">
        {patterns.data.filter(isShown).map((pattern) => (
          <li key={pattern.id} className="engagement-pattern" data-testid="comment-pattern">
            <div>
              <strong dir="auto">{pattern.name}</strong>
              <p className="muted" dir="auto">
                {t(pattern.asksQuestion ? 'engagement.boundsAsking' : 'engagement.bounds', {
                  min: pattern.lengthMin,
                  max: pattern.lengthMax,
                })}
                {pattern.instructions && ` · ${pattern.instructions}`}
              </p>
            </div>
            <Toggle
              label={t('engagement.switchPattern', { name: pattern.name })}
              on={pattern.active}
              disabled={!mayManage}
              onTurn={(active) =>
                turn.mutate({ id: pattern.id, active }, { onError: (error) => notifyFailed(words(error)) })
              }
            />
            {mayManage && (
              <>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('engagement.editPattern', { name: pattern.name })}
                  onClick={() => edit(pattern)}
                >
                  <EditIcon size={16} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('engagement.deletePattern', { name: pattern.name })}
                  onClick={() => removeLater(pattern.id, t('engagement.patternDeleted'))}
                >
                  <TrashIcon size={16} />
                </ActionIcon>
              </>
            )}
          </li>
        ))}
      </ul>
      {edited !== undefined && <PatternDialog pattern={edited} onClose={() => edit(undefined)} />}
    </section>
  )
}
