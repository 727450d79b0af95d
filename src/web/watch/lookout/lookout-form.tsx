import { Button, Modal, TextInput } from '@mantine/core'
import type { TFunction } from 'i18next'
import type { FormEvent, ReactNode } from 'react'
import { ProblemNotice } from '../../kit/problem-notice.tsx'

interface Place {
  url: string
  name: string
}

interface Props {
  /** Words of the kind of thing, `form.url` and the like. */
  t: TFunction<['pages' | 'sites', 'common']>
  /** Something that is there is changed. */
  known: boolean
  place: Place
  set(change: Partial<Place>): void
  save: { mutate(): void; isPending: boolean; error: Error | null }
  onClose(): void
  /** What else is asked of it. */
  children: ReactNode
}

/** What it is called where nobody gives it a name. */
export function nameOf({ url, name }: Place): string {
  return name.trim() || (URL.parse(url)?.host ?? url)
}

/** Something at an address that is looked at from time to time: where it is, its name, and what is asked of it. */
export function LookoutForm({ t, known, place, set, save, onClose, children }: Props) {
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(known ? 'form.change' : 'form.add')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={submit} className="stack">
        <TextInput
          data-autofocus
          type="url"
          label={t('form.url')}
          placeholder="https://"
          required
          maxLength={2000}
          value={place.url}
          onChange={(event) => set({ url: event.currentTarget.value })}
        />
        <TextInput
          label={t('form.name')}
          maxLength={200}
          value={place.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        {children}
        <ProblemNotice error={save.error} />
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!place.url.trim()}>
            {t(known ? 'form.save' : 'form.create')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
