import { Button, Skeleton } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Declared, Image, Trait } from '../../../server/api.ts'
import { useLive } from '../../app/live.ts'
import type { IdentitySearch } from '../../app/search.ts'
import { useCan } from '../../app/session.ts'
import { offerUndo } from '../../app/undo.tsx'
import { EmptyState } from '../../kit/empty-state.tsx'
import { IconPlus } from '../../kit/icons.ts'
import { LinkButton } from '../../kit/link-button.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { topOf } from '../figure/scale.ts'
import { SpanChoice } from '../figure/span-choice.tsx'
import { findingOf, heardRanks } from './finding.ts'
import { History } from './history.tsx'
import classes from './identity.module.css'
import { ImageFigure } from './image-figure.tsx'
import { PickedPosts } from './picked-posts.tsx'
import { IDENTITY, imageQuery } from './queries.ts'
import { TraitCard } from './trait-card.tsx'
import { TraitForm } from './trait-form.tsx'
import { UnsaidSection } from './unsaid.tsx'

const route = getRouteApi('/app/watch/identity')
const BLANK: Declared = {
  word: '',
  description: '',
  terms: { fr: [], en: [] },
  opposites: { fr: [], en: [] },
  query: null,
}

const SPANS_SHOWN: ('13w' | '26w' | '12m')[] = ['13w', '26w', '12m']

type Editing = { id?: string; start: Declared } | undefined

function useSet() {
  const search = route.useSearch()
  const navigate = useNavigate()
  return (change: Partial<IdentitySearch>) =>
    navigate({ to: '/watch/identity', search: { ...search, ...change }, resetScroll: false })
}

function useChange() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, archived }: { id: string; archived: boolean }) =>
      api.patch<Trait>(`/identity/traits/${id}`, { archived }),
    onSuccess: () => client.invalidateQueries({ queryKey: IDENTITY }),
  })
}

function useMove(image: Image) {
  const client = useQueryClient()
  const traits = image.traits.filter((trait) => !trait.archived)
  return useMutation({
    mutationFn: ({ id, by }: { id: string; by: 1 | -1 }) => {
      const ids = traits.map((trait) => trait.id)
      const from = ids.indexOf(id)
      ids.splice(from, 1)
      ids.splice(from + by, 0, id)
      return api.put<void>('/identity/order', { ids })
    },
    onSuccess: () => client.invalidateQueries({ queryKey: IDENTITY }),
  })
}

/** Nothing is declared yet: the words given at the set-up begin, or a first one does. */
function NoTraits({ proposals, onNew }: { proposals: Declared[]; onNew: (() => void) | undefined }) {
  const { t } = useTranslation('identity')
  const { list } = useFormat()
  const client = useQueryClient()
  const begin = useMutation({
    async mutationFn() {
      for (const proposal of proposals) await api.post<Trait>('/identity/traits', proposal)
    },
    onSettled: () => client.invalidateQueries({ queryKey: IDENTITY }),
  })
  const known = proposals.length > 0
  return (
    <EmptyState
      title={t('empty.title')}
      action={
        onNew &&
        (known ? (
          <Button loading={begin.isPending} onClick={() => begin.mutate()}>
            {t('empty.begin')}
          </Button>
        ) : (
          <Button onClick={onNew}>{t('empty.first')}</Button>
        ))
      }
    >
      {known ? t('empty.known', { words: list(proposals.map((one) => one.word)) }) : t('empty.text')}
      <ProblemNotice error={begin.error} />
    </EmptyState>
  )
}

function NoBrand() {
  const { t } = useTranslation('identity')
  return (
    <EmptyState
      title={t('no_brand.title')}
      action={
        <LinkButton to="/watch/new" search={{ kind: 'brand' }}>
          {t('no_brand.create')}
        </LinkButton>
      }
    >
      {t('no_brand.text')}
    </EmptyState>
  )
}

