import type { Consumer } from '../../../activity/index.ts'
import { addItem } from './store.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Brings answers of ours to the threads of visitors, where their pages and their mails take them from. */
export const siteIntake: Consumer = {
  name: 'site',
  verbs: ['Create'],
  async handle(tx, workspaceId, activities) {
    for (const { channel, ours, thread, id, published } of activities) {
      if (channel !== 'site' || !ours || !thread || !UUID.test(thread)) continue
      await addItem(tx, workspaceId, thread, { activityId: id, ours: true, at: published })
    }
  },
}
