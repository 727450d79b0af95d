import { ActionIcon } from '@mantine/core'
import { lazy, type ReactNode, type RefObject, Suspense, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { blanksIn } from '../../../../lib/template/index.ts'
import type { ConversationDetail } from '../../../server/api.ts'
import { words } from '../../app/i18n.ts'
import { useKeys } from '../../app/keyboard.ts'
import { IconBulb, IconMoodSmile, IconSlash, IconSparkles } from '../../kit/icons.ts'
import { languageOf } from '../answer/language.ts'
import { slashAt } from '../saved/slash.ts'
import { isUntouched } from '../saved/used.ts'
import classes from './help.module.css'
import { useField } from './use-field.ts'

/** Each comes when it is asked for, with its words. */
const SavedPanel = lazy(async () => {
  const [module] = await Promise.all([import('../saved/panel.tsx'), words('answers')])
  return { default: module.SavedPanel }
})
const BlanksLine = lazy(async () => {
  const [module] = await Promise.all([import('../saved/blanks.tsx'), words('answers')])
  return { default: module.BlanksLine }
})
const SuggestPanel = lazy(async () => {
  const [module] = await Promise.all([import('../suggest/panel.tsx'), words('answers')])
  return { default: module.SuggestPanel }
})
const ModelPanel = lazy(async () => {
  const [module] = await Promise.all([import('../model/panel.tsx'), words('answers')])
  return { default: module.ModelPanel }
})
const EmojiPanel = lazy(async () => {
  const [module] = await Promise.all([import('../emoji/panel.tsx'), words('answers')])
  return { default: module.EmojiPanel }
})

interface Props {
  talk: ConversationDetail
  field: RefObject<HTMLTextAreaElement | null>
  text: string
  lang: string | undefined
  locale: string
  onChange(text: string): void
  /** More buttons, in the same row. */
  children?: ReactNode
}

const PANELS = [
  { id: 'suggest', Icon: IconBulb },
  { id: 'model', Icon: IconSparkles },
  { id: 'emoji', Icon: IconMoodSmile },
] as const
type Panel = (typeof PANELS)[number]['id']

function Buttons({
  open,
  onOpen,
  onSaved,
  children,
}: {
  open: Panel | null
  onOpen(panel: Panel): void
  onSaved(): void
  children: ReactNode
}) {
  const { t } = useTranslation('outbox')
  return (
    <div className={classes.help}>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t('help.saved')}
        title={t('help.saved')}
        onClick={onSaved}
      >
        <IconSlash size={17} aria-hidden />
      </ActionIcon>
      {PANELS.map(({ id, Icon }) => (
        <ActionIcon
          key={id}
          variant="default"
          size={30}
          aria-label={t(`help.${id}`)}
          title={t(`help.${id}`)}
          aria-expanded={open === id}
          onClick={() => onOpen(id)}
        >
          <Icon size={17} aria-hidden />
        </ActionIcon>
      ))}
      {children}
    </div>
  )
}

/** What helps to write: what the team keeps, what it answered before, a draft where one may be asked for. Nothing of it sends anything. */
export function Help({ talk, field: ref, text, lang, locale, onChange, children }: Props) {
  const { t } = useTranslation('outbox')
  const field = useField(ref, text, onChange)
  const [closed, setClosed] = useState<number | null>(null)
  const [panel, setPanel] = useState<Panel | null>(null)
  const slash = slashAt(text, field.caret)
  const isAsked = slash !== null && slash.start !== closed
  const spoken = languageOf(lang, talk.lang, locale)
  const ask = useCallback(() => {
    setClosed(null)
    const at = field.caret
    field.put(at, at, at === 0 || /\s$/u.test(text.slice(0, at)) ? '/' : ' /')
  }, [field, text])
  const toggle = (next: Panel) => setPanel((old) => (old === next ? null : next))
  useKeys('inbox:keys.title', [
    { keys: 'q', label: 'outbox:help.saved_key', run: ask },
    { keys: 'y', label: 'outbox:help.suggest_key', run: () => toggle('suggest') },
  ])
  return (
    <>
      <Buttons open={panel} onOpen={toggle} onSaved={ask}>
        {children}
      </Buttons>
      {isUntouched(talk.id, text) && <p className={`${classes.mark} small`}>{t('help.untouched')}</p>}
      <Suspense fallback={null}>
        {isAsked && (
          <SavedPanel {...{ talk, field, slash }} lang={spoken} onClose={() => setClosed(slash.start)} />
        )}
        {panel === 'suggest' && <SuggestPanel talk={talk} field={field} />}
        {panel === 'model' && <ModelPanel talk={talk} field={field} lang={spoken} />}
        {panel === 'emoji' && <EmojiPanel field={field} onClose={() => setPanel(null)} />}
        {blanksIn(text).length > 0 && (
          <BlanksLine text={text} onGo={({ start, end }) => field.mark(start, end)} />
        )}
      </Suspense>
    </>
  )
}
