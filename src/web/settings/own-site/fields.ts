import type { SiteFormField } from '../../../server/api.ts'

/** What a form begins with: who, where to answer, and what about. */
export function START(t: (key: string) => string): SiteFormField[] {
  const field = (id: string, kind: SiteFormField['kind'], required: boolean): SiteFormField => ({
    ...{ id, kind, required },
    label: { fr: t(`forms.start.${kind}_fr`), en: t(`forms.start.${kind}_en`) },
  })
  return [field('name', 'name', false), field('email', 'email', true), field('message', 'message', true)]
}

/** One more field, under an id that none has had. */
export function addField(fields: readonly SiteFormField[]): SiteFormField[] {
  let n = fields.length + 1
  while (fields.some(({ id }) => id === `field${n}`)) n++
  return [...fields, { id: `field${n}`, kind: 'text', label: { fr: '', en: '' }, required: false }]
}

export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const one = list[index]
  if (one === undefined || list[index + by] === undefined) return [...list]
  return list.toSpliced(index, 1).toSpliced(index + by, 0, one)
}

/** Answers of a choice, one a line; `français | English` where they differ. */
export function optionsIn(text: string): { fr: string; en: string }[] {
  return text
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim()))
    .filter(([first]) => first)
    .map(([fr = '', en]) => ({ fr, en: en || fr }))
}
