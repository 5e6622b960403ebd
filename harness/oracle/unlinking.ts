import type { OracleCall } from './call.ts'
import { unlink } from './change.ts'
import { join, joined } from './linking.ts'
import { verificationOf, verify } from './login-verification.ts'
import { type Acceptance, type Outcome, type Refusal, codes, decide, mayRefuse, open, refuse } from './outcome.ts'
import { goneWithItsPool } from './pools.ts'
import { type Choice, choice, rule } from './rule.ts'
import {
  type Identity,
  type Login,
  type Pool,
  type World,
  locate,
  loginsOf,
  ownerOf,
  survivorOf,
  toLogin,
} from './world.ts'

export const rules = {
  unknownIdentity: rule(
    'unlinking/unknown-identity',
    'UnlinkIdentity and UnlinkDeveloperIdentity of an unknown identity are refused with ResourceNotFoundException.',
    'ACC-05',
  ),
  needsProof: rule(
    'unlinking/needs-proof',
    'UnlinkIdentity needs a login that is linked to the identity; logins of others are refused with NotAuthorizedException.',
    'UNL-03',
    'ACC-02',
  ),
  removesLogin: rule(
    'unlinking/removes-login',
    'UnlinkIdentity removes the named login from the identity; the other logins stay.',
    'UNL-01',
    'UNL-02',
  ),
  severalAtOnce: rule(
    'unlinking/several-at-once',
    'UnlinkIdentity removes all logins that LoginsToRemove names.',
    'UNL-01',
    'UNL-04',
  ),
}

export const choices = {
  refusesDisabled: choice('U8', 'this target refuses to unlink from a disabled identity'),
  acceptsDisabled: choice('U8', 'this target accepts to unlink from a disabled identity and changes nothing'),
  unlinksSurvivor: choice('U8', 'this target unlinks from the survivor where a merged identity is named'),
  refusesDeveloperKey: choice(
    'GCFI-08',
    'this target refuses the developer provider as a key of Logins in UnlinkIdentity',
  ),
  refusesNotLinked: choice('Q-16', 'this target refuses to unlink what is not linked, or not proven'),
  passesOver: choice('Q-16', 'this target accepts to unlink what is not linked or not proven, and passes over it'),
  removesUnproven: choice('Q-16', 'this target unlinks logins whose token is not given'),
  removesUsers: choice('U8', 'this target unlinks developer users where UnlinkIdentity names the developer provider'),
  refusesBeside: choice(
    'UNL-03',
    'this target refuses UnlinkIdentity with a login of nobody or of others beside the proof',
  ),
  linksBeside: choice('UNL-03', 'this target links a login that is given beside the proof to UnlinkIdentity'),
  linksNothing: choice('UNL-03', 'this target links nothing that is given beside the proof to UnlinkIdentity'),
}

type Unlink = Extract<OracleCall, { operation: 'UnlinkIdentity' }>

export function unlinkIdentity(world: World, call: Unlink): readonly Outcome[] {
  const found = locate(world, call.identity)
  const flaws = verify(found?.pool, call.logins, verificationOf.UnlinkIdentity)
  if (found === undefined || found.identity.state === 'deleted')
    return [refuse(rules.unknownIdentity, codes.notFound), ...flaws]
  const { identity, pool } = found
  if (pool.state === 'deleted') return [goneWithItsPool()]
  const logins = call.logins.map(toLogin)
  if (identity.state === 'merged' || identity.state === 'emptied') return ofDisabled(world, call, pool, logins, flaws)
  const isProven = logins.some((login) => !login.isDeveloper && ownerOf(world, pool, login) === call.identity)
  if (!isProven) return [refuse(rules.needsProof, ...withoutProof(call)), ...flaws]
  return decide(...ofLive(world, call, call.identity, identity, pool, flaws))
}

/** Logins is a required member, so that an empty one may count as missing. */
function withoutProof({ logins }: Unlink): string[] {
  if (logins.length === 0) return [codes.notAuthorized, codes.invalid, codes.validation]
  // As in the other calls without signature, the developer provider may be refused as a key (GCFI-08).
  return logins.some(({ kind }) => kind === 'developer') ? [codes.notAuthorized, codes.invalid] : [codes.notAuthorized]
}

