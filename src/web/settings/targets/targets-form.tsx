import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TimeSettings } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { membersQuery } from '../../inbox/queries.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { CalendarFields } from './calendar-fields.tsx'
import { isWhole, moved, newCalendar, newPolicy } from './draft.ts'
import { replaced, withoutCalendar } from './edit.ts'
import { PolicyFields } from './policy-fields.tsx'
import { targetsQuery } from './queries.ts'
import classes from './targets.module.css'

function useTargets(kept: TimeSettings) {
  const { t } = useTranslation('targets')
  const client = useQueryClient()
  const [value, setValue] = useState(kept)
  const save = useMutation({
    mutationFn: () => api.put<TimeSettings>('/service-levels', { ...value, revision: kept.revision }),
    onSuccess(saved) {
      client.setQueryData(targetsQuery.queryKey, saved)
      client.invalidateQueries({ queryKey: ['service-now'] })
      sayDone(t('saved'))
    },
  })
  const propose = useMutation({
    mutationFn: () => api.get<TimeSettings>('/service-levels/proposal'),
    onSuccess: (proposed) => setValue({ ...proposed, revision: kept.revision }),
  })
  return { value, setValue, save, propose }
}

type Editing = ReturnType<typeof useTargets>

function Calendars({ value, setValue }: Pick<Editing, 'value' | 'setValue'>) {
  const { t } = useTranslation('targets')
  const { zone } = useFormat()
  const { calendars } = value
  return (
    <section className="sheet stack" aria-labelledby="calendars">
      <h2 id="calendars">{t('calendars')}</h2>
      <p className="hush">{t('calendars_help')}</p>
      <ul className={classes.cards}>
        {calendars.map((calendar) => (
          <CalendarFields
            key={calendar.id}
            calendar={calendar}
            onChange={(some) =>
              setValue((old) => ({ ...old, calendars: replaced(old.calendars, calendar.id, some) }))
            }
            onRemove={() => setValue((old) => withoutCalendar(old, calendar.id))}
          />
        ))}
      </ul>
      <div className="buttons">
        <Button
          variant="default"
          onClick={() =>
            setValue((old) => ({
              ...old,
              calendars: [...old.calendars, newCalendar(crypto.randomUUID(), zone)],
            }))
          }
        >
          {t('calendar.add')}
        </Button>
      </div>
    </section>
  )
}

function Policies({ value, setValue, propose }: Pick<Editing, 'value' | 'setValue' | 'propose'>) {
  const { t } = useTranslation('targets')
  const members = useQuery(membersQuery).data ?? []
  const { policies, calendars } = value
  const set = (next: TimeSettings['policies']) => setValue((old) => ({ ...old, policies: next }))
  return (
    <section className="sheet stack" aria-labelledby="policies">
      <h2 id="policies">{t('policies')}</h2>
      <p className="hush">{t('policies_help')}</p>
      {policies.length === 0 && (
        <div className="notice stack">
          <p>{t('none')}</p>
          <div className="buttons">
            <Button variant="light" loading={propose.isPending} onClick={() => propose.mutate()}>
              {t('propose')}
            </Button>
          </div>
        </div>
      )}
      <ol className={classes.cards}>
        {policies.map((policy, place) => (
          <PolicyFields
            key={policy.id}
            policy={policy}
            calendars={calendars}
            members={members}
            place={place}
            count={policies.length}
            onChange={(some) => set(replaced(policies, policy.id, some))}
            onMove={(by) => set(moved(policies, policy.id, by))}
            onRemove={() => set(policies.filter((one) => one.id !== policy.id))}
          />
        ))}
      </ol>
      <div className="buttons">
        <Button
          variant="default"
          onClick={() => set([...policies, newPolicy(crypto.randomUUID(), calendars[0]?.id ?? null)])}
        >
          {t('policy.add')}
        </Button>
      </div>
    </section>
  )
}

/** Targets and the calendars they count by, kept together. */
export function TargetsForm({ kept }: { kept: TimeSettings }) {
  const { t } = useTranslation('targets')
  const { value, setValue, save, propose } = useTargets(kept)
  const whole = value.policies.every(isWhole) && value.calendars.every(({ name }) => name.trim() !== '')
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="stack-l">
      <Policies value={value} setValue={setValue} propose={propose} />
      <Calendars value={value} setValue={setValue} />
      <ProblemNotice error={save.error ?? propose.error} />
      <div className="buttons">
        {!whole && <p className="hush small">{t('not_whole')}</p>}
        <Button type="submit" loading={save.isPending} disabled={!whole}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
