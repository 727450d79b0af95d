import { useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { ConversationDetail } from '../../../server/api.ts'
import { useKeys } from '../../app/keyboard.ts'
import { useCan } from '../../app/session.ts'
import { Segmented } from '../../kit/segmented.tsx'
import classes from '../inbox.module.css'
import { NoteForm } from '../note-form.tsx'
import own from './answer.module.css'
import { AnswerForm } from './answer-form.tsx'

type What = 'answer' | 'note'

/** The one place to write in: to those outside, or to colleagues, and never in doubt which. */
export function Writing({ talk }: { talk: ConversationDetail }) {
  const { t } = useTranslation('outbox')
  const canAnswer = useCan('outbox:write')
  const [what, setWhat] = useState<What>(canAnswer ? 'answer' : 'note')
  const focus = (next: What) => {
    // At once: a letter typed after the key must not be taken for another key.
    flushSync(() => setWhat(next))
    document.getElementById(next)?.focus()
  }
  useKeys('inbox:keys.title', [
    ...(canAnswer ? [{ keys: 'r', label: 'outbox:keys.answer', run: () => focus('answer') }] : []),
    { keys: 'n', label: 'inbox:keys.note', run: () => focus('note') },
  ])
  if (!canAnswer)
    return (
      <div className={classes.writing}>
        <NoteForm id={talk.id} />
      </div>
    )
  return (
    <div className={classes.writing} data-what={what}>
      <div className={own.tabs}>
        <Segmented
          label={t('what')}
          value={what}
          options={[
            { value: 'answer', label: t('tab.answer') },
            { value: 'note', label: t('tab.note') },
          ]}
          onChange={focus}
        />
      </div>
      {what === 'answer' ? <AnswerForm talk={talk} /> : <NoteForm id={talk.id} />}
    </div>
  )
}
