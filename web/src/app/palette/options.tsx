import { Kbd } from '@mantine/core'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PalettePage } from '../../ui/commands.ts'
import { SearchIcon } from '../../ui/icons.tsx'
import { Marked } from '../../ui/marked.tsx'
import type { Item } from './use-items.ts'

interface OptionsProps {
  page: Exclude<PalettePage, 'keys'>
  typed: string
  onType: (typed: string) => void
  items: readonly Item[]
  searching?: boolean
  close: () => void
}

/** A combobox after the ARIA authoring practices: the field keeps the focus, and the arrows move through the list below it. */
export function Options({ page, typed, onType, items, searching = false, close }: OptionsProps) {
  const { t } = useTranslation()
  const list = useId()
  const options = useRef<HTMLDivElement>(null)
  const [activeId, setActiveId] = useState<string | null>(null)
  const at = Math.max(
    0,
    items.findIndex(({ id }) => id === activeId),
  )
  const active = items[at]
  const optionId = (id: string) => `${list}-${id}`
  useEffect(() => {
    options.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })
  const choose = (item: Item) => {
    if (!item.stays) close()
    item.run()
  }
  const move = (to: number) => setActiveId(items[(to + items.length) % items.length]?.id ?? null)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 8,
      PageUp: at - 8,
    }
    const to = moves[event.key]
    if (to !== undefined && items.length > 0) {
      event.preventDefault()
      move(event.key.startsWith('Page') ? Math.min(Math.max(to, 0), items.length - 1) : to)
    } else if (event.key === 'Enter' && active) {
      event.preventDefault()
      choose(active)
    }
  }
  const sections = [...new Set(items.map(({ section }) => section))]
  return (
    <>
      <div className="palette-field">
        <SearchIcon size={18} />
        <input
          // biome-ignore lint/a11y/noAutofocus: it was opened to be typed into
          autoFocus
          data-autofocus
          role="combobox"
          aria-expanded={items.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={active && optionId(active.id)}
          aria-label={t(`palette.page.${page}`)}
          placeholder={t(`palette.hint.${page}`)}
          value={typed}
          maxLength={200}
          dir="auto"
          data-testid="palette-field"
          onChange={(event) => {
            onType(event.currentTarget.value)
            setActiveId(null)
          }}
          onKeyDown={onKeyDown}
        />
        <Kbd size="xs">Esc</Kbd>
      </div>
      <p className="sr-only" role="status">
        {searching ? t('state.loading') : t('palette.count', { count: items.length })}
      </p>
      <div
        className="palette-list"
        id={list}
        role="listbox"
        aria-label={t(`palette.page.${page}`)}
        ref={options}
      >
        {sections.map((section) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox is no fieldset
          <div key={section} role="group" aria-label={t(`palette.section.${section}`)}>
            <p className="palette-section" aria-hidden="true">
              {t(`palette.section.${section}`)}
            </p>
            {items
              .filter((item) => item.section === section)
              .map((item) => (
                // The field has the focus and handles the keys, above.
                // biome-ignore lint/a11y/useKeyWithClickEvents: see above
                <div
                  key={item.id}
                  id={optionId(item.id)}
                  role="option"
                  tabIndex={-1}
                  aria-selected={item === active}
                  className="palette-item"
                  data-testid="palette-item"
                  onMouseMove={() => setActiveId(item.id)}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => choose(item)}
                >
                  <span className="palette-label" dir="auto">
                    <Marked text={item.label} sought={typed} />
                  </span>
                  {item.about && (
                    <span className="palette-about" dir="auto">
                      <Marked text={item.about} sought={typed} />
                    </span>
                  )}
                  {item.keys && (
                    <span className="palette-keys" aria-hidden="true">
                      {item.keys.split(' ').map((key) => (
                        <Kbd key={key} size="xs">
                          {key}
                        </Kbd>
                      ))}
                    </span>
                  )}
                </div>
              ))}
          </div>
        ))}
        {items.length === 0 && (
          <p className="palette-nothing">{t(searching ? 'state.loading' : 'palette.nothing')}</p>
        )}
      </div>
    </>
  )
}
