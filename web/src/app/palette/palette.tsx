import { Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '#core/workspaces/schemas.ts'
import type { PalettePage } from '../../ui/commands.ts'
import { Keys } from './keys.tsx'
import { Options } from './options.tsx'
import { useAssignees, useEverything, useWorkspaceItems } from './use-items.ts'
import './palette.css'

interface PaletteProps {
  me: Me
  page: PalettePage
  newPost: () => void
  close: () => void
}

/** One field for everything: commands of this screen, people who wrote, places to go. */
export default function Palette({ page, ...props }: PaletteProps) {
  const { t } = useTranslation()
  return (
    <Modal.Root opened onClose={props.close} size={page === 'keys' ? 560 : 620} yOffset="10vh">
      <Modal.Overlay backgroundOpacity={0.3} />
      <Modal.Content aria-label={t(`palette.page.${page}`)} data-testid="palette">
        {page === 'all' && <Everything {...props} />}
        {page === 'assign' && <Assignees {...props} />}
        {page === 'workspaces' && <Workspaces {...props} />}
        {page === 'keys' && <Keys me={props.me} close={props.close} />}
      </Modal.Content>
    </Modal.Root>
  )
}

type PageProps = Omit<PaletteProps, 'page'>

function Everything({ me, newPost, close }: PageProps) {
  const [typed, setTyped] = useState('')
  const { items, searching } = useEverything({ me, typed, newPost })
  return (
    <Options page="all" typed={typed} onType={setTyped} items={items} searching={searching} close={close} />
  )
}

function Assignees({ me, close }: PageProps) {
  const [typed, setTyped] = useState('')
  const items = useAssignees({ me, typed })
  return <Options page="assign" typed={typed} onType={setTyped} items={items} close={close} />
}

function Workspaces({ me, close }: PageProps) {
  const [typed, setTyped] = useState('')
  const items = useWorkspaceItems({ me, typed })
  return <Options page="workspaces" typed={typed} onType={setTyped} items={items} close={close} />
}
