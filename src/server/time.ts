import type { Handle } from '../../lib/db/index.ts'
import { passCalls, startCall, type TellCall, tellHole } from '../access/index.ts'
import { runSteps, type StepWays, serviceSettings } from '../relate/inbox/index.ts'
import { type AlarmCall, tellMembers } from '../relate/notice/index.ts'

/** Members are told of calls as of all that concerns them. */
const tell: TellCall = (tx, workspaceId, telling, now) => tellMembers(tx, workspaceId, [telling], now)

const ways: StepWays = {
  tell: (tx, workspaceId, late, now) => tellMembers(tx, workspaceId, [late], now),
  async call(tx, workspaceId, conversationId, facts, now) {
    await startCall(tx, workspaceId, { about: 'conversation', subjectId: conversationId, facts }, tell, now)
  },
}

/** Who is on call is told of a critical alarm by its notice; if they do not take it, the next is called. */
export const callForAlarm: AlarmCall = async (tx, workspaceId, { alarmId, told }, now) => {
  await startCall(tx, workspaceId, { about: 'alarm', subjectId: alarmId, facts: {}, told }, tell, now)
}

/** What time alone brings about: steps of targets, and calls that nobody has taken. */
export async function goOnInTime(db: Handle, now: Date): Promise<void> {
  await runSteps(db, ways, now)
  await passCalls(db, tell, now)
}

/** A hole in the roster is told of as soon as it is there; the hours of work are those of the first calendar. */
export async function lookAtRoster(db: Handle, workspaceId: string, now: Date): Promise<void> {
  const { calendars } = await serviceSettings(db, workspaceId)
  await tellHole(db, workspaceId, calendars[0] ?? null, tell, now)
}