function Traits({ image, onEdit }: { image: Image; onEdit: ((editing: Editing) => void) | undefined }) {
  const search = route.useSearch()
  const set = useSet()
  const move = useMove(image)
  const traits = image.traits.filter((trait) => !trait.archived)
  const ranks = heardRanks(traits)
  const findings = traits.map((trait, i) => findingOf(trait, i + 1, ranks))
  const top = topOf(traits.flatMap((trait) => trait.points.map((point) => point?.share)))
  const pick = (trait: string, at?: number) =>
    set({ trait, at: at === undefined ? undefined : image.buckets[at]?.from, said: undefined })
  return (
    <>
      <ImageFigure
        image={image}
        findings={findings}
        ranks={ranks}
        onPick={pick}
        onMove={onEdit && ((id, by) => move.mutate({ id, by }))}
      />
      <ul className={classes.traits}>
        {findings.map((finding) => {
          const { trait } = finding
          const at = search.trait === trait.id ? image.buckets.findIndex((one) => one.from === search.at) : -1
          return (
            <TraitCard
              key={trait.id}
              trait={trait}
              image={image}
              finding={finding}
              top={top}
              picked={at < 0 ? undefined : at}
              onPick={(point) => pick(trait.id, point)}
              onEdit={onEdit && (() => onEdit({ id: trait.id, start: trait }))}
            />
          )
        })}
      </ul>
    </>
  )
}

function IdentityView({ image, onEdit }: { image: Image; onEdit: ((editing: Editing) => void) | undefined }) {
  const { t } = useTranslation('identity')
  const { span = '13w' } = route.useSearch()
  const set = useSet()
  const canRead = useCan('stream:read')
  const change = useChange()
  if (image.brands === 0) return <NoBrand />
  const declared = image.traits.some((trait) => !trait.archived)
  return (
    <div className="stack-l">
      {image.counting && (
        <p className="notice" role="status">
          {t('counting')}
        </p>
      )}
      {declared ? (
        <Traits image={image} onEdit={onEdit} />
      ) : (
        <NoTraits proposals={image.proposals} onNew={onEdit && (() => onEdit({ start: BLANK }))} />
      )}
      {canRead && <PickedPosts image={image} />}
      {canRead && image.wholeId && (
        <UnsaidSection
          span={span}
          onPick={(said) => set({ said, trait: undefined, at: undefined })}
          onDeclare={
            onEdit &&
            ((phrase) => onEdit({ start: { ...BLANK, word: phrase, terms: { fr: [phrase], en: [] } } }))
          }
        />
      )}
      {image.history.length > 0 && (
        <History image={image} onAgain={onEdit && ((id) => change.mutate({ id, archived: false }))} />
      )}
    </div>
  )
}

/** What the brand declares of itself against what is said of it. */
export function IdentityPage() {
  const { t } = useTranslation('identity')
  const { span = '13w' } = route.useSearch()
  const set = useSet()
  const image = useQuery(imageQuery(span))
  const client = useQueryClient()
  const canManage = useCan('alerts:manage')
  const change = useChange()
  const [editing, setEditing] = useState<Editing>()
  useLive('linked', () => void client.invalidateQueries({ queryKey: [...IDENTITY, 'image'] }))
  function retire({ id, start }: { id: string; start: Declared }) {
    setEditing(undefined)
    const back = () => change.mutate({ id, archived: false })
    const onSuccess = () => void offerUndo(t('said.retired', { word: start.word }), back)
    change.mutate({ id, archived: true }, { onSuccess })
  }
  return (
    <div className="page">
      <PageHeader title={t('title')} lead={t('lead')}>
        {canManage && image.data !== undefined && image.data.brands > 0 && (
          <Button
            leftSection={<IconPlus size={17} aria-hidden />}
            onClick={() => setEditing({ start: image.data.proposals[0] ?? BLANK })}
          >
            {t('declare')}
          </Button>
        )}
      </PageHeader>
      <SpanChoice
        value={span}
        spans={SPANS_SHOWN}
        onChange={(value) => set({ span: value, at: undefined })}
      />
      <Loaded query={image} skeleton={<Skeleton height={340} radius="md" />}>
        {(data) => <IdentityView image={data} onEdit={canManage ? setEditing : undefined} />}
      </Loaded>
      {editing && (
        <TraitForm
          id={editing.id}
          start={editing.start}
          onClose={() => setEditing(undefined)}
          onRetire={editing.id ? () => retire({ id: editing.id ?? '', start: editing.start }) : undefined}
        />
      )}
    </div>
  )
}
