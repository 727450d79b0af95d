import { Button } from '@mantine/core'
import { type Ref, useId, useImperativeHandle, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueryCheck } from '../../../server/api.ts'
import { become, replaceIn } from '../../lib/field.ts'
import classes from '../watch.module.css'
import type { Known } from './completion.ts'
import own from './editor.module.css'
import { Proposals, useCompletion } from './proposals.tsx'
import { paint } from './query-tokens.ts'

type Fault = QueryCheck['errors'][number]

/** Longer than the server takes, so that the refusal is its own and says what is wrong. */
const MOST = 40_000

/** What others do to the query, so that undo takes it back as if it had been typed. */
export interface EditorHandle {
  become(query: string): void
}

interface Props {
  value: string
  errors: Fault[]
  reading: string | null
  known: Known
  onChange(value: string): void
  ref?: Ref<EditorHandle>
}

function Colours({ value, errors, caret }: { value: string; errors: Fault[]; caret: number }) {
  return (
    <div className={classes.colours} aria-hidden>
      {paint(value, errors, caret).map((piece) => (
        <span
          key={piece.start}
          data-kind={piece.kind}
          data-wrong={piece.wrong || undefined}
          data-paired={piece.paired || undefined}
          data-lonely={piece.lonely || undefined}
        >
          {piece.text}
        </span>
      ))}
      {/* A last line that is empty must have its height all the same. */}
      {'\u200b'}
    </div>
  )
}

interface FaultsProps {
  value: string
  errors: Fault[]
  onMend(query: string): void
  onShow(error: Fault): void
}

function Faults({ value, errors, onMend, onShow }: FaultsProps) {
  const { t } = useTranslation('watch')
  return (
    <ul className={classes.faults}>
      {errors.map((error) => {
        const place = value.slice(error.start, error.end).trim()
        const { mend } = error
        return (
          <li key={`${error.start}${error.message}`}>
            <span>
              {place && (
                <button
                  type="button"
                  className={own.place}
                  onClick={() => onShow(error)}
                  title={t('query.show')}
                >
                  <code className={classes.faultPlace}>
                    {place.length > 40 ? `${place.slice(0, 40)}…` : place}
                  </code>
                </button>
              )}{' '}
              {error.message}
            </span>
            {mend !== null && (
              <Button size="compact-sm" variant="light" onClick={() => onMend(mend)}>
                {t('query.mend')} <code className={classes.mend}>{mend}</code>
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

/** What thumbs have a hard time finding on a telephone's keys, with the words of who writes. */
const signsOf = (or: string, near: string) =>
  [
    [or, ` ${or} `, or.length + 2],
    ['( )', '()', 1],
    ['" "', '""', 1],
    ['−', '-', 1],
    ['*', '*', 1],
    [near, ` ${near}/5 `, near.length + 4],
  ] as const

function Signs({ onSign }: { onSign(text: string, caret: number): void }) {
  const { t } = useTranslation('watch')
  return (
    <fieldset className={own.signs}>
      <legend className="hidden-visually">{t('query.signs')}</legend>
      {signsOf(t('query.sign_or'), t('query.sign_near')).map(([label, text, caret]) => (
        <button
          key={label}
          type="button"
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onSign(text, caret)}
        >
          <code>{label}</code>
        </button>
      ))}
    </fieldset>
  )
}

/** A query written with its colours, mended where it is wrong, and read back in words. */
export function QueryEditor({ value, errors, reading, known, onChange, ref }: Props) {
  const { t } = useTranslation('watch')
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const completion = useCompletion({ field, value, known, onChange })
  const open = completion.options.length > 0
  const whole = (query: string) => field.current && become(field.current, query, onChange)
  useImperativeHandle(ref, () => ({ become: (query: string) => void whole(query) }))
  function sign(text: string, caret: number) {
    const node = field.current
    if (!node) return
    const { selectionStart: start, selectionEnd: end } = node
    replaceIn(node, { start, end }, text, onChange)
    node.setSelectionRange(start + caret, start + caret)
  }
  function show({ start, end }: Fault) {
    field.current?.focus()
    field.current?.setSelectionRange(start, end)
  }
  return (
    <div className={classes.editor}>
      <label htmlFor={id} className={classes.editorLabel}>
        {t('query.label')}
      </label>
      <div className={classes.editorBox} data-wrong={errors.length > 0 || undefined}>
        <Colours value={value} errors={errors} caret={completion.caret} />
        <textarea
          ref={field}
          id={id}
          rows={3}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          autoComplete="off"
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={open ? `${id}-list` : undefined}
          aria-activedescendant={open ? `${id}-list-${completion.active}` : undefined}
          aria-invalid={errors.length > 0}
          aria-describedby={`${id}-said`}
          placeholder={t('query.placeholder')}
          maxLength={MOST}
          value={value}
          onChange={(event) => {
            onChange(event.currentTarget.value)
            completion.wrote()
          }}
          onSelect={completion.look}
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
      <Signs onSign={sign} />
      <p role="status" className="hidden-visually">
        {open ? t('query.offered', { count: completion.options.length }) : ''}
      </p>
      <div id={`${id}-said`} role="status" className={classes.said}>
        {errors.length > 0 ? (
          <Faults value={value} errors={errors} onMend={whole} onShow={show} />
        ) : (
          <p className="hush">{reading ?? t('query.help')}</p>
        )}
      </div>
    </div>
  )
}
