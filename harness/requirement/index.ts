export { matchesPattern } from './pattern.ts'
export {
  type Evidence,
  type Level,
  type Requirement,
  documented,
  excluded,
  facts,
  formerly,
  inWords,
  levels,
  may,
  must,
  ofPublicProviders,
  should,
  topic,
} from './requirement.ts'
