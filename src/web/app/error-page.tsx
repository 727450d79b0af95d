import { Button } from '@mantine/core'
import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { LanternMark } from '../kit/lantern-mark.tsx'
import { problemWords } from './say.ts'

/** What happened, what it means, what to do, and a code to quote. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation()
  const boundary = useQueryErrorResetBoundary()
  const { title, detail, code } = problemWords(error)
  function again() {
    boundary.reset()
    reset()
  }
  return (
    <div className="whole-page" role="alert">
      <LanternMark size={52} unlit />
      <h1>{title}</h1>
      <p>{detail}</p>
      <Button onClick={again}>{t('problem.again')}</Button>
      <p className="hush small">{t('problem.code', { code })}</p>
    </div>
  )
}

export function MissingPage() {
  const { t } = useTranslation()
  return (
    <div className="whole-page">
      <LanternMark size={52} unlit />
      <h1>{t('problem.missing_title')}</h1>
      <p>{t('problem.missing_detail')}</p>
      <Button component="a" href="/">
        {t('problem.home')}
      </Button>
    </div>
  )
}
