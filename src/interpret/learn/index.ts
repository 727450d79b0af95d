export { randomFrom, type Settings, type Sparse, scoresOf, train } from './adagrad.ts'
export {
  type Classified,
  classified,
  classifyText,
  extrasFor,
  type Labelled,
  type Learnt,
  type Lent,
  learnClassifier,
  type Way,
  withPressing,
} from './classifier.ts'
export { learnFilter } from './filter.ts'
export { foldsOf } from './folds.ts'
export { type Bin, type Figures, measure, probabilities, temperatureFor } from './measure.ts'
export { besideOf, biasOf, type Shape, sparseOf } from './sparse.ts'
export { twinGroups } from './twins.ts'
