import { Button } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Image } from '../../../server/api.ts'
import type { IdentitySearch } from '../../app/search.ts'
import { IconX } from '../../kit/icons.ts'
import { Segmented } from '../../kit/segmented.tsx'
import { useFigures } from '../figure/use-figures.ts'
import { useShown } from '../figure/use-shown.ts'
import { PostStream } from '../stream/post-stream.tsx'
import watch from '../watch.module.css'

const route = getRouteApi('/app/watch/identity')

/** The posts behind what was picked: a trait, one of its points, or a phrase. */
export function PickedPosts({ image }: { image: Image }) {
  const { t } = useTranslation('identity')
  const figures = useFigures()
  const search = route.useSearch()
  const navigate = useNavigate()
  const set = (change: Partial<IdentitySearch>) =>
    navigate({ to: '/watch/identity', search: { ...search, ...change }, resetScroll: false })
  const shown = useShown<HTMLElement>([search.trait, search.at, search.said].filter(Boolean).join('|'))
  const trait = image.traits.find((one) => one.id === search.trait)
  const bucket = image.buckets.find((one) => one.from === search.at)
  const [first, last] = [image.buckets.at(0), image.buckets.at(-1)]
  if (!first || !last || (!trait && !search.said)) return null
  const alert = trait
    ? search.contrary && trait.contraryId
      ? trait.contraryId
      : trait.talkId
    : image.wholeId
  const bounds = { from: (bucket ?? first).from, to: (bucket ?? last).to }
  const phrase = search.said && `"${search.said.replaceAll('"', ' ')}"`
  const of = trait ? trait.word : search.said
  const when = bucket ? figures.bucket(bucket.from, image.step) : t('whole')
  return (
    <section aria-labelledby="posts" className={watch.postsSection} ref={shown}>
      <div className={watch.postsHead} role="status">
        <h2 id="posts">{t('posts.of', { of, when })}</h2>
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconX size={15} aria-hidden />}
          onClick={() => set({ trait: undefined, at: undefined, said: undefined, contrary: undefined })}
        >
          {t('posts.close')}
        </Button>
        {trait?.contraryId && (
          <Segmented
            label={t('posts.which')}
            value={search.contrary ? 'contrary' : 'all'}
            options={[
              { value: 'all', label: t('posts.all') },
              { value: 'contrary', label: t('posts.contrary') },
            ]}
            onChange={(value) => set({ contrary: value === 'contrary' ? true : undefined })}
          />
        )}
      </div>
      <PostStream query={{ alert: alert ?? undefined, query: phrase, ...bounds }} live={false} />
    </section>
  )
}
