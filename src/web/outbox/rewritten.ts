import type { Delivery } from '../../server/api.ts'

/** The whole of a message with other words: whom it is for, its warning and its files stay as they were. */
export function rewritten(delivery: Delivery, text: string, title: string) {
  const { lang, warning, audience, quote, media } = delivery
  return {
    text: text.trim(),
    ...(title.trim() ? { title: title.trim() } : {}),
    ...(lang ? { lang } : {}),
    ...(warning ? { warning } : {}),
    ...(audience ? { audience } : {}),
    ...(quote === null ? {} : { quote }),
    media: media.map(({ id, alt }) => ({ attachmentId: id, alt })),
  }
}
