import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
import { ApiProblem } from '../lib/api.ts'

/** The words of a refusal: the server's own, or ours when the server could not be reached. */
export function problemWords(error: unknown): { title: string; detail: string; code: string } {
  if (error instanceof ApiProblem && error.status !== 0) {
    return {
      title: error.title || i18next.t('problem.title'),
      detail: error.message,
      code: `${error.code}`,
    }
  }
  const offline = error instanceof ApiProblem
  return {
    title: i18next.t(offline ? 'problem.offline_title' : 'problem.title'),
    detail: i18next.t(offline ? 'problem.offline_detail' : 'problem.ours_detail'),
    code: offline ? 'offline' : 'interface',
  }
}

/** What the cross of a message is called: the library gives it no name. */
export function closes(): { 'aria-label': string } {
  return { 'aria-label': i18next.t('close') }
}

export function sayProblem(error: unknown): void {
  const { title, detail, code } = problemWords(error)
  notifications.show({
    title,
    message: `${detail} ${i18next.t('problem.code', { code })}`,
    color: 'ember',
    autoClose: 12_000,
    closeButtonProps: closes(),
  })
}

export function sayDone(message: string): void {
  notifications.show({ message, color: 'gray', autoClose: 5_000, closeButtonProps: closes() })
}
