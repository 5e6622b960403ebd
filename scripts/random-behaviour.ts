import { type ReferenceOptions, defaultOptions } from '../fixtures/reference/options.ts'

/** Every choice that evidence leaves open and that bears on identities. */
const choices: { [Name in keyof ReferenceOptions]?: readonly ReferenceOptions[Name][] } = {
  implicitMergeSurvivor: ['passed', 'owner'],
  getIdWithTwoOwners: ['refuse', 'merge'],
  guestOfClosedPool: ['refuse', 'accept'],
  mergedIdWithSurvivorsLogin: ['survivor', 'forbidden'],
  loginsOfDisabled: ['absent', 'marker'],
  lastModified: ['login-changes', 'never'],
  unlinkOfNoLogin: ['ignore', 'refuse'],
  mergeOfOneIdentity: ['accept', 'refuse'],
  unknownDeveloperUser: ['ResourceNotFoundException', 'NotAuthorizedException'],
  lookupByDeveloperUser: ['all', 'given'],
  lookupPageSize: [1, 2, 60],
  unsupportedDeveloperProvider: ['NotAuthorizedException', 'InvalidParameterException'],
  wrongAccountId: ['ignore', 'refuse'],
  deleteOfUnknownIdentity: ['AccessDenied', 'ignore'],
  foreignPool: ['ResourceNotFoundException', 'NotAuthorizedException'],
  emptyRoles: ['absent', 'empty'],
  omittedRoleMappings: ['clear', 'keep'],
  omittedTags: ['keep', 'clear'],
  identityIds: ['prefixed', 'uuid-v4'],
  customRoleWithoutMapping: ['ignore', 'refuse'],
}

/** The options of the reference in a random combination, the same for the same seed. */
export function randomBehaviour(seed: number): Partial<ReferenceOptions> {
  let state = (seed * 2_654_435_761 + 1) >>> 0
  const next = (limit: number): number => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  return Object.fromEntries(
    Object.entries(choices).map(([name, values]) => [
      name,
      values[next(values.length)] ?? defaultOptions[name as keyof ReferenceOptions],
    ]),
  )
}
