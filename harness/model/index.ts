export { ModelWatch, provokedErrors } from './watch.ts'
export { type ModelFigures, modelFigures, sightingsBehind } from './figures.ts'
