import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { UploadIcon } from '../../ui/icons.tsx'

/** Types and endings: some systems know a file by one, some by the other. The server determines the type from the bytes. */
const ACCEPTED =
  '.pdf,.docx,.html,.htm,.md,.markdown,.txt,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,text/html,text/markdown,text/plain'

const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')

interface DropProps {
  onFiles: (files: File[]) => void
}

/** A field to drop files on, or to pick them without a mouse. */
export function FileField({ onFiles, one = false }: DropProps & { one?: boolean }) {
  const { t } = useTranslation()
  const pick = t(one ? 'document.pickFile' : 'document.pickFiles')
  const input = useRef<HTMLInputElement>(null)
  return (
    <FileTarget onFiles={onFiles} className="file-target">
      <button type="button" className="file-field" onClick={() => input.current?.click()}>
        <UploadIcon size={20} />
        <strong>{pick}</strong>
        <span className="muted">{t('document.fileHint')}</span>
      </button>
      <input
        ref={input}
        type="file"
        multiple={!one}
        hidden
        accept={ACCEPTED}
        aria-label={pick}
        data-testid="file-input"
        onChange={(event) => onFiles([...(event.currentTarget.files ?? [])])}
      />
    </FileTarget>
  )
}

/** Takes files dropped anywhere on it, and shows when files are dragged over it. */
export function FileTarget({
  onFiles,
  className = '',
  label,
  children,
}: DropProps & { className?: string; label?: string; children: ReactNode }) {
  const { t } = useTranslation()
  // A child is entered before its parent is left, so count both to know when the whole element is left.
  const depth = useRef(0)
  const [over, setOver] = useState(false)
  const leave = (all = false) => {
    depth.current = all ? 0 : depth.current - 1
    if (depth.current <= 0) setOver(false)
  }
  return (
    <section
      className={className}
      aria-label={label}
      data-over={over}
      onDragEnter={(event) => {
        if (!holdsFiles(event)) return
        depth.current++
        setOver(true)
      }}
      onDragOver={(event) => {
        if (holdsFiles(event)) event.preventDefault()
      }}
      onDragLeave={(event) => {
        if (holdsFiles(event)) leave()
      }}
      onDrop={(event) => {
        if (!holdsFiles(event)) return
        event.preventDefault()
        leave(true)
        onFiles([...event.dataTransfer.files])
      }}
    >
      {children}
      {over && (
        <p className="drop-here" aria-hidden="true">
          <UploadIcon size={20} />
          {t('document.dropHere')}
        </p>
      )}
    </section>
  )
}
