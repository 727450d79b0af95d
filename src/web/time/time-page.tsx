import { Button, NativeSelect, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TimeGiven } from '../../server/api.ts'
import { sayDone } from '../app/say.ts'
import { useCan } from '../app/session.ts'
import { ConfirmName } from '../kit/confirm-name.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { IconChevronLeft, IconChevronRight } from '../kit/icons.ts'
import { Loaded } from '../kit/loaded.tsx'
import { PageHeader } from '../kit/page-header.tsx'
import { useAtOnce } from '../lib/use-at-once.ts'
import { useFormat } from '../lib/use-format.ts'
import { AREAS } from './area.ts'
import { useDuration } from './duration.ts'
import { Entries } from './entries.tsx'
import { findingOf } from './finding.ts'
import { timeQuery, useChoose, useForget, WEEKS } from './queries.ts'
import { Split } from './split.tsx'
import { TeamShares } from './team-shares.tsx'
import classes from './time.module.css'
import { WeeksFigure } from './weeks-figure.tsx'

const AT_FIRST = 8

/** What one's own time went to. */
export function TimePage() {
  const { t } = useTranslation('time')
  const [weeks, setWeeks] = useState(AT_FIRST)
  const query = useQuery(timeQuery(weeks))
  const leads = useCan('team:manage')
  return (
    <div className="page page-narrow">
      <PageHeader title={t('title')} lead={t('lead')}>
        <NativeSelect
          aria-label={t('span.label')}
          value={String(weeks)}
          data={WEEKS.map((count) => ({ value: String(count), label: t('span.weeks', { count }) }))}
          onChange={(event) => setWeeks(Number(event.currentTarget.value))}
        />
      </PageHeader>
      <Loaded query={query}>
        {(time) => (
          <div className="stack-l">
            {isEmpty(time) ? <Begin time={time} /> : <Known time={time} />}
            <Entries today={time.today} entries={time.entries} />
            <Choices time={time} />
            {leads && <TeamShares weeks={weeks} />}
          </div>
        )}
      </Loaded>
    </div>
  )
}

function isEmpty({ weeks }: TimeGiven): boolean {
  return weeks.every(({ shares }) => shares === null)
}

function Begin({ time }: { time: TimeGiven }) {
  const { t } = useTranslation('time')
  const choose = useChoose()
  if (time.counted) return <EmptyState title={t('soon.title')}>{t('soon.text')}</EmptyState>
  return (
    <EmptyState
      title={t('empty.title')}
      action={
        <Button
          loading={choose.isPending}
          onClick={() => choose.mutate({ counted: true, shared: time.sharedSince !== null })}
        >
          {t('empty.begin')}
        </Button>
      }
    >
      {t('empty.text')}
    </EmptyState>
  )
}

function Known({ time }: { time: TimeGiven }) {
  return (
    <>
      <OneWeek time={time} />
      <WeeksFigure weeks={time.weeks} reference={time.reference} />
    </>
  )
}

/** One week, by default that under way, or the last of which something is known. */
function OneWeek({ time }: { time: TimeGiven }) {
  const { t } = useTranslation('time')
  const { day, percent } = useFormat()
  const duration = useDuration()
  const [picked, setPicked] = useState<string | null>(null)
  const last = time.weeks.findLastIndex(({ shares }) => shares !== null)
  const found = time.weeks.findIndex(({ from }) => from === picked)
  const at = found < 0 ? Math.max(last, 0) : found
  const week = time.weeks[at]
  if (!week) return null
  const step = (by: number) => setPicked(time.weeks[at + by]?.from ?? picked)
  const finding = findingOf(week, time.reference)
  const words =
    'area' in finding
      ? t(`finding.${finding.kind}`, {
          area: t(`area.${finding.area}`),
          share: percent((week.shares?.[finding.area] ?? 0) / 100),
          reference: percent(time.reference[finding.area] / 100),
        })
      : t(`finding.${finding.kind}`)
  const total = AREAS.reduce((sum, area) => sum + week.minutes[area], 0)
  return (
    <section className="sheet stack" aria-labelledby="week" id="time-week">
      <div className={classes.head}>
        <div>
          <h2 id="week">{words}</h2>
          <p className="hush small">
            {t('week', { day: day(week.from, { day: 'numeric', month: 'long', year: 'numeric' }) })}
            {' · '}
            {duration(total)}
          </p>
        </div>
        <span className={classes.pager}>
          <Button
            variant="default"
            size="compact-md"
            aria-label={t('before')}
            disabled={at === 0}
            onClick={() => step(-1)}
          >
            <IconChevronLeft size={18} aria-hidden />
          </Button>
          <Button
            variant="default"
            size="compact-md"
            aria-label={t('after')}
            disabled={at === time.weeks.length - 1}
            onClick={() => step(1)}
          >
            <IconChevronRight size={18} aria-hidden />
          </Button>
        </span>
      </div>
      {week.shares && <Split minutes={week.minutes} shares={week.shares} reference={time.reference} />}
    </section>
  )
}

function Choices({ time }: { time: TimeGiven }) {
  const { t } = useTranslation('time')
  const { day } = useFormat()
  const choose = useChoose()
  const forget = useForget()
  const [deleting, setDeleting] = useState(false)
  const kept = { counted: time.counted, shared: time.sharedSince !== null }
  const [choice, setChoice] = useAtOnce(kept, choose.mutateAsync)
  return (
    <section className="sheet stack" aria-labelledby="time-choices">
      <h2 id="time-choices">{t('choices')}</h2>
      <Switch
        label={t('counted')}
        description={t('counted_help')}
        checked={choice.counted}
        onChange={(event) => setChoice({ ...choice, counted: event.currentTarget.checked })}
      />
      <Switch
        label={t('shared')}
        description={
          time.sharedSince
            ? t('shared_since', { day: day(time.sharedSince, { dateStyle: 'long' }) })
            : t('shared_help')
        }
        checked={choice.shared}
        onChange={(event) => setChoice({ ...choice, shared: event.currentTarget.checked })}
      />
      <div>
        <Button variant="default" color="red" onClick={() => setDeleting(true)}>
          {t('forget.button')}
        </Button>
      </div>
      {deleting && (
        <ConfirmName
          title={t('forget.title')}
          consequence={t('forget.text')}
          name={t('forget.word')}
          action={t('forget.button')}
          onConfirm={async () => {
            await forget.mutateAsync(undefined)
            sayDone(t('forget.done'))
          }}
          onClose={() => setDeleting(false)}
        />
      )}
    </section>
  )
}
