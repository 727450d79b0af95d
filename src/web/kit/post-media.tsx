import { useTranslation } from 'react-i18next'
import type { ActivityItem } from '../../server/api.ts'
import { IconDownload, IconExternalLink } from './icons.ts'
import { type Media, shownOf } from './media.ts'

function Picture({ media }: { media: Media }) {
  const { t } = useTranslation()
  return (
    <a href={media.url} target="_blank" rel="noreferrer">
      <img src={media.url} alt={media.alt || t('post.picture')} loading="lazy" className="post-picture" />
    </a>
  )
}

function useFileName() {
  const { t } = useTranslation()
  return ({ name, alt, type }: Media) =>
    name || alt || t(`post.media.${type}`, { defaultValue: t('post.media.file') })
}

/** Pictures and files that came with the words. */
export function PostMedia({ media }: Pick<ActivityItem, 'media'>) {
  const nameOf = useFileName()
  const { drawn, kept, elsewhere } = shownOf(media)
  if (drawn.length + kept.length + elsewhere.length === 0) return null
  return (
    <div className="post-media">
      {drawn.map((one) => (
        <Picture key={one.url} media={one} />
      ))}
      {kept.map((one) => (
        <a key={one.url} href={one.url} download={one.name ?? ''} className="with-icon small post-file">
          <IconDownload size={15} aria-hidden /> {nameOf(one)}
        </a>
      ))}
      {elsewhere.map((one) => (
        <a
          key={one.url}
          href={one.url}
          target="_blank"
          rel="noreferrer noopener nofollow"
          className="with-icon small post-file"
        >
          <IconExternalLink size={14} aria-hidden /> {nameOf(one)}
        </a>
      ))}
    </div>
  )
}
