import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../server/api.ts'
import { OpenAlarms } from '../alarm/open-alarms.tsx'
import { useMe } from '../app/session.ts'
import { Loaded } from '../kit/loaded.tsx'
import { PageHeader } from '../kit/page-header.tsx'
import { useFormat } from '../lib/use-format.ts'
import { AlertsYesterday } from './alerts-yesterday.tsx'
import { isBare } from './bare.ts'
import { Competitors } from './competitors.tsx'
import classes from './day.module.css'
import { Figures } from './figures.tsx'
import { FirstSteps } from './first-steps.tsx'
import { Hours } from './hours.tsx'
import { Lookouts } from './lookouts.tsx'
import { Moved } from './moved.tsx'
import { Objectives } from './objectives.tsx'
import { dayQuery } from './queries.ts'
import { Sources } from './sources.tsx'
import { Targets } from './targets.tsx'
import { Waiting } from './waiting.tsx'

function DaySkeleton() {
  return (
    <div className={classes.layout}>
      <Skeleton height={112} radius="md" className={classes.wide ?? ''} />
      <Skeleton height={320} radius="md" />
      <Skeleton height={320} radius="md" />
      <Skeleton height={220} radius="md" className={classes.wide ?? ''} />
    </div>
  )
}

function Board({ day }: { day: Day }) {
  if (isBare(day)) {
    return (
      <div className="stack-l">
        <Lookouts className={undefined} />
        <FirstSteps />
      </div>
    )
  }
  return (
    <div className={classes.layout}>
      <OpenAlarms className={classes.wide} />
      <Sources channels={day.channels} />
      <Lookouts className={classes.wide} />
      <Figures figures={day.figures} date={day.date} />
      <Targets className={classes.wide} />
      <Waiting waiting={day.waiting} />
      <div className={classes.column}>
        <Moved moved={day.moved} />
        <AlertsYesterday alerts={day.alerts} />
        <Competitors competitors={day.competitors} />
      </div>
      <Hours hours={day.hours} />
      <Objectives objectives={day.objectives} />
    </div>
  )
}

export function DayPage() {
  const { t } = useTranslation('day')
  const { user, workspace } = useMe()
  const format = useFormat()
  const query = useQuery(dayQuery)
  const today = format.date(new Date().toISOString(), { weekday: 'long', day: 'numeric', month: 'long' })
  const firstName = user.name.split(' ')[0]
  return (
    <div className="page">
      <PageHeader
        title={t('title')}
        lead={t('lead', { today, name: firstName, workspace: workspace.name })}
      />
      <Loaded query={query} skeleton={<DaySkeleton />}>
        {(day) => <Board day={day} />}
      </Loaded>
    </div>
  )
}
