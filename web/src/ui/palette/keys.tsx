import { ActionIcon, Kbd } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Me } from '#core/workspaces/schemas.ts'
import { CloseIcon } from '../icons.tsx'
import { placesOf } from '../shell/navigation.ts'
import { useAllCommands } from './commands.ts'

/** Every key there is, those of the open screen first. */
export function Keys({ me, close }: { me: Me; close: () => void }) {
  const { t } = useTranslation()
  const here = useAllCommands().flatMap(({ key, label }) => (key ? [{ keys: key, label }] : []))
  const mac = /Mac|iP(hone|ad)/.test(navigator.platform)
  const everywhere = [
    { keys: mac ? '⌘ K' : 'Ctrl K', label: t('palette.page.all') },
    { keys: '?', label: t('palette.keys') },
    { keys: 'j', label: t('palette.key.next') },
    { keys: 'k', label: t('palette.key.previous') },
    { keys: 'Enter', label: t('palette.key.open') },
    { keys: 'r', label: t('palette.key.reply') },
    { keys: 'Esc', label: t('palette.key.close') },
  ]
  const places = placesOf(me).map(({ key, label }) => ({ keys: `g ${key}`, label: t(label) }))
  return (
    <div className="keys">
      <header className="keys-head">
        <h2>{t('palette.keys')}</h2>
        <ActionIcon aria-label={t('action.close')} onClick={close} data-autofocus>
          <CloseIcon />
        </ActionIcon>
      </header>
      <Table title={t('palette.section.here')} rows={here} />
      <Table title={t('palette.everywhere')} rows={everywhere} />
      <Table title={t('palette.section.go')} rows={places} />
    </div>
  )
}

function Table({ title, rows }: { title: string; rows: { keys: string; label: string }[] }) {
  if (rows.length === 0) return null
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl>
        {rows.map(({ keys, label }) => (
          <div key={keys}>
            <dt>{label}</dt>
            <dd>
              {keys.split(' ').map((key) => (
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
