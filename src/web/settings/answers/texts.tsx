import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languageChoices } from '../../inbox/answer/language.ts'
import { become } from '../../lib/field.ts'
import { languageName } from '../../lib/format.ts'
import { useFormat } from '../../lib/use-format.ts'
import classes from './answers.module.css'
import { withVariable } from './queries.ts'

const VARIABLES = ['first_name', 'name', 'agent', 'brand', 'channel', 'order', 'link', 'date'] as const
/** As they are written in a text of that language. */
const FRENCH: Record<(typeof VARIABLES)[number], string> = {
  first_name: 'prénom',
  name: 'nom',
  agent: 'agent',
  brand: 'marque',
  channel: 'réseau',
  order: 'commande',
  link: 'lien',
  date: 'date',
}

interface OneProps {
  lang: string
  text: string
  disabled: boolean
  onlyOne: boolean
  onChange(text: string): void
  onRemove(): void
}

function One({ lang, text, disabled, onlyOne, onChange, onRemove }: OneProps) {
  const { t } = useTranslation('answers')
  const { locale } = useFormat()
  const field = useRef<HTMLTextAreaElement>(null)
  const language = languageName(locale, lang).toLocaleLowerCase(locale)
  function put(name: string) {
    const node = field.current
    const next = withVariable(text, node?.selectionStart ?? text.length, name)
    if (!node) return onChange(next.text)
    become(node, next.text, onChange)
    node.setSelectionRange(next.at, next.at)
  }
  return (
    <div className={classes.text}>
      <Textarea
        ref={field}
        label={t('text_in', { language })}
        autosize
        minRows={3}
        maxRows={14}
        lang={lang}
        disabled={disabled}
        maxLength={10_000}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {!disabled && (
        <div className={classes.textHead}>
          <fieldset className={classes.variables} aria-label={`${t('variables')}, ${language}`}>
            {VARIABLES.map((id) => (
              <Button
                key={id}
                size="compact-xs"
                variant="default"
                title={t('put_variable', { name: t(`variable.${id}`) })}
                onClick={() => put(lang === 'fr' ? FRENCH[id] : id)}
              >
                {t(`variable.${id}`)}
              </Button>
            ))}
          </fieldset>
          {!onlyOne && (
            <Button size="compact-xs" variant="subtle" color="gray" onClick={onRemove}>
              {t('remove_language', { language })}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

interface Props {
  texts: Record<string, string>
  unknown: string[]
  disabled: boolean
  onChange(texts: Record<string, string>): void
}

/** The texts, one a language, and what can be put in them. */
export function Texts({ texts, unknown, disabled, onChange }: Props) {
  const { t } = useTranslation('answers')
  const { locale, list } = useFormat()
  const [wanted, setWanted] = useState('')
  const langs = Object.keys(texts)
  const choices = useMemo(() => languageChoices(locale, ['fr', 'en', locale]), [locale])
  const offered = choices.filter(({ value }) => !langs.includes(value))
  const next = offered.find(({ value }) => value === wanted)?.value ?? offered[0]?.value
  return (
    <div className="stack">
      {langs.map((lang) => (
        <One
          key={lang}
          lang={lang}
          text={texts[lang] ?? ''}
          disabled={disabled}
          onlyOne={langs.length === 1}
          onChange={(text) => onChange({ ...texts, [lang]: text })}
          onRemove={() => onChange(Object.fromEntries(Object.entries(texts).filter(([one]) => one !== lang)))}
        />
      ))}
      {unknown.length > 0 && <p className="notice">{t('unknown', { names: list(unknown) })}</p>}
      {!disabled && (
        <>
          <p className="hush small">{t('variables_help')}</p>
          <div className="buttons-start">
            <NativeSelect
              aria-label={t('add_language')}
              data={offered}
              value={next ?? ''}
              onChange={(event) => setWanted(event.currentTarget.value)}
            />
            <Button
              variant="default"
              disabled={!next}
              onClick={() => next && onChange({ ...texts, [next]: '' })}
            >
              {t('add_language')}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
