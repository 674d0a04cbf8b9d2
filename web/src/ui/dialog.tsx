import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface DialogProps {
  opened: boolean
  onClose: () => void
  title: string
  /** In pixels; on a phone it is as wide as the phone. */
  width: number
  children: ReactNode
}

const frames = () => import('./dialog-frames.ts')
const Modal = lazy(() => frames().then(({ Modal }) => ({ default: Modal })))
const Drawer = lazy(() => frames().then(({ Drawer }) => ({ default: Drawer })))

/** Something to fill in, before the work behind it goes on. */
export const Dialog = (props: DialogProps) => <Framed {...props} Frame={Modal} />

/** Something to read beside the work that it belongs to. */
export const SidePanel = (props: DialogProps) => <Framed {...props} Frame={Drawer} />

function Framed({ Frame, width, ...props }: DialogProps & { Frame: typeof Modal | typeof Drawer }) {
  const { t } = useTranslation()
  // No screen opens with one, so its frame is loaded with the first; there from then on, it is seen closing.
  const [wanted, setWanted] = useState(props.opened)
  if (props.opened && !wanted) setWanted(true)
  if (!wanted) return null
  return (
    <Suspense>
      <Frame size={width} closeButtonProps={{ 'aria-label': t('action.close') }} {...props} />
    </Suspense>
  )
}
