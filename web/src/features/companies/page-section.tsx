import { ActionIcon, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CompanyPage, CompanyRule } from '#core/companies/schemas.ts'
import { duration } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { EditIcon, TrashIcon } from '../../ui/icons.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import { Toggle } from '../../ui/toggle.tsx'
import { useRemoval } from '../../ui/use-removal.ts'
import { rulesQuery, useChangePage, useDeletePage, useDeleteRule, useSwitchRule } from './api.ts'
import { RuleDialog } from './rule-dialog.tsx'

const MINUTE = 60_000

/** A page with its rules. */
export function PageSection({ page, mayManage }: { page: CompanyPage; mayManage: boolean }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const rules = (useQuery(rulesQuery).data ?? []).filter(({ companyPageId }) => companyPageId === page.id)
  const change = useChangePage()
  const remove = useDeletePage()
  const removeRule = useDeleteRule()
  const { removeLater, isShown } = useRemoval((id, onError) => removeRule.mutate(id, { onError }))
  /** The rule in the dialog; null for a new one. */
  const [edited, edit] = useState<CompanyRule | null | undefined>()
  const onError = (error: Error) => notifyFailed(words(error))
  return (
    <section className="companies-page" aria-label={page.name}>
      <header className="companies-head">
        <PlatformIcon platform={page.platform} />
        <h2 dir="auto">{page.name}</h2>
        <span className="muted">{page.accountName}</span>
        <Toggle
          label={t('companies.switchPage', { name: page.name })}
          on={page.active}
          disabled={!mayManage}
          onTurn={(active) => change.mutate({ id: page.id, active }, { onError })}
        />
        {mayManage && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('companies.deletePage', { name: page.name })}
            onClick={() => remove.mutate(page.id, { onError })}
          >
            <TrashIcon size={16} />
          </ActionIcon>
        )}
      </header>
      {rules.length === 0 && <p className="muted">{t('companies.noRules')}</p>}
      <ul className="row-list">
        {rules.filter(isShown).map((rule) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            mayManage={mayManage}
            onEdit={() => edit(rule)}
            onDelete={() => removeLater(rule.id, t('companies.ruleDeleted'))}
          />
        ))}
      </ul>
      {mayManage && (
        <Button size="xs" variant="default" onClick={() => edit(null)}>
          {t('companies.addRule')}
        </Button>
      )}
      {edited !== undefined && <RuleDialog page={page} rule={edited} onClose={() => edit(undefined)} />}
    </section>
  )
}

interface RuleRowProps {
  rule: CompanyRule
  mayManage: boolean
  onEdit: () => void
  onDelete: () => void
}

function RuleRow({ rule, mayManage, onEdit, onDelete }: RuleRowProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const words = useErrorWords()
  const turn = useSwitchRule()
  const { id, profileName, delayMinutes, prefix, suffix, active } = rule
  const when =
    delayMinutes === 0
      ? t('companies.atOnce')
      : t('companies.after', { time: duration(delayMinutes * MINUTE, locale) })
  return (
    <li className="companies-rule" data-testid="company-rule">
      <div>
        <p>
          <strong dir="auto">{profileName}</strong> · {when}
        </p>
        {(prefix || suffix) && (
          <p className="muted" dir="auto">
            {[prefix, '…', suffix].filter(Boolean).join(' ')}
          </p>
        )}
      </div>
      <Toggle
        label={t('companies.switchRule', { name: profileName })}
        on={active}
        disabled={!mayManage}
        onTurn={(active) => turn.mutate({ id, active }, { onError: (error) => notifyFailed(words(error)) })}
      />
      {mayManage && (
        <>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('companies.editRule', { name: profileName })}
            onClick={onEdit}
          >
            <EditIcon size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('companies.deleteRule', { name: profileName })}
            onClick={onDelete}
          >
            <TrashIcon size={16} />
          </ActionIcon>
        </>
      )}
    </li>
  )
}
