export { ModelWatch, provokedErrors } from './watch.ts'
export { type ModelFigures, modelFigures } from './figures.ts'
