import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconSearch } from '../kit/icons.ts'
import { QuickDialog } from '../kit/quick-dialog.tsx'
import { type Entry, usePaletteEntries } from './palette-entries.ts'

function Option({ entry, active, id, onRun }: { entry: Entry; active: boolean; id: string; onRun(): void }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above holds the focus and hears the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: an option of a combobox is pointed at, never focused.
    <div
      role="option"
      id={id}
      aria-selected={active}
      className="palette-option"
      ref={(node) => {
        if (active) node?.scrollIntoView({ block: 'nearest' })
      }}
      onClick={onRun}
    >
      <entry.icon size={18} stroke={1.7} aria-hidden />
      <span className="palette-label">{entry.label}</span>
      {entry.hint && <span className="hush small palette-hint">{entry.hint}</span>}
    </div>
  )
}

/** Everything by name: doors, actions, conversations, alerts and people, whatever the page. */
export function Palette({
  onClose,
  onOpen,
}: {
  onClose(): void
  onOpen(overlay: 'keys' | 'stop' | 'exchange'): void
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const list = useId()
  const entries = usePaletteEntries(text, onOpen, (to) => navigate(to))
  const run = (entry: Entry | undefined) => {
    if (!entry) return
    onClose()
    entry.run()
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      setActive((active + step + entries.length) % Math.max(1, entries.length))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      run(entries[active])
    }
  }
  return (
    <QuickDialog label={t('palette.title')} onClose={onClose}>
      <div className="palette-field">
        <IconSearch size={20} aria-hidden />
        <input
          // biome-ignore lint/a11y/noAutofocus: a dialog opens at its field.
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={entries[active] ? `${list}-${active}` : undefined}
          aria-label={t('palette.title')}
          placeholder={t('palette.placeholder')}
          value={text}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setActive(0)
          }}
        />
      </div>
      <div role="listbox" id={list} aria-label={t('palette.title')} className="palette-list">
        {entries.map((entry, index) => (
          <Option
            key={entry.id}
            id={`${list}-${index}`}
            entry={entry}
            active={index === active}
            onRun={() => run(entry)}
          />
        ))}
      </div>
      <p role="status" className="hush small palette-foot">
        {t('palette.found', { count: entries.length })}
      </p>
    </QuickDialog>
  )
}