/** Which of the named logins go; it is open for those whose token is not given, and for developer users (Q-16, U8). */
type Removal = (login: Login, isProven: boolean) => boolean
const removals = {
  proven: ({ isDeveloper }, isProven) => isProven && !isDeveloper,
  withoutToken: ({ isDeveloper }) => !isDeveloper,
  users: ({ isDeveloper }, isProven) => isProven || isDeveloper,
  all: () => true,
} satisfies Record<string, Removal>

function ofLive(
  world: World,
  call: Unlink,
  id: string,
  identity: Identity,
  pool: Pool,
  flaws: readonly Refusal[],
): [readonly Refusal[], Acceptance[]] {
  const logins = call.logins.map(toLogin).filter(({ isDeveloper }) => !isDeveloper)
  const given = new Set(logins.map(({ key }) => key))
  const named = identity.logins.filter(({ provider }) => call.remove.includes(provider))
  const hasUsers = named.some(({ isDeveloper }) => isDeveloper)
  const hasUnproven = named.some(({ key, isDeveloper }) => !isDeveloper && !given.has(key))
  const isNamed = (name: string): boolean => named.some(({ provider }) => provider === name)
  const isPlain = call.remove.length > 0 && !hasUsers && !hasUnproven && call.remove.every(isNamed)
  const beside = join(world, pool, id, logins)
  const isBeside = beside.parties.length > 1 || beside.fresh.length > 0
  const unlinked = (before: World, from: string, removal: Removal): World => {
    const gone = loginsOf(before, from).filter(
      (one) => call.remove.includes(one.provider) && removal(one, given.has(one.key)),
    )
    return unlink(before, from, gone)
  }
  if (isPlain && !isBeside && logins.length === call.logins.length) {
    const why = named.length > 1 ? rules.severalAtOnce : rules.removesLogin
    return [flaws, [{ kind: 'accepted', rule: why, effect: (before) => unlinked(before, id, removals.proven) }]]
  }
  const ways: [Removal, Choice][] = [[removals.proven, isPlain ? choices.linksNothing : choices.passesOver]]
  if (hasUnproven) ways.push([removals.withoutToken, choices.removesUnproven])
  if (hasUsers) ways.push([removals.users, choices.removesUsers])
  if (hasUnproven && hasUsers) ways.push([removals.all, choices.removesUsers])
  const acceptances = ways.map(([removal, way]): Acceptance => ({
    kind: 'accepted',
    choice: way,
    effect: (before) => unlinked(before, id, removal),
  }))
  // Logins given beside the proof: maybe they are linked, or merged, first (UNL-03).
  if (isBeside && beside.conflicts.length === 0)
    for (const survivor of beside.survivors)
      for (const [removal] of ways)
        acceptances.push({
          kind: 'accepted',
          choice: choices.linksBeside,
          effect: (before) => unlinked(joined(before, beside, survivor), survivor, removal),
        })
  const refusals = [...flaws]
  if (!isPlain) refusals.push(mayRefuse(choices.refusesNotLinked))
  if (logins.length < call.logins.length) refusals.push(mayRefuse(choices.refusesDeveloperKey))
  if (isBeside) refusals.push(mayRefuse(choices.refusesBeside))
  return [refusals, acceptances]
}

/** Open (U2, U8). */
function ofDisabled(
  world: World,
  call: Unlink,
  pool: Pool,
  logins: readonly Login[],
  flaws: readonly Refusal[],
): readonly Outcome[] {
  const refusals = [...flaws, mayRefuse(choices.refusesDisabled)]
  const unchanged: Acceptance = { kind: 'accepted', choice: choices.acceptsDisabled }
  const survivor = survivorOf(world, call.identity)
  const isProven = logins.some((login) => !login.isDeveloper && ownerOf(world, pool, login) === survivor)
  const identity = isProven ? world.identities.get(survivor) : undefined
  if (identity === undefined) return decide(refusals, [unchanged])
  const [, acceptances] = ofLive(world, call, survivor, identity, pool, flaws)
  const ofSurvivor = acceptances.map((one) => open(one, choices.unlinksSurvivor))
  return decide(refusals, [unchanged, ...ofSurvivor])
}
