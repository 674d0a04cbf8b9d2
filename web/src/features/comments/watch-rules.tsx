import { Button, NativeSelect, NumberInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { MonitoringRule } from '#core/comments/schemas.ts'
import { notifyFailed } from '../../ui/notify.tsx'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import { Toggle } from '../../ui/toggle.tsx'
import { accountsQuery } from '../accounts/api.ts'
import { rulesQuery, useDeleteRule, useSaveRule } from './api.ts'

type Settings = Pick<MonitoringRule, 'enabled' | 'newestPosts' | 'days'>
const USUAL: Settings = { enabled: true, newestPosts: 5, days: 7 }
const LIMITS = { newestPosts: { min: 1, max: 20 }, days: { min: 1, max: 30 } }

/** How many posts are watched, and for how long: for all accounts, and for those with a rule of their own. */
export function WatchRules({ mayManage }: { mayManage: boolean }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const rules = useQuery(rulesQuery).data
  const accounts = useQuery(accountsQuery).data ?? []
  const save = useSaveRule()
  const remove = useDeleteRule()
  const failed = { onError: (error: unknown) => notifyFailed(words(error)) }
  if (!rules) return null
  const ruleOf = (accountId: string | null) => rules.find((rule) => rule.accountId === accountId)
  const general = ruleOf(null)
  const readable = accounts.filter(({ comments, status }) => comments && status !== 'revoked')
  const without = readable.filter(({ id }) => !ruleOf(id))
  const change = (accountId: string | null) => (part: Partial<Settings>) =>
    save.mutate({ id: ruleOf(accountId)?.id ?? null, accountId, change: part }, failed)
  return (
    <section className="comments-rules" aria-label={t('comments.rule.title')}>
      <Rule
        name={t('comments.rule.title')}
        rule={general ?? USUAL}
        disabled={!mayManage}
        change={change(null)}
      />
      {readable.map(({ id, name, platform }) => {
        const rule = ruleOf(id)
        return (
          rule && (
            <Rule
              key={id}
              name={name}
              platform={platform}
              rule={rule}
              disabled={!mayManage}
              change={change(id)}
            >
              {mayManage && (
                <Button
                  size="compact-xs"
                  variant="default"
                  loading={remove.isPending}
                  onClick={() => remove.mutate(rule.id, failed)}
                >
                  {t('comments.rule.asAll')}
                </Button>
              )}
            </Rule>
          )
        )
      })}
      {mayManage && without.length > 0 && (
        <NativeSelect
          size="xs"
          className="comments-rule-add"
          aria-label={t('comments.rule.add')}
          value=""
          onChange={(event) => change(event.currentTarget.value)(general ? settingsOf(general) : USUAL)}
          data={[
            { value: '', label: t('comments.rule.add') },
            ...without.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
    </section>
  )
}

const settingsOf = ({ enabled, newestPosts, days }: Settings): Settings => ({ enabled, newestPosts, days })

interface RuleProps {
  name: string
  platform?: Parameters<typeof PlatformIcon>[0]['platform']
  rule: Settings
  disabled: boolean
  change: (part: Partial<Settings>) => void
  children?: React.ReactNode
}

function Rule({ name, platform, rule, disabled, change, children }: RuleProps) {
  const { t } = useTranslation()
  const number = (field: 'newestPosts' | 'days') => (
    <NumberInput
      key={rule[field]}
      size="xs"
      label={t(`comments.rule.${field}`)}
      {...LIMITS[field]}
      clampBehavior="strict"
      disabled={disabled || !rule.enabled}
      defaultValue={rule[field]}
      onBlur={(event) => {
        const value = Number(event.currentTarget.value)
        if (value >= 1 && value !== rule[field]) change({ [field]: value })
      }}
    />
  )
  return (
    <fieldset className="comments-rule" aria-label={name} data-testid="watch-rule">
      <span className="comments-rule-name">
        <Toggle
          label={name}
          on={rule.enabled}
          disabled={disabled}
          onTurn={(enabled) => change({ enabled })}
        />
        {platform && <PlatformIcon platform={platform} />}
        {name}
      </span>
      {number('newestPosts')}
      {number('days')}
      {children}
    </fieldset>
  )
}
