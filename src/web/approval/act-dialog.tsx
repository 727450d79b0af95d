import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Approval } from '../../server/api.ts'
import { QuickDialog } from '../kit/quick-dialog.tsx'
import classes from './approval.module.css'
import { approvalRulesQuery } from './queries.ts'
import { type Act, useAct } from './use-decide.ts'

interface Props {
  approval: Approval
  what: 'refuse' | 'edit' | 'hand-on'
  onClose(): void
}

function Whom({
  approval,
  value,
  onChange,
}: {
  approval: Approval
  value: string
  onChange(id: string): void
}) {
  const { t } = useTranslation('approval')
  const others = (useQuery(approvalRulesQuery).data?.approvers ?? []).filter(
    ({ id }) => id !== approval.by?.id && id !== approval.assigned?.id,
  )
  return (
    <NativeSelect
      label={t('hand.whom')}
      value={value}
      data={[
        { value: '', label: t('hand.choose') },
        ...others.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** Asks for what a decision needs besides itself: a reason, other words, somebody else. */
export function ActDialog({ approval, what, onClose }: Props) {
  const { t } = useTranslation('approval')
  const [value, setValue] = useState(what === 'edit' ? approval.text : '')
  const act = useAct(approval, onClose)
  const given: Record<Props['what'], Act> = {
    refuse: { do: 'refuse', reason: value },
    edit: { do: 'edit', text: value },
    'hand-on': { do: 'hand-on', to: value },
  }
  const ready = value.trim() !== '' && (what !== 'edit' || value !== approval.text)
  return (
    <QuickDialog label={t(`ask.${what}`)} titled onClose={onClose}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) act.mutate(given[what])
        }}
      >
        {what === 'hand-on' ? (
          <Whom approval={approval} value={value} onChange={setValue} />
        ) : (
          <Textarea
            label={t(`label.${what}`)}
            description={t(`help.${what}`)}
            autosize
            minRows={4}
            maxRows={14}
            maxLength={what === 'refuse' ? 2000 : undefined}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        )}
        <div className="buttons">
          <Button type="submit" loading={act.isPending} disabled={!ready}>
            {t(`send.${what}`)}
          </Button>
        </div>
      </form>
    </QuickDialog>
  )
}
