import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../server/api.ts'
import { useMe } from '../app/session.ts'
import { Avatar } from '../kit/avatar.tsx'
import { PickList } from '../kit/pick-list.tsx'
import { useInbox } from './inbox-state.ts'

/** Those who can answer; a reader of figures cannot be given a conversation. */
const ANSWERS = new Set(['owner', 'manager', 'agent', 'approver'])

export function AskAssign({ members, onClose }: { members: Member[]; onClose(): void }) {
  const { t } = useTranslation('inbox')
  const { change, targets } = useInbox()
  const { user } = useMe()
  const [text, setText] = useState('')
  const count = targets().length
  const mine = members.find((member) => member.userId === user.id)
  const others = members.filter((member) => member !== mine && ANSWERS.has(member.role))
  const people = [...(mine ? [mine] : []), ...others].map((member) => ({
    id: member.id as string | null,
    label: member === mine ? t('ask.to_me', { name: member.name }) : member.name,
    name: member.name,
    left: <Avatar name={member.name} size={26} />,
  }))
  const options = [...people, { id: null, label: t('ask.to_nobody'), name: '', left: null }]
  const found = options.filter((option) => option.label.toLowerCase().includes(text.toLowerCase()))
  return (
    <PickList
      label={t('ask.assign', { count })}
      options={found.map((option) => ({ ...option, id: option.id ?? 'nobody' }))}
      onPick={(id) => {
        const picked = options.find((option) => (option.id ?? 'nobody') === id)
        change(
          { assigneeId: picked?.id ?? null },
          picked?.id ? t('said.assigned', { count, name: picked.name }) : t('said.unassigned', { count }),
        )
        onClose()
      }}
    >
      {(field) => (
        <TextInput
          {...field}
          aria-label={t('ask.find')}
          placeholder={t('ask.find')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
    </PickList>
  )
}
