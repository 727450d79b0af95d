import { useTranslation } from 'react-i18next'
import { Segmented } from '../../kit/segmented.tsx'
import classes from './figure.module.css'
import type { Span } from './span.ts'

/** Which period a page of figures tells of, and by what steps. */
export function SpanChoice<T extends Span>({
  value,
  spans,
  onChange,
}: {
  value: T
  spans: T[]
  onChange(span: T): void
}) {
  const { t } = useTranslation('identity')
  return (
    <div className={classes.spans}>
      <Segmented
        label={t('span.label')}
        value={value}
        options={spans.map((span) => ({ value: span, label: t(`span.${span}`) }))}
        onChange={onChange}
      />
    </div>
  )
}
