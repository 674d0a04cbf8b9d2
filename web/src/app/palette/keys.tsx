import { ActionIcon, Kbd } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Me } from '#core/workspaces/schemas.ts'
import { isMac } from '../../lib/keyboard.ts'
import { useAllCommands } from '../../ui/commands.ts'
import { CloseIcon } from '../../ui/icons.tsx'
import { usePlaces } from '../shell/navigation.ts'

const SIGNS: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' }

interface Row {
  /** Alternative keys; a space separates keys pressed one after the other or together. */
  keys: string[]
  label: string
}

/** Lists every key that works now, those of the open screen first. Keys are defined with their commands: see `useCommands`. */
export function Keys({ me, close }: { me: Me; close: () => void }) {
  const { t } = useTranslation()
  const commands = useAllCommands().filter(({ key }) => key !== undefined)
  const rows = (inField: boolean): Row[] =>
    commands
      .filter(({ only }) => (only === 'field') === inField)
      .map(({ key = '', also, label }) => ({ keys: also ? [key, SIGNS[also] ?? also] : [key], label }))
  const everywhere = [
    { keys: [isMac ? '⌘ K' : 'Ctrl K'], label: t('palette.page.all') },
    { keys: ['?'], label: t('palette.keys') },
    { keys: ['Enter'], label: t('palette.key.open') },
    { keys: ['Esc'], label: t('palette.key.close') },
  ]
  const places = usePlaces(me).map(({ key, name }) => ({ keys: [`g ${key}`], label: name }))
  return (
    <div className="keys" data-testid="keys">
      <header className="keys-head">
        <h2>{t('palette.keys')}</h2>
        <ActionIcon aria-label={t('action.close')} onClick={close} data-autofocus>
          <CloseIcon />
        </ActionIcon>
      </header>
      <Table title={t('palette.section.here')} rows={rows(false)} />
      <Table title={t('palette.writing')} rows={rows(true)} />
      <Table title={t('palette.everywhere')} rows={everywhere} />
      <Table title={t('palette.section.go')} rows={places} />
    </div>
  )
}

function Table({ title, rows }: { title: string; rows: Row[] }) {
  if (rows.length === 0) return null
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl>
        {rows.map(({ keys, label }) => (
          <div key={keys.join()}>
            <dt>{label}</dt>
            <dd>
              {keys
                .flatMap((key) => key.split(' '))
                .map((key) => (
                  <Kbd key={key} size="xs">
                    {key}
                  </Kbd>
                ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
