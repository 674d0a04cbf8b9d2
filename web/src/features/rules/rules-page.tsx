import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '#core/workspaces/schemas.ts'
import { OperationsIcon, PlusIcon } from '../../ui/icons.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { mayManage } from '../workspaces/settings/may.ts'
import { SettingsPage } from '../workspaces/settings/settings-page.tsx'
import { RuleDialog } from './rule-dialog.tsx'
import { RuleList } from './rule-list.tsx'
import { TryRules } from './rule-try.tsx'
import { type Draft, draftOf, rulesQuery } from './rules-api.ts'
import '../answers/answers.css'
import './rules.css'

const NEW: Draft = {
  id: null,
  name: '',
  enabled: true,
  when: {},
  decision: 'escalate',
  assignTo: null,
  labelIds: [],
}

/** The rules that decide on messages before the assistant: their order, an editor, and what they would do. */
export default function RulesPage() {
  const { t } = useTranslation()
  const [edited, edit] = useState<Draft | null>(null)
  const add = (
    <Button leftSection={<PlusIcon size={16} />} onClick={() => edit(NEW)}>
      {t('rules.new')}
    </Button>
  )
  return (
    <SettingsPage page="rules" actions={(me) => mayManage(me) && add}>
      {(me) => <Rules me={me} add={add} edited={edited} edit={edit} />}
    </SettingsPage>
  )
}

interface RulesProps {
  me: Me
  add: React.ReactNode
  edited: Draft | null
  edit: (draft: Draft | null) => void
}

function Rules({ me, add, edited, edit }: RulesProps) {
  const { t } = useTranslation()
  const list = useQuery(rulesQuery)
  if (!list.data)
    return list.isError ? (
      <Failure error={list.error} retry={() => void list.refetch()} />
    ) : (
      <Loading rows={4} />
    )
  const rules = list.data
  const changeable = mayManage(me)
  return (
    <>
      <p className="settings-nothing">{t(changeable ? 'rules.order' : 'answers.readOnly')}</p>
      {rules.length === 0 ? (
        <Empty icon={<OperationsIcon />} title={t('rules.empty')} action={changeable && add}>
          {t('rules.emptyHint')}
        </Empty>
      ) : (
        <RuleList rules={rules} changeable={changeable} onEdit={(rule) => edit(draftOf(rule))} />
      )}
      {me.scopes.includes('answer') && <TryRules />}
      {edited && <RuleDialog key={edited.id} draft={edited} rules={rules} onClose={() => edit(null)} />}
    </>
  )
}
