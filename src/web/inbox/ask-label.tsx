import { Button, TagsInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInbox } from './inbox-state.ts'
import { labelSteps, shared } from './labels.ts'
import { known } from './rows.ts'

/** Labels of what is targeted; of several, those that all bear, and each keeps its others. */
export function AskLabel({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('inbox')
  const client = useQueryClient()
  const { rows, targets, changeEach } = useInbox()
  const [talks] = useState(() => known(client, targets()))
  const before = shared(talks)
  const [labels, setLabels] = useState(before)
  const used = useMemo(() => [...new Set(rows.flatMap((row) => row.labels))].sort(), [rows])
  function save(event: FormEvent) {
    event.preventDefault()
    changeEach(labelSteps(talks, before, labels), t('said.labelled', { count: talks.length }))
    onClose()
  }
  return (
    <form onSubmit={save} className="stack">
      <TagsInput
        data-autofocus
        label={t('ask.labels')}
        description={t(talks.length > 1 ? 'ask.labels_help_several' : 'ask.labels_help')}
        data={used}
        openOnFocus={false}
        value={labels}
        onChange={setLabels}
        maxTags={20}
        clearable={false}
      />
      <div className="buttons">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit">{t('save')}</Button>
      </div>
    </form>
  )
}
