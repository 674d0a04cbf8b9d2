import { useSessionStorage } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notifyFailed } from '../../ui/notify.tsx'
import { Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { Status } from '../../ui/status.tsx'
import { mayManage } from '../workspaces/settings/may.ts'
import { Section } from '../workspaces/settings/section.tsx'
import { SettingsPage } from '../workspaces/settings/settings-page.tsx'
import { SwitchLine } from '../workspaces/settings/switch-line.tsx'
import { type MachineSettings, machineSettingsQuery, useChangeMachineSettings } from './answers-api.ts'
import { changeOfExamples, Examples, type TypedExamples } from './answers-examples.tsx'
import { Handoff } from './answers-handoff.tsx'
import { HoursSection, type TypedHours } from './answers-hours.tsx'
import { Model } from './answers-model.tsx'
import { Told } from './answers-told.tsx'
import { TryBox } from './answers-try.tsx'
import './answers.css'

const SWITCHES = [
  'aiControlEnabled',
  'aiEnabledForConversations',
  'aiEnabledForComments',
  'autoReplyEnabled',
] as const
type SwitchName = (typeof SWITCHES)[number]

/** Settings of the answering machine: what it may do, its instructions, and a box to try it before anybody writes. */
export default function AnswersPage() {
  const { t } = useTranslation()
  const settings = useQuery(machineSettingsQuery)
  return (
    <SettingsPage page="answers">
      {(me) => {
        if (!settings.data)
          return settings.isError ? (
            <Failure error={settings.error} retry={() => void settings.refetch()} />
          ) : (
            <Loading rows={5} />
          )
        const changeable = mayManage(me)
        return (
          <>
            {!changeable && <p className="settings-nothing">{t('answers.readOnly')}</p>}
            <Switches settings={settings.data} changeable={changeable} />
            <Deciding
              settings={settings.data}
              changeable={changeable}
              mayTry={me.scopes.includes('answer')}
            />
            <Model settings={settings.data} changeable={changeable} />
          </>
        )
      }}
    </SettingsPage>
  )
}

interface DecidingProps {
  settings: MachineSettings
  changeable: boolean
  mayTry: boolean
}

/** What decides, and with which words. What is typed and not saved can be tried together. */
function Deciding({ mayTry, ...shared }: DecidingProps) {
  // What is typed survives leaving the page, until it is saved.
  const [hours, typeHours] = useSessionStorage<TypedHours>({ key: 'chorus-answers-hours', defaultValue: {} })
  const [examples, typeExamples] = useSessionStorage<TypedExamples>({
    key: 'chorus-answers-examples',
    defaultValue: {},
  })
  return (
    <>
      <HoursSection {...shared} mayTry={mayTry} typed={hours} type={typeHours} />
      <Examples {...shared} mayTry={mayTry} typed={examples} type={typeExamples} />
      <Told {...shared}>
        {(change) => mayTry && <TryBox change={{ ...change, ...hours, ...changeOfExamples(examples) }} />}
      </Told>
      <Handoff {...shared} />
    </>
  )
}

interface SwitchesProps {
  settings: MachineSettings
  changeable: boolean
}

/** The switches, each of which acts at once. Their combined effect is stated above them. */
function Switches({ settings, changeable }: SwitchesProps) {
  const { t } = useTranslation()
  const { mode } = settings
  // A weaker switch has no effect while a stronger one is off.
  const { aiControlEnabled, aiEnabledForConversations, aiEnabledForComments } = settings
  const idle = (name: SwitchName) =>
    (name !== 'aiControlEnabled' && !aiControlEnabled) ||
    (name === 'autoReplyEnabled' && !aiEnabledForConversations && !aiEnabledForComments)
  return (
    <Section
      title={t('answers.switches')}
      hint={
        <>
          {t('answers.switchesHint')} <Link to="/settings/workspace">{t('answers.pausedHint')}</Link>
        </>
      }
    >
      <p className="setting-state">
        <Status tone={mode === 'answer' ? 'machine' : mode === 'off' ? 'warning' : 'info'}>
          {t(`answers.mode.${mode}`)}
        </Status>
      </p>
      <p className="setting-note" role="status">
        {t(`answers.modeHint.${mode}`)}
      </p>
      {SWITCHES.map((name) => (
        <Switch key={name} name={name} on={settings[name]} idle={idle(name)} changeable={changeable} />
      ))}
    </Section>
  )
}

interface SwitchProps {
  name: SwitchName
  on: boolean
  idle: boolean
  changeable: boolean
}

/** A switch that turns at once, and back if the server refuses it. */
function Switch({ name, on, idle, changeable }: SwitchProps) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const change = useChangeMachineSettings()
  const [wanted, want] = useState<boolean | null>(null)
  const turn = (to: boolean) => {
    want(to)
    change.mutate(
      { [name]: to },
      { onError: (error) => notifyFailed(words(error)), onSettled: () => want(null) },
    )
  }
  return (
    <SwitchLine
      on={wanted ?? on}
      name={t(`answers.switch.${name}`)}
      about={t(`answers.switchAbout.${name}`)}
      testId={name}
      idle={idle}
      disabled={!changeable}
      onTurn={turn}
    />
  )
}
