export {
  addDense,
  decodeModel,
  encodeModel,
  lazyModel,
  type Model,
  probabilitiesOf,
  scoresOf,
  sharesOf,
  ZERO,
} from './model.ts'
