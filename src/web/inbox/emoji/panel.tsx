import { TextInput } from '@mantine/core'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/use-format.ts'
import type { Field } from '../help/use-field.ts'
import classes from './emoji.module.css'
import { type Emoji, found, nameOf, noteRecent, recent, stepIn } from './emoji.ts'

/** As many as stand in a row, from where the browser put them. */
function columnsOf(grid: HTMLElement | null): number {
  const buttons = [...(grid?.querySelectorAll<HTMLElement>('button') ?? [])]
  const top = buttons[0]?.offsetTop
  const next = buttons.findIndex((one) => one.offsetTop !== top)
  return next < 0 ? Math.max(1, buttons.length) : next
}

/** Emoji by their names, those used last in front; all of it by the keyboard. */
export function EmojiPanel({ field, onClose }: { field: Field; onClose(): void }) {
  const { t } = useTranslation('answers')
  const { locale } = useFormat()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const grid = useRef<HTMLDivElement>(null)
  const latest = typed.trim() === '' ? recent() : []
  const all = [...latest, ...found(typed, locale).filter((one) => !latest.includes(one))]
  function put(emoji: Emoji) {
    field.put(field.caret, field.caret, emoji.sign)
    noteRecent(emoji.sign)
  }
  function onKeyDown(event: KeyboardEvent) {
    const isTyping = event.target instanceof HTMLInputElement
    if (event.key === 'Escape') {
      event.stopPropagation()
      onClose()
      field.mark(field.caret, field.caret)
    } else if (event.key === 'Enter' && isTyping) {
      event.preventDefault()
      const [first] = all
      if (first) put(first)
    } else if (!isTyping || event.key === 'ArrowDown') {
      const next = isTyping ? 0 : stepIn(event.key, at, all.length, columnsOf(grid.current))
      if (next === null) return
      event.preventDefault()
      setAt(next)
      grid.current?.querySelectorAll<HTMLElement>('button')[next]?.focus()
    }
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place for a search and its results.
    <div className={classes.panel} role="group" aria-label={t('emoji.label')} onKeyDown={onKeyDown}>
      <TextInput
        size="xs"
        type="search"
        data-autofocus
        aria-label={t('emoji.search')}
        placeholder={t('emoji.search')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
      />
      {all.length === 0 && (
        <p className="hush small" role="status">
          {t('emoji.none')}
        </p>
      )}
      <div className={classes.grid} ref={grid}>
        {all.map((emoji, index) => (
          <button
            key={emoji.sign}
            type="button"
            className={classes.sign}
            tabIndex={index === at ? 0 : -1}
            title={nameOf(emoji, locale)}
            aria-label={nameOf(emoji, locale)}
            onClick={() => put(emoji)}
          >
            {emoji.sign}
          </button>
        ))}
      </div>
    </div>
  )
}
