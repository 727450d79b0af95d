import { ActionIcon } from '@mantine/core'
import { lazy, type RefObject, Suspense, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { blanksIn } from '../../../../lib/template/index.ts'
import type { ConversationDetail } from '../../../server/api.ts'
import { words } from '../../app/i18n.ts'
import { useKeys } from '../../app/keyboard.ts'
import { IconSlash } from '../../kit/icons.ts'
import { languageOf } from '../answer/language.ts'
import { slashAt } from '../saved/slash.ts'
import classes from './help.module.css'
import { useField } from './use-field.ts'

const SavedPanel = lazy(async () => {
  const [module] = await Promise.all([import('../saved/panel.tsx'), words('answers')])
  return { default: module.SavedPanel }
})
const BlanksLine = lazy(async () => {
  const [module] = await Promise.all([import('../saved/blanks.tsx'), words('answers')])
  return { default: module.BlanksLine }
})

interface Props {
  talk: ConversationDetail
  field: RefObject<HTMLTextAreaElement | null>
  text: string
  lang: string | undefined
  locale: string
  onChange(text: string): void
}

/** What helps to write: answers that the team keeps, and what is left to fill. Nothing of it sends anything. */
export function Help({ talk, field: ref, text, lang, locale, onChange }: Props) {
  const { t } = useTranslation('outbox')
  const field = useField(ref, text, onChange)
  const [closed, setClosed] = useState<number | null>(null)
  const slash = slashAt(text, field.caret)
  const isAsked = slash !== null && slash.start !== closed
  const ask = useCallback(() => {
    setClosed(null)
    const at = field.caret
    field.put(at, at, at === 0 || /\s$/u.test(text.slice(0, at)) ? '/' : ' /')
  }, [field, text])
  useKeys('inbox:keys.title', [{ keys: 'i', label: 'outbox:help.saved_key', run: ask }])
  return (
    <>
      <div className={classes.help}>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t('help.saved')}
          title={t('help.saved')}
          onClick={ask}
        >
          <IconSlash size={17} aria-hidden />
        </ActionIcon>
      </div>
      <Suspense fallback={null}>
        {isAsked && (
          <SavedPanel
            talk={talk}
            field={field}
            slash={slash}
            lang={languageOf(lang, talk.lang, locale)}
            onClose={() => setClosed(slash.start)}
          />
        )}
        {blanksIn(text).length > 0 && (
          <BlanksLine text={text} onGo={({ start, end }) => field.mark(start, end)} />
        )}
      </Suspense>
    </>
  )
}
