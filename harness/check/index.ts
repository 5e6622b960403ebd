export { currentAudit, currentWorld, enterSession } from './current.ts'
export { answerViolations, renamed } from './check.ts'
export {
  collectChecks,
  defineReplay,
  defineSecondTry,
  defineWholeRunChecks,
  law,
  property,
  scenario,
  wholeRun,
  wire,
} from './define.ts'
export {
  accepted,
  between,
  different,
  equal,
  holds,
  holdsDeveloper,
  matches,
  oneOf,
  outcome,
  refused,
  sameSet,
  unlinked,
  worded,
} from './expect.ts'
export { type Act, atOnce, raceIn } from '../law/index.ts'
export { roleMappingKey, trustedAs, trusting } from '../world/index.ts'
export { given, judge, observe } from './judgement.ts'
