import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface DialogProps {
  opened: boolean
  onClose: () => void
  title: string
  /** In pixels; a phone shows it at full width. */
  width: number
  children: ReactNode
}

const frames = () => import('./dialog-frames.ts')
const Modal = lazy(() => frames().then(({ Modal }) => ({ default: Modal })))
const Drawer = lazy(() => frames().then(({ Drawer }) => ({ default: Drawer })))

/** A dialog to fill in before work goes on. */
export const Dialog = (props: DialogProps) => <Framed {...props} Frame={Modal} />

/** A panel to read beside the work that it belongs to. */
export const SidePanel = (props: DialogProps) => <Framed {...props} Frame={Drawer} />

function Framed({ Frame, width, ...props }: DialogProps & { Frame: typeof Modal | typeof Drawer }) {
  const { t } = useTranslation()
  // Load the frame when the first dialog opens, and keep it afterwards, so that closing is animated.
  const [wanted, setWanted] = useState(props.opened)
  if (props.opened && !wanted) setWanted(true)
  if (!wanted) return null
  return (
    <Suspense>
      <Frame size={width} closeButtonProps={{ 'aria-label': t('action.close') }} {...props} />
    </Suspense>
  )
}
