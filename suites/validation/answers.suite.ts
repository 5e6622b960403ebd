import { answerViolations, given, judge, outcome, wholeRun } from '../../harness/check/index.ts'
import { existingOf, needsOf } from './arrange.ts'
import { operationsWithOutput } from './cases.ts'
import { type ValidatedOperation, answers } from './requirements.ts'
import { fullRequest, soundRequest } from './sound-requests.ts'

/** What fills the answers of an operation. */
const setters: Partial<Record<ValidatedOperation, ValidatedOperation>> = {
  DescribeIdentityPool: 'UpdateIdentityPool',
  GetIdentityPoolRoles: 'SetIdentityPoolRoles',
  GetPrincipalTagAttributeMap: 'SetPrincipalTagAttributeMap',
}

for (const { operation, signed } of operationsWithOutput) {
  wholeRun(answers[operation], 'all of the run', needsOf(operation), async (scene) => {
    // So that a run of this check alone has an answer to judge; whether it is accepted is judged elsewhere.
    const existing = await existingOf(scene)
    const setter = setters[operation]
    if (setter !== undefined) await outcome(scene.http.call(setter, fullRequest(setter, existing), true))
    const own = await outcome(scene.http.call(operation, soundRequest(operation, existing), signed))
    const violations = answerViolations(operation) ?? (await given(noAnswer(operation, own.text)))
    judge(violations.length === 0, 'what the service model says', violations.join('; '), `${operation} answers`)
  })
}

async function noAnswer(operation: string, got: string): Promise<never[]> {
  judge(false, `${operation} to be accepted once in the run`, got, `${operation} answer`)
  return []
}
