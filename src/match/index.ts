export { alarmIntake } from './alarm/intake.ts'
export { watchAlarms, watchSources } from './alarm/jobs.ts'
export { alarmReply, presentAlarms } from './alarm/present.ts'
export { recallAlarms } from './alarm/recall.ts'
export { alarmRoutes } from './alarm/routes.ts'
export { getAlarm, listAlarms } from './alarm/store.ts'
export { forgetVoices } from './alarm/voices/hour.ts'
export { ALERT_KINDS, type Alert, type AlertKind, MAX_ALERTS, type NewAlert } from './alerts/alert.ts'
export { linkHistory } from './alerts/history.ts'
export { alertRoutes } from './alerts/routes.ts'
export {
  alertsAmong,
  changeAlert,
  createAlert,
  deleteAlert,
  getAlert,
  inboxAlertIds,
  listAlerts,
  listListening,
} from './alerts/store.ts'
export {
  brandTally,
  changeTally,
  createTally,
  deleteTally,
  type TallyState,
  tallyIds,
  tallyStates,
} from './alerts/tally/store.ts'
export { queryOf, type Recipe } from './alerts/tally/tally.ts'
export { createDetector, SPIKE } from './anomaly/detector.ts'
export { spikesFilter } from './anomaly/filter.ts'
export { recutHistory } from './cut/cut.ts'
export { type Doc, docOf, docOfRow } from './doc.ts'
export { queryCommand } from './filter/check.ts'
export { matchFilter } from './filter/filter.ts'
export { createMatcher, type Matcher } from './live/matcher.ts'
export { noiseRoutes } from './noise/routes.ts'
export { compileQuery } from './query/compile.ts'
export { describeQuery, errorWords, requireQuery } from './query/describe.ts'
export { plainWords, withAuthors } from './query/everywhere.ts'
export { type Explanation, explainMatch, type Span } from './query/explain.ts'
export { type ParseOptions, parseQuery } from './query/parse.ts'
export type { Parsed, Query, QueryError } from './query/query.ts'
export { type Searches, searchesOf } from './query/searches.ts'
export { termRoutes } from './terms/routes.ts'
export { changeList, createList, deleteList, readingOptions, readLists } from './terms/store.ts'
export { TOKENS_VERSION, toTokens } from './words/document.ts'
