import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './courtesy.module.css'
import { linesOf, listOf } from './draft.ts'
import type { PartProps } from './manners-form.tsx'

const LANGS = ['fr', 'en'] as const

/** One a line, as it is typed; what is kept of it has no blanks. */
function Lines({
  label,
  description,
  list,
  onList,
}: {
  label: string
  description?: string
  list: string[]
  onList(list: string[]): void
}) {
  const [text, setText] = useState(linesOf(list))
  return (
    <Textarea
      label={label}
      description={description}
      autosize
      minRows={2}
      maxRows={8}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        onList(listOf(event.currentTarget.value))
      }}
    />
  )
}

/** Words and addresses of the house. */
export function HouseWords({ value, set, readOnly }: PartProps) {
  const { t } = useTranslation('courtesy-settings')
  return (
    <fieldset disabled={readOnly} className="sheet stack">
      <legend className="hidden-visually">{t('words.title')}</legend>
      <h2>{t('words.title')}</h2>
      <Lines
        label={t('words.own')}
        description={t('words.own_help')}
        list={value.own}
        onList={(own) => set({ ...value, own })}
      />
      <p className="hush">{t('words.help')}</p>
      <div className={classes.pairs}>
        {(['greetings', 'farewells'] as const).flatMap((kind) =>
          LANGS.map((lang) => (
            <Lines
              key={`${kind}-${lang}`}
              label={t(`words.${kind}_${lang}`)}
              list={value[kind][lang]}
              onList={(list) => set({ ...value, [kind]: { ...value[kind], [lang]: list } })}
            />
          )),
        )}
      </div>
    </fieldset>
  )
}
