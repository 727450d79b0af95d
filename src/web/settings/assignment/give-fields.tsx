import { Checkbox, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AssignmentGive, AssignmentTeam } from '../../../server/api.ts'
import { givenTo, type Taker, takerOf } from './rule.ts'

interface Props {
  give: AssignmentGive
  team: AssignmentTeam
  onChange(give: AssignmentGive): void
}

const TAKERS: Taker[] = ['load', 'turn', 'member', 'owner']

function Pool({ give, team, onChange }: Props & { give: Extract<AssignmentGive, { to: 'pool' }> }) {
  const { t } = useTranslation('assignment')
  const skills = [...new Set(team.members.flatMap((member) => member.skills))].sort()
  const change = (some: Partial<typeof give>) => onChange({ ...give, ...some })
  const asked = give.skill && !skills.includes(give.skill) ? [...skills, give.skill] : skills
  return (
    <>
      <NativeSelect
        label={t('give.group')}
        value={give.groupId ?? ''}
        data={[
          { value: '', label: t('give.everybody') },
          ...team.groups.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => change({ groupId: event.currentTarget.value || null })}
      />
      <NativeSelect
        label={t('give.skill')}
        value={give.skill ?? ''}
        data={[{ value: '', label: t('give.no_skill') }, ...asked.map((value) => ({ value, label: value }))]}
        onChange={(event) => change({ skill: event.currentTarget.value || null })}
      />
      <Checkbox
        label={t('give.language')}
        checked={give.language}
        onChange={(event) => change({ language: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('give.on_call')}
        checked={give.onCall}
        onChange={(event) => change({ onCall: event.currentTarget.checked })}
      />
    </>
  )
}

/** Whom a rule gives to. */
export function GiveFields({ give, team, onChange }: Props) {
  const { t } = useTranslation('assignment')
  const [first] = team.members
  return (
    <>
      <NativeSelect
        label={t('give.to')}
        value={takerOf(give)}
        data={TAKERS.map((value) => ({ value, label: t(`give.${value}`) }))}
        onChange={(event) => {
          const taker = TAKERS.find((one) => one === event.currentTarget.value)
          if (taker) onChange(givenTo(taker, give, first?.id ?? ''))
        }}
      />
      {give.to === 'member' && (
        <NativeSelect
          label={t('give.whom')}
          value={give.memberId}
          data={team.members.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => onChange({ to: 'member', memberId: event.currentTarget.value })}
        />
      )}
      {give.to === 'pool' && <Pool give={give} team={team} onChange={onChange} />}
    </>
  )
}
