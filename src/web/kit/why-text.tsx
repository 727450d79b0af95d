import { useTranslation } from 'react-i18next'
import { cutAtWhy, type Why } from './why.ts'

interface Props {
  text: string
  why: Why[]
  shown: boolean
  place?: 'text' | 'title'
}

/** The words that weighed, shown when asked for. */
export function WhyText({ text, why, shown, place = 'text' }: Props) {
  const { t, i18n } = useTranslation()
  if (!shown) return text
  const here = why.filter((one) => (one.in ?? 'text') === place)
  return cutAtWhy(text, here).map((piece) => {
    if (!piece.why) return <span key={piece.start}>{piece.text}</span>
    const key = `effect.${piece.why.effect}`
    const effect = i18n.exists(key) ? t(key) : piece.why.effect
    return (
      <mark key={piece.start} className="why" data-effect={piece.why.effect} title={effect}>
        {piece.text}
        <span className="hidden-visually"> ({effect})</span>
      </mark>
    )
  })
}
