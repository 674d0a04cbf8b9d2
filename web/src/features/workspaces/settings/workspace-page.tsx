import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CurrentWorkspace } from '#core/workspaces/schemas.ts'
import { viewerZone } from '../../../lib/format.ts'
import { notifyDone } from '../../../ui/notify.tsx'
import { Failure, FormFailure, fieldError, Loading } from '../../../ui/states.tsx'
import { currentWorkspaceQuery } from '../api.ts'
import { useRefusal } from '../refusal.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { DeleteWorkspace } from './delete-workspace.tsx'
import { Machines } from './machines.tsx'
import { mayManage, mayOwn } from './may.ts'
import { Section } from './section.tsx'
import { SettingsPage } from './settings-page.tsx'
import { SwitchLine } from './switch-line.tsx'
import { Transfer } from './transfer.tsx'
import { useChangeWorkspace, useLeave } from './workspace-api.ts'

export default function WorkspacePage() {
  const workspace = useQuery(currentWorkspaceQuery)
  return (
    <SettingsPage page="workspace">
      {(me) => {
        if (workspace.isPending) return <Loading rows={4} />
        if (!workspace.data) return <Failure error={workspace.error} retry={() => void workspace.refetch()} />
        const { data } = workspace
        return (
          <>
            <Name workspace={data} changeable={mayManage(me)} />
            <Zone workspace={data} changeable={mayManage(me)} />
            <Adults workspace={data} changeable={mayManage(me)} />
            <Machines workspace={data} changeable={mayManage(me)} />
            {mayOwn(me) && <Transfer me={me} />}
            <Leave name={data.name} />
            {mayOwn(me) && <DeleteWorkspace name={data.name} />}
          </>
        )
      }}
    </SettingsPage>
  )
}

function Name({ workspace, changeable }: { workspace: CurrentWorkspace; changeable: boolean }) {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const [typed, setTyped] = useState<string | null>(null)
  const rename = useChangeWorkspace()
  const name = typed ?? workspace.name
  const changed = name.trim() !== '' && name.trim() !== workspace.name
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!changed) return
    rename.mutate(
      { name },
      {
        onSuccess: () => {
          setTyped(null)
          notifyDone(t('workspace.renamed'))
        },
      },
    )
  }
  return (
    <Section title={t('workspace.name')} hint={t('workspace.nameHint')}>
      <form className="form" onSubmit={submit}>
        <TextInput
          aria-label={t('workspace.name')}
          value={name}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={fieldError(rename.error, 'name')}
          maxLength={80}
          required
          readOnly={!changeable}
        />
        <FormFailure error={refusal(rename.error)} />
        {changeable && (
          <Button type="submit" className="setting-button" loading={rename.isPending} disabled={!changed}>
            {t('action.save')}
          </Button>
        )}
      </form>
    </Section>
  )
}

/** Chooses the time zone in which figures count their days. */
function Zone({ workspace, changeable }: { workspace: CurrentWorkspace; changeable: boolean }) {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const change = useChangeWorkspace()
  const { timezone } = workspace
  const zones = [...new Set([timezone, viewerZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')])]
  return (
    <Section title={t('zone.title')} hint={t('zone.hint')}>
      <NativeSelect
        aria-label={t('zone.title')}
        value={timezone}
        disabled={!changeable || change.isPending}
        onChange={(event) =>
          change.mutate(
            { timezone: event.currentTarget.value },
            { onSuccess: () => notifyDone(t('zone.changed')) },
          )
        }
        data={zones}
      />
      <FormFailure error={refusal(change.error)} />
    </Section>
  )
}

/** Confirms that the workspace is for adults. */
function Adults({ workspace, changeable }: { workspace: CurrentWorkspace; changeable: boolean }) {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const change = useChangeWorkspace()
  return (
    <Section title={t('adults.title')} hint={t('adults.hint')}>
      <SwitchLine
        on={workspace.ageConfirmedAt !== null}
        name={t('adults.confirm')}
        about={t('adults.about')}
        testId="age-confirmed"
        disabled={!changeable || change.isPending}
        onTurn={(ageConfirmed) =>
          change.mutate(
            { ageConfirmed },
            { onSuccess: () => notifyDone(t(ageConfirmed ? 'adults.on' : 'adults.off')) },
          )
        }
      />
      <FormFailure error={refusal(change.error)} />
    </Section>
  )
}

function Leave({ name }: { name: string }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const leave = useLeave()
  return (
    <Section title={t('workspace.leave')} hint={t('workspace.leaveHint')}>
      <Button variant="default" className="setting-button" onClick={() => setAsking(true)}>
        {t('workspace.leave')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('workspace.leaveTitle', { name })}
          action={t('workspace.leave')}
          error={leave.error}
          pending={leave.isPending}
          onConfirm={() => leave.mutate(null)}
          onClose={() => {
            leave.reset()
            setAsking(false)
          }}
        >
          {t('workspace.leaveConfirm')}
        </ConfirmDialog>
      )}
    </Section>
  )
}
