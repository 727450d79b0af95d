import type { Answer } from '../answer/use-answer.ts'
import { SharedDrafts } from '../draft/shared.tsx'
import { Held } from './held.tsx'

/** What colleagues do beside an answer that is being written. */
export function TeamBox({ answer }: { answer: Answer }) {
  const { team, draft, send, clear } = answer
  const { holding, kept } = team
  return (
    <>
      <SharedDrafts kept={kept} draft={draft} />
      {holding && (
        <Held
          answers={holding.answers}
          own={draft.text}
          sending={send.isPending}
          onDrop={() => {
            clear()
            team.letGo()
          }}
          onChange={() => {
            team.goOn()
            document.getElementById('answer')?.focus()
          }}
          onSend={() => {
            team.insist()
            send.mutate(holding.done)
          }}
        />
      )}
    </>
  )
}
