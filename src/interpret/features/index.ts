export { withoutFormulas } from './courtesy.ts'
export { deniedAmong } from './denial.ts'
export {
  FAR,
  type Features,
  featuresOf,
  isSaid,
  loudnessOfPieces,
  READ,
  SHAPES,
  START,
  scaleOf,
  shapesOf,
} from './features.ts'
export { hashOf, joined, KIND, piecesOf } from './hash.ts'
