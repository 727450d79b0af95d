import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ConversationDetail, Escalation } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { typeInto } from '../../lib/field.ts'
import { draftFor } from './words.ts'

interface Props {
  one: Escalation
  talk: ConversationDetail
  onTold(): void
}

/**
 * The last step: the customer is told. A draft goes where answers are written, in the customer's language, for a person to
 * read over; nothing is sent by it.
 */
export function TellCustomer({ one, talk, onTold }: Props) {
  const { t } = useTranslation('service')
  if (one.told) return <span className="hush small">{t('told')}</span>
  function draft() {
    const field = document.getElementById('answer')
    if (!(field instanceof HTMLTextAreaElement)) return sayDone(t('tell.no_field'))
    const lang = talk.lang === 'fr' ? 'fr' : 'en'
    const text = draftFor(one, t(`tell.${lang}.answer`, { answer: '{{answer}}' }), t(`tell.${lang}.none`))
    typeInto(field, { start: field.value.length, end: field.value.length }, text)
    field.focus()
  }
  return (
    <>
      <Button size="compact-sm" variant="light" onClick={draft}>
        {t('tell.draft')}
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={onTold}>
        {t('tell.done')}
      </Button>
    </>
  )
}
