import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Attachment, MessageLimits } from '../../../server/api.ts'
import { sayDone, sayProblem } from '../../app/say.ts'
import { upload } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import type { Draft } from '../answer/draft.ts'
import { shrink } from '../answer/shrink.ts'
import { isTooLarge, type LeftOut, takenOf } from './take.ts'

type Change = (part: (draft: Draft) => Partial<Draft>) => void

/** Keeps a file at the server, where it waits to be sent. */
export function keep(file: File): Promise<Attachment> {
  return upload<Attachment>('/attachments', { name: file.name }, file, () => {}, new AbortController().signal)
}

/** Joins files to an answer: weighed before they leave the device, made smaller where that helps, else left out in words. */
export function useAttach(draft: Draft, change: Change, limits: MessageLimits = { text: 0, media: 0 }) {
  const { t } = useTranslation('outbox')
  const { list } = useFormat()
  function tell(left: { file: File; why: LeftOut }[]) {
    for (const why of new Set(left.map((one) => one.why))) {
      const names = left.filter((one) => one.why === why).map(({ file }) => file.name)
      sayDone(t(`left_out.${why}`, { names: list(names) }))
    }
  }
  return useMutation({
    mutationFn: async (files: File[]) => {
      const { taken, left } = takenOf(files, limits, draft.media)
      tell(left)
      for (const file of taken) {
        const ready = await shrink(file, limits.mediaBytes)
        if (isTooLarge(ready, limits)) {
          tell([{ file, why: 'large' }])
          continue
        }
        const { id: attachmentId, name, mediaType, size } = await keep(ready)
        change((old) => ({ media: [...old.media, { attachmentId, name, mediaType, size, alt: '' }] }))
      }
    },
    onError: sayProblem,
  })
}
