export {
  decodeModel,
  encodeModel,
  lazyModel,
  type Model,
  probabilitiesOf,
  scoresOf,
  sharesOf,
} from './model.ts'
