export { bent, type Delta, decodeDelta, encodeDelta } from './delta.ts'
export { encodeHome, homeOf } from './home.ts'
export { kept, type Shown, shownOf, TASKS, type Task, wordsOf } from './shown.ts'
export { FEWEST, type Taught, teach } from './teach.ts'
