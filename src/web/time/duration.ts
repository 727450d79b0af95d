import { useTranslation } from 'react-i18next'

/** Minutes as "3 h 05" or "12 min". */
export function useDuration(): (minutes: number) => string {
  const { t } = useTranslation('time')
  return (minutes) =>
    minutes < 60
      ? t('minutes', { minutes })
      : t('hours', { hours: Math.floor(minutes / 60), minutes: String(minutes % 60).padStart(2, '0') })
}
