import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { problemWords } from '../app/say.ts'
import { IconAlertTriangle } from './icons.ts'

/** A refusal in its place: what happened, what to do, the code to quote. */
export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation()
  if (!error) return null
  const { title, detail, code } = problemWords(error)
  return (
    <div className="notice" data-tone="bad" role="alert">
      <IconAlertTriangle size={20} aria-hidden />
      <div>
        <strong>{title}</strong>
        {detail && <p>{detail}</p>}
        <p className="small">{t('problem.code', { code })}</p>
        {onRetry && (
          <Button size="compact-sm" variant="default" mt={8} onClick={onRetry}>
            {t('problem.again')}
          </Button>
        )}
      </div>
    </div>
  )
}
