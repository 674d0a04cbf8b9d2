import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { SidePanel } from '../../ui/dialog.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { documentTextQuery } from './api.ts'

/** A document to read, and the found passage, if a search led to it. */
export interface Reading {
  id: string
  title: string
  passage?: { start: number; end: number }
}

/** Characters shown on either side of a passage: a whole book would keep the browser busy. */
const AROUND = 20_000

/** Shows the text as the machine reads it, with the passage marked and scrolled into view. */
export default function ReadingPanel({ reading, onClose }: { reading: Reading; onClose: () => void }) {
  const text = useQuery(documentTextQuery(reading.id))
  return (
    <SidePanel opened onClose={onClose} title={reading.title} width={620}>
      {text.isPending && <Loading rows={8} />}
      {text.isError && <Failure error={text.error} retry={() => void text.refetch()} />}
      {text.data && <Text text={text.data.text} passage={reading.passage} />}
    </SidePanel>
  )
}

function Text({ text, passage }: { text: string; passage: Reading['passage'] }) {
  const inView = useCallback((mark: HTMLElement | null) => mark?.scrollIntoView({ block: 'center' }), [])
  const { start, end } = passage ?? { start: 0, end: 0 }
  const [from, to] = [Math.max(0, start - AROUND), Math.min(text.length, end + AROUND)]
  return (
    // Let the keyboard scroll it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls takes the focus
    <div className="document-text" dir="auto" data-testid="document-text" tabIndex={0}>
      {from > 0 && '… '}
      {text.slice(from, start)}
      {passage && (
        <mark ref={inView} data-testid="marked">
          {text.slice(start, end)}
        </mark>
      )}
      {text.slice(end, to)}
      {to < text.length && ' …'}
    </div>
  )
}
