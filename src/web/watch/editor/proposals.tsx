import { type KeyboardEvent, type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { replaceIn } from '../../lib/field.ts'
import { useFormat } from '../../lib/use-format.ts'
import classes from '../watch.module.css'
import { type Completion, completions, type Known, wordAt } from './completion.ts'

interface Use {
  field: RefObject<HTMLTextAreaElement | null>
  value: string
  known: Known
  onChange(value: string): void
}

/** What can be written at the caret, chosen with the arrows and taken with Enter or Tab. */
export function useCompletion({ field, value, known, onChange }: Use) {
  const [caret, setCaret] = useState(-1)
  const [hidden, setHidden] = useState(false)
  const [active, setActive] = useState(0)
  const options = hidden || caret < 0 ? [] : completions(value, caret, known)
  function look() {
    const node = field.current
    setCaret(node && node.selectionStart === node.selectionEnd ? node.selectionStart : -1)
  }
  function wrote() {
    look()
    setHidden(false)
    setActive(0)
  }
  function take(option: Completion) {
    const node = field.current
    if (!node) return
    replaceIn(node, { start: wordAt(value, caret).start, end: caret }, option.insert, onChange)
    requestAnimationFrame(wrote)
  }
  function onKeyDown(event: KeyboardEvent) {
    if (options.length === 0 || event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const chosen = options[active]
    if (step) setActive((active + step + options.length) % options.length)
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen && !event.shiftKey) take(chosen)
    else if (event.key === 'Escape') setHidden(true)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return { options, active, caret, look, wrote, take, onKeyDown, hide: () => setCaret(-1) }
}

interface Props {
  id: string
  options: Completion[]
  active: number
  onTake(option: Completion): void
}

function useHint(): (option: Completion) => string {
  const { t, i18n } = useTranslation('watch')
  const { locale } = useFormat()
  const named = (type: 'language' | 'region', code: string) =>
    new Intl.DisplayNames([locale], { type, fallback: 'code' }).of(
      type === 'region' ? code.toUpperCase() : code,
    ) ?? code
  return ({ field, value }) => {
    if (value === undefined) return t(`query.field.${field}`)
    if (field === 'lang' && value !== 'und') return named('language', value)
    if (field === 'country') return named('region', value)
    // A key that ends in `_other` is a plural's.
    const last = value === 'other' ? 'otherwise' : value
    const key = field === 'topic' ? `reading:topic.${value}` : `watch:query.values.${field}_${last}`
    return i18n.exists(key) ? t(key) : t(`query.field.${field}`)
  }
}

export function Proposals({ id, options, active, onTake }: Props) {
  const { t } = useTranslation('watch')
  const hint = useHint()
  return (
    <div role="listbox" id={id} aria-label={t('query.completions')} className={classes.proposals}>
      {options.map((option, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: an option of a combobox is pointed at, never focused.
        <div
          key={option.insert}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className="palette-option"
          onPointerDown={(event) => {
            event.preventDefault()
            onTake(option)
          }}
        >
          <code>{option.insert}</code>
          <span className="hush small">{hint(option)}</span>
        </div>
      ))}
    </div>
  )
}
