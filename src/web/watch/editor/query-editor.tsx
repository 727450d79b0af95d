import { Button } from '@mantine/core'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueryCheck } from '../../../server/api.ts'
import classes from '../watch.module.css'
import { type Completion, completions, tokenise, wordAt } from './query-tokens.ts'

type Fault = QueryCheck['errors'][number]

interface Props {
  value: string
  errors: Fault[]
  reading: string | null
  channels: string[]
  onChange(value: string): void
}

function Colours({ value, errors }: Pick<Props, 'value' | 'errors'>) {
  return (
    <div className={classes.colours} aria-hidden>
      {tokenise(value).map((token) => {
        const wrong = errors.some(
          (error) => error.start < token.end && Math.max(error.end, error.start + 1) > token.start,
        )
        return (
          <span key={token.start} data-kind={token.kind} data-wrong={wrong || undefined}>
            {token.text}
          </span>
        )
      })}
      {/* A last line that is empty must have its height all the same. */}
      {'\u200b'}
    </div>
  )
}

function Faults({ value, errors, onChange }: Pick<Props, 'value' | 'errors' | 'onChange'>) {
  const { t } = useTranslation('watch')
  return (
    <ul className={classes.faults}>
      {errors.map((error) => (
        <li key={`${error.start}${error.message}`}>
          <span>
            {value.slice(error.start, error.end).trim() && (
              <code className={classes.faultPlace}>{value.slice(error.start, error.end)}</code>
            )}{' '}
            {error.message}
          </span>
          {error.mend !== null && (
            <Button size="compact-sm" variant="light" onClick={() => onChange(error.mend ?? value)}>
              {t('query.mend')} <code className={classes.mend}>{error.mend}</code>
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function useCompletion({ value, channels, onChange }: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [caret, setCaret] = useState(-1)
  const [active, setActive] = useState(0)
  const options = caret < 0 ? [] : completions(value, caret, channels).slice(0, 7)
  function look() {
    setCaret(field.current?.selectionStart ?? -1)
    setActive(0)
  }
  function take(option: Completion) {
    const { start } = wordAt(value, caret)
    onChange(value.slice(0, start) + option.insert + value.slice(caret))
    const end = start + option.insert.length
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(end, end)
      look()
    })
  }
  function onKeyDown(event: KeyboardEvent) {
    if (options.length === 0) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const chosen = options[active]
    if (step) setActive((active + step + options.length) % options.length)
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) take(chosen)
    else if (event.key === 'Escape') setCaret(-1)
    else return
    event.preventDefault()
  }
  return { field, options, active, look, take, onKeyDown, hide: () => setCaret(-1) }
}

function Proposals({
  id,
  options,
  active,
  onTake,
}: {
  id: string
  options: Completion[]
  active: number
  onTake(option: Completion): void
}) {
  const { t } = useTranslation('watch')
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
          <span className="hush small">{t(`query.${option.hint}`)}</span>
        </div>
      ))}
    </div>
  )
}

/** A query written with its colours, mended where it is wrong, and read back in words. */
export function QueryEditor(props: Props) {
  const { value, errors, reading, onChange } = props
  const { t } = useTranslation('watch')
  const id = useId()
  const completion = useCompletion(props)
  const open = completion.options.length > 0
  return (
    <div className={classes.editor}>
      <label htmlFor={id} className={classes.editorLabel}>
        {t('query.label')}
      </label>
      <div className={classes.editorBox} data-wrong={errors.length > 0 || undefined}>
        <Colours value={value} errors={errors} />
        <textarea
          ref={completion.field}
          id={id}
          rows={3}
          spellCheck={false}
          autoCapitalize="off"
          aria-autocomplete="list"
          aria-controls={open ? `${id}-list` : undefined}
          aria-activedescendant={open ? `${id}-list-${completion.active}` : undefined}
          aria-invalid={errors.length > 0}
          aria-describedby={`${id}-said`}
          placeholder={t('query.placeholder')}
          maxLength={4000}
          value={value}
          onChange={(event) => {
            onChange(event.currentTarget.value)
            completion.look()
          }}
          onKeyDown={completion.onKeyDown}
          onBlur={completion.hide}
        />
        {open && (
          <Proposals
            id={`${id}-list`}
            options={completion.options}
            active={completion.active}
            onTake={completion.take}
          />
        )}
      </div>
      <div id={`${id}-said`} role="status" className={classes.said}>
        {errors.length > 0 ? (
          <Faults value={value} errors={errors} onChange={onChange} />
        ) : (
          <p className="hush">{reading ?? t('query.help')}</p>
        )}
      </div>
    </div>
  )
}
