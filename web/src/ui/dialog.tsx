import { Drawer, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface DialogProps {
  opened: boolean
  onClose: () => void
  title: string
  /** In pixels; on a phone it is as wide as the phone. */
  width: number
  children: ReactNode
}

/** Something to fill in, before the work behind it goes on. */
export function Dialog({ width, ...props }: DialogProps) {
  const { t } = useTranslation()
  return <Modal size={width} closeButtonProps={{ 'aria-label': t('action.close') }} {...props} />
}

/** Something to read beside the work that it belongs to. */
export function SidePanel({ width, ...props }: DialogProps) {
  const { t } = useTranslation()
  return <Drawer size={width} closeButtonProps={{ 'aria-label': t('action.close') }} {...props} />
}
