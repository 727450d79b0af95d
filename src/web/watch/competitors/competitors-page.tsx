import { Button, Skeleton } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Voices } from '../../../server/api.ts'
import { useLive } from '../../app/live.ts'
import type { CompetitorsSearch } from '../../app/search.ts'
import { useCan } from '../../app/session.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { IconPlus, IconX } from '../../kit/icons.ts'
import { LinkButton } from '../../kit/link-button.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { Segmented } from '../../kit/segmented.tsx'
import { SpanChoice } from '../figure/span-choice.tsx'
import { useFigures } from '../figure/use-figures.ts'
import { useShown } from '../figure/use-shown.ts'
import { PostStream } from '../stream/post-stream.tsx'
import watch from '../watch.module.css'
import { Accounts } from './accounts.tsx'
import { ChannelTable } from './channel-table.tsx'
import classes from './competitors.module.css'
import { PublishedSection } from './published.tsx'
import { COMPETITORS, voicesQuery } from './queries.ts'
import { VoiceFigure, VoiceLines } from './voice-figure.tsx'

const route = getRouteApi('/app/watch/competitors')
const SPANS_SHOWN: ('30d' | '13w' | '12m')[] = ['30d', '13w', '12m']

function useSet() {
  const search = route.useSearch()
  const navigate = useNavigate()
  return (change: Partial<CompetitorsSearch>) =>
    navigate({ to: '/watch/competitors', search: { ...search, ...change }, resetScroll: false })
}

/** The posts behind what was picked: a voice, or one of its points. */
function PickedPosts({ read }: { read: Voices }) {
  const { t } = useTranslation('competitors')
  const figures = useFigures()
  const { voice: picked, at } = route.useSearch()
  const set = useSet()
  const shown = useShown<HTMLElement>([picked, at].filter(Boolean).join('|'))
  const voice = read.voices.find((one) => one.alertId === picked)
  const bucket = read.buckets.find((one) => one.from === at)
  const [first, last] = [read.buckets.at(0), read.buckets.at(-1)]
  if (!voice || !first || !last) return null
  const when = bucket ? figures.bucket(bucket.from, read.step) : t('whole')
  const bounds = { from: (bucket ?? first).from, to: (bucket ?? last).to }
  return (
    <section aria-labelledby="posts" className={watch.postsSection} ref={shown}>
      <div className={watch.postsHead} role="status">
        <h2 id="posts">{t('posts', { name: voice.name, when })}</h2>
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconX size={15} aria-hidden />}
          onClick={() => set({ voice: undefined, at: undefined })}
        >
          {t('close_posts')}
        </Button>
      </div>
      <PostStream query={{ alert: voice.countedId, ...bounds }} live={false} />
    </section>
  )
}

/** One competitor closer by: its own accounts, and what they publish. */
function Closer({ read }: { read: Voices }) {
  const { t } = useTranslation('competitors')
  const { span = '13w', rival } = route.useSearch()
  const set = useSet()
  const canManage = useCan('alerts:manage')
  const rivals = read.voices.filter((voice) => voice.kind === 'competitor')
  const voice = rivals.find((one) => one.alertId === rival) ?? rivals[0]
  if (!voice) return null
  return (
    <section className="sheet" aria-labelledby="published">
      <h2 id="published">{t('published.title', { name: voice.name })}</h2>
      <div className={classes.choice}>
        <Segmented
          label={t('published.which')}
          value={voice.alertId}
          options={rivals.map((one) => ({ value: one.alertId, label: one.name }))}
          onChange={(value) => set({ rival: value })}
        />
      </div>
      <div className="stack-l" key={voice.alertId}>
        <Accounts voice={voice} canManage={canManage} />
        <PublishedSection voice={voice} span={span} />
      </div>
    </section>
  )
}

function CompetitorsView({ read }: { read: Voices }) {
  const { t } = useTranslation('competitors')
  const search = route.useSearch()
  const set = useSet()
  const canRead = useCan('stream:read')
  const canManage = useCan('alerts:manage')
  if (!read.voices.some((voice) => voice.kind === 'competitor')) {
    return (
      <EmptyState
        title={t('empty.title')}
        action={
          canManage && (
            <LinkButton to="/watch/new" search={{ kind: 'competitor' }}>
              {t('empty.create')}
            </LinkButton>
          )
        }
      >
        {t('empty.text')}
      </EmptyState>
    )
  }
  const picked = search.voice && search.at ? { voice: search.voice, at: search.at } : undefined
  const pick = (voice: string, at?: number) =>
    set({ voice, at: at === undefined ? undefined : read.buckets[at]?.from })
  const shown = { voices: read, picked, onPick: pick }
  return (
    <div className="stack-l">
      {read.voices.some((voice) => voice.state === 'counting') && (
        <p className="notice" role="status">
          {t('counting')}
        </p>
      )}
      <VoiceFigure {...shown} />
      <VoiceLines {...shown} />
      {canRead && <PickedPosts read={read} />}
      <ChannelTable voices={read.voices} />
      {canRead && <Closer read={read} />}
    </div>
  )
}

/** What is said of competitors beside the brand, what they publish, and what works for them. */
export function CompetitorsPage() {
  const { t } = useTranslation('competitors')
  const { span = '13w' } = route.useSearch()
  const set = useSet()
  const canManage = useCan('alerts:manage')
  const client = useQueryClient()
  const voices = useQuery(voicesQuery(span))
  useLive('linked', () => void client.invalidateQueries({ queryKey: COMPETITORS }))
  return (
    <div className="page">
      <PageHeader title={t('title')} lead={t('lead')}>
        {canManage && (
          <LinkButton
            to="/watch/new"
            search={{ kind: 'competitor' }}
            leftSection={<IconPlus size={17} aria-hidden />}
          >
            {t('add')}
          </LinkButton>
        )}
      </PageHeader>
      <SpanChoice
        value={span}
        spans={SPANS_SHOWN}
        onChange={(value) => set({ span: value, at: undefined })}
      />
      <Loaded query={voices} skeleton={<Skeleton height={340} radius="md" />}>
        {(data) => <CompetitorsView read={data} />}
      </Loaded>
    </div>
  )
}
