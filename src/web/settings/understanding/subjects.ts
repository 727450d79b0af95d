import type { ReadingTask, Teaching, Understood } from '../../../server/api.ts'

const TASKS: readonly ReadingTask[] = ['sentiment', 'toxicity', 'intent', 'urgency']

/** What is learnt apart: a task in a language, with what was learnt of it so far. */
export interface Subject {
  task: ReadingTask
  lang: string
  count: number
  versions: Teaching[]
}

/** Those of which there is something: posts that were corrected, or versions that were learnt. */
export function subjectsOf({ corrected, teachings }: Understood): Subject[] {
  return TASKS.flatMap((task) =>
    ['fr', 'en'].map((lang) => ({
      task,
      lang,
      count: corrected.find((one) => one.mark === task && one.lang === lang)?.count ?? 0,
      versions: teachings.filter((one) => one.task === task && one.lang === lang),
    })),
  ).filter(({ count, versions }) => count > 0 || versions.length > 0)
}
