import { type DragEvent, useRef, useState } from 'react'

const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')

/** Takes files that are dropped anywhere on an element, and says while they hang over it. */
export function useFileDrop(onFiles: (files: File[]) => void) {
  // Entering a child comes before leaving its parent: only the count tells when all of it is left.
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
