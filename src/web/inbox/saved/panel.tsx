import { useEffect, useRef, useState } from 'react'
import type { ConversationDetail } from '../../../server/api.ts'
import type { Field } from '../help/use-field.ts'
import { type Offer, SavedPicker, useOffers } from './picker.tsx'
import { moved, type Slash } from './slash.ts'
import { noteSaved } from './used.ts'

interface Props {
  talk: ConversationDetail
  field: Field
  slash: Slash
  lang: string
  onClose(): void
}

/** Hears the keys of the field while it is open, before the field itself does. */
function useFieldKeys(field: Field['ref'], hear: (event: KeyboardEvent) => void): void {
  const latest = useRef(hear)
  latest.current = hear
  useEffect(() => {
    const node = field.current
    const listen = (event: KeyboardEvent) => latest.current(event)
    node?.addEventListener('keydown', listen, true)
    return () => node?.removeEventListener('keydown', listen, true)
  }, [field])
}

/** Tells the field which list it leads and what is chosen in it, as assistive techniques ask. */
function useLed(field: Field['ref'], list: string | undefined, active: number, count: number): void {
  useEffect(() => {
    const node = field.current
    if (!node || !list) return
    node.setAttribute('aria-controls', list)
    node.setAttribute('aria-autocomplete', 'list')
    if (count > 0) node.setAttribute('aria-activedescendant', `${list}-${active}`)
    return () => {
      for (const name of ['aria-controls', 'aria-autocomplete', 'aria-activedescendant'])
        node.removeAttribute(name)
    }
  }, [field, list, active, count])
}

/** Saved answers for what is typed after a slash. */
export function SavedPanel({ talk, field, slash, lang, onClose }: Props) {
  const offers = useOffers(talk.id, slash.query, lang)
  const [wanted, setWanted] = useState(0)
  const [list, setList] = useState<string>()
  const items = offers.data?.items ?? []
  const active = Math.min(wanted, Math.max(0, items.length - 1))
  function pick(offer: Offer) {
    const [blank] = offer.blanks
    const at = slash.start
    const mark = blank && { start: at + blank.start, end: at + blank.end }
    field.put(at, slash.end, offer.text, mark)
    noteSaved(talk.id, offer.id)
  }
  useLed(field.ref, list, active, items.length)
  useFieldKeys(field.ref, (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const next = moved(event.key, active, items.length)
    const chosen = event.key === 'Enter' || event.key === 'Tab' ? items[active] : undefined
    if (next === null && !chosen && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    if (next !== null) setWanted(next)
    else if (chosen) pick(chosen)
    else onClose()
  })
  return <SavedPicker offers={offers} active={active} lang={lang} onPick={pick} onList={setList} />
}
