import type { QueueItem } from '../../../server/api.ts'
import { PostMedia } from '../../kit/post-media.tsx'
import { Veil } from '../../kit/veil/veil.tsx'
import { WhyText } from '../../kit/why-text.tsx'
import { piecesOf, spotsIn } from './place.ts'
import classes from './queue.module.css'

function Part({ item, place, text }: { item: QueueItem; place: 'text' | 'title'; text: string }) {
  const sentence = item.sentence?.in === place ? item.sentence : null
  const spots = item.spots.filter((spot) => spot.in === place)
  return piecesOf(text, sentence).map((piece) => {
    const why = spotsIn(piece, spots).map(({ in: _, ...spot }) => spot)
    const Around = piece.stake ? 'strong' : 'span'
    return (
      <Around key={piece.at} className={piece.stake ? classes.stake : undefined}>
        <WhyText text={piece.text} why={why} shown />
      </Around>
    )
  })
}

/** What was said, with the sentence at stake and the words that made it so; blurred as everywhere until it is asked for. */
export function ItemText({ item }: { item: QueueItem }) {
  const { title, text, lang, media } = item.activity
  return (
    <Veil item={item.activity}>
      {title && (
        <p className="post-title" lang={lang}>
          <Part item={item} place="title" text={title} />
        </p>
      )}
      {text && (
        <p className="post-text" lang={lang}>
          <Part item={item} place="text" text={text} />
        </p>
      )}
      <PostMedia media={media} />
    </Veil>
  )
}
