import { useTranslation } from 'react-i18next'
import type { ActivityItem } from '../../server/api.ts'
import { IconDownload, IconExternalLink } from './icons.ts'

type Media = ActivityItem['media'][number]

/** Kept on this server; strangers' servers are never asked from the browser. */
export function isKept({ url }: Media): boolean {
  return url.startsWith('/api/v1/attachments/')
}

/** What a browser may draw of what strangers send; anything else is a file to take away. */
export function isDrawn(media: Media): boolean {
  return isKept(media) && /^image\/(png|jpeg|gif|webp)$/.test(media.mediaType ?? '')
}

function Picture({ media }: { media: Media }) {
  const { t } = useTranslation()
  return (
    <a href={media.url} target="_blank" rel="noreferrer">
      <img src={media.url} alt={media.alt || t('post.picture')} loading="lazy" className="post-picture" />
    </a>
  )
}

function FileLink({ media }: { media: Media }) {
  const { t } = useTranslation()
  const name =
    media.name || media.alt || t(`post.media.${media.type}`, { defaultValue: t('post.media.file') })
  if (isKept(media))
    return (
      <a href={media.url} download={media.name ?? ''} className="with-icon small post-file">
        <IconDownload size={15} aria-hidden /> {name}
      </a>
    )
  if (!/^https?:\/\//i.test(media.url)) return null
  return (
    <a
      href={media.url}
      target="_blank"
      rel="noreferrer noopener nofollow"
      className="with-icon small post-file"
    >
      <IconExternalLink size={14} aria-hidden /> {name}
    </a>
  )
}

/** Pictures and files that came with the words. */
export function PostMedia({ media }: Pick<ActivityItem, 'media'>) {
  if (media.length === 0) return null
  const drawn = media.filter(isDrawn)
  const others = media.filter((one) => !isDrawn(one))
  return (
    <div className="post-media">
      {drawn.map((one) => (
        <Picture key={one.url} media={one} />
      ))}
      {others.map((one) => (
        <FileLink key={one.url} media={one} />
      ))}
    </div>
  )
}
