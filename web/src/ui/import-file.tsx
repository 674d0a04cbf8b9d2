import type { ReactNode } from 'react'
import { said } from '../lib/server-words.ts'
import { UploadIcon } from './icons.tsx'
import styles from './import-file.module.css'

interface FileProps {
  /** The name of the chosen file, or the words that ask for one. */
  label: string
  columns: string
  accept: string
  disabled: boolean
  testId: string
  onChoose: (file: File) => void
}

/** A place to choose the file of an import. */
export const ImportFile = ({ label, columns, accept, disabled, testId, onChoose }: FileProps) => (
  <label className={styles.file}>
    <UploadIcon size={20} />
    <strong>{label}</strong>
    <code className="mono">{columns}</code>
    <input
      type="file"
      className="sr-only"
      accept={accept}
      disabled={disabled}
      data-testid={testId}
      onChange={(event) => {
        const [chosen] = event.currentTarget.files ?? []
        if (chosen) onChoose(chosen)
        // Allow the same file to be chosen again once it is corrected.
        event.currentTarget.value = ''
      }}
    />
  </label>
)

interface ReportProps {
  testId: string
  rows: readonly { line: number; status: 'ok' | 'error'; errors: readonly string[] }[]
  /** Says how many rows are left out. */
  leftOut: (count: number) => string
  /** Names a line of the file. */
  nameOf: (line: number) => string
  children: ReactNode
}

/** The report of an import: what it did or would do, and why some rows are left out. */
export function ImportReportView({ testId, rows, leftOut, nameOf, children }: ReportProps) {
  const wrong = rows.filter(({ status }) => status === 'error')
  return (
    <div role="status" className={styles.report} data-testid={testId}>
      {children}
      {wrong.length > 0 && (
        <>
          <p className={styles.wrong}>{leftOut(wrong.length)}</p>
          <ol className="row-list">
            {wrong.map(({ line, errors }) => (
              <li key={line}>
                <span className="muted">{nameOf(line)}</span> {errors.map(said).join(' ')}
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  )
}
