import { Outlet, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../app/keyboard.ts'
import { AwayBanner } from '../away/banner.tsx'
import { useTitle } from '../kit/page-header.tsx'
import { AskModal } from './ask-modal.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { ConversationList } from './conversation-list.tsx'
import { ClosingModal } from './escalation/closing-modal.tsx'
import { Filters } from './filters.tsx'
import classes from './inbox.module.css'
import { InboxProvider, type InboxState } from './inbox-state.ts'
import { NobodyOpen } from './nobody-open.tsx'
import { ThereProvider } from './together/here.tsx'
import { useThere } from './together/presence.ts'
import { useInboxPage } from './use-inbox-page.ts'
import { Views } from './views.tsx'

function useInboxKeys(state: InboxState): void {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const count = state.targets().length
  useKeys('inbox:keys.title', [
    { keys: 'j', label: 'inbox:keys.next', run: () => state.step(1) },
    { keys: 'k', label: 'inbox:keys.previous', run: () => state.step(-1) },
    {
      keys: 'x',
      label: 'inbox:keys.select',
      run: () => state.current && state.toggle(state.current),
    },
    {
      keys: 'e',
      label: 'inbox:keys.done',
      run: () => state.change({ status: 'done' }, t('said.done', { count })),
    },
    { keys: 'J', label: 'inbox:keys.extend_down', run: () => state.extend(1) },
    { keys: 'K', label: 'inbox:keys.extend_up', run: () => state.extend(-1) },
    { keys: 'm', label: 'inbox:keys.join', run: () => state.join() },
    { keys: 'a', label: 'inbox:keys.assign', run: () => state.ask('assign') },
    { keys: 'l', label: 'inbox:keys.label', run: () => state.ask('label') },
    { keys: 'z', label: 'inbox:keys.snooze', run: () => state.ask('snooze') },
    { keys: 's', label: 'service:ask.title', run: () => state.current && state.ask('service') },
    {
      keys: 'Escape',
      label: 'inbox:keys.close',
      run: () =>
        state.selected.size > 0
          ? state.clearSelection()
          : void navigate({ to: '/inbox', search: state.search }),
    },
  ])
}

/** Three panes: the list, the conversation, the person. On a narrow window each is a page. */
export function InboxPage() {
  const { t } = useTranslation('inbox')
  const { state, list, members, asked, closeAsked, renew, closing, send } = useInboxPage()
  useInboxKeys(state)
  useTitle(t('title'))
  const there = useThere()
  return (
    <InboxProvider value={state}>
      <ThereProvider value={there}>
        <h1 className="hidden-visually">{t('title')}</h1>
        <div className={classes.inbox} data-open={state.current ? '' : undefined}>
          <section className={classes.listPane} aria-label={t('title')}>
            <h2 className={classes.title}>{t('title')}</h2>
            <AwayBanner />
            <Views />
            <Filters />
            <ConversationList list={list} onRenew={renew} />
            <BulkBar />
          </section>
          {state.current ? <Outlet /> : <NobodyOpen />}
        </div>
        <ClosingModal closing={closing} send={send} />
        {asked && <AskModal what={asked} members={members} onClose={closeAsked} />}
      </ThereProvider>
    </InboxProvider>
  )
}
