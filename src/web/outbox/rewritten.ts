import type { Delivery } from '../../server/api.ts'

/**
 * The whole of a message with other words: whom it is for, its warning and its files stay as they were, and
 * the card of a link that is still in it.
 */
export function rewritten(delivery: Delivery, text: string, title: string) {
  const { lang, warning, audience, quote, media, card } = delivery
  return {
    text: text.trim(),
    ...(title.trim() ? { title: title.trim() } : {}),
    ...(lang ? { lang } : {}),
    ...(warning ? { warning } : {}),
    ...(audience ? { audience } : {}),
    ...(quote === null ? {} : { quote }),
    ...(card && text.includes(card.url) ? { card: { ...card, thumb: card.thumb ?? undefined } } : {}),
    media: media.map(({ id, alt }) => ({ attachmentId: id, alt })),
  }
}
