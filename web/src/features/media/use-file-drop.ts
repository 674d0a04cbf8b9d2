import { type DragEvent, useRef, useState } from 'react'

const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')

/** Takes files dropped anywhere on an element, and says when files are dragged over it. */
export function useFileDrop(onFiles: (files: File[]) => void) {
  // A child is entered before its parent is left, so count both to know when the whole element is left.
  const depth = useRef(0)
  const [over, setOver] = useState(false)
  const target = {
    onDragEnter: (event: DragEvent) => {
      if (!holdsFiles(event)) return
      depth.current++
      setOver(true)
    },
    onDragOver: (event: DragEvent) => {
      if (holdsFiles(event)) event.preventDefault()
    },
    onDragLeave: (event: DragEvent) => {
      if (!holdsFiles(event)) return
      depth.current--
      if (depth.current <= 0) setOver(false)
    },
    onDrop: (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      depth.current = 0
      setOver(false)
      onFiles([...event.dataTransfer.files])
    },
  }
  return { over, target }
}
