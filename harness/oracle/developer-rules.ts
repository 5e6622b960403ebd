import { choice, rule } from './rule.ts'

export const rules = {
  newUser: rule(
    'developer/new-user',
    'The developer call for a new developer user makes an identity and answers its id and a token.',
    'DEV-02',
    'DEV-11',
  ),
  newIdentity: rule(
    'developer/new-identity',
    'A new developer user gets an identity of its own, not one that was given before.',
    'DEV-02',
    'DEV-04',
  ),
  knownUser: rule(
    'developer/known-user',
    'The developer call for a known developer user answers its identity.',
    'DEV-02',
  ),
  withOwnIdentity: rule(
    'developer/with-own-identity',
    'A known developer user given with the id of its identity is served.',
    'DEV-04',
  ),
  poolsApart: rule('developer/pools-apart', 'A developer user has another identity in each pool.', 'DEV-02'),
  registeredElsewhere: rule(
    'developer/registered-elsewhere',
    'A developer user who belongs to another identity than the named one is refused with DeveloperUserAlreadyRegisteredException.',
    'DEV-06',
    'C-06',
  ),
  unknownIdentity: rule(
    'developer/unknown-identity',
    'The id of an identity that does not exist is refused with ResourceNotFoundException.',
    'IDN-03',
  ),
  keyNeeded: rule(
    'developer/developer-key-needed',
    'The developer call without the developer provider among its logins is refused.',
    'DEV-03',
  ),
  otherName: rule(
    'developer/other-provider-name',
    'The developer call with the name of another developer provider is refused.',
    'DEV-07',
    'DEV-03',
  ),
  publicToDeveloper: rule(
    'linking/public-to-developer',
    'A public login in the developer call is linked to the identity of the developer user.',
    'DEV-03',
    'DEV-04',
    'LINK-16',
  ),
  developerToPublic: rule(
    'linking/developer-to-public',
    'A developer user given with the id of an identity and one of its public logins is linked to that identity.',
    'DEV-04',
    'DEV-05',
    'LINK-16',
  ),
  developerToGuest: rule(
    'linking/developer-to-guest',
    'A developer user given with the id of a guest is linked to it; the id stays.',
    'DEV-04',
    'LINK-02',
  ),
  needsPublicLogin: rule(
    'linking/developer-needs-public-login',
    'A developer user alone is not linked to an identity with public logins only; the call is refused with NotAuthorizedException.',
    'DEV-05',
    'LINK-16',
  ),
  needsProof: rule(
    'merging/needs-proof',
    'A login of another identity, given without a login of the named one, merges nothing; the call is refused with NotAuthorizedException.',
    'GOIT-04',
    'ACC-02',
  ),
  byDeveloperCall: rule(
    'merging/by-developer-call',
    'The developer call with a public login that belongs to another identity merges both: developer user and login yield one identity.',
    'LINK-14',
    'LINK-15',
    'DEV-03',
  ),
}

export const choices = {
  refusesGuest: choice('U5', 'this target refuses the id of a guest with a developer user who has an identity'),
  mergesGuest: choice('U5', 'this target merges a guest into the identity of the developer user who is given with it'),
  ignoresGuest: choice('U5', 'this target serves the developer user and leaves alone the guest that is named beside'),
  refusesMerged: choice('U2', 'this target refuses the developer call with the id of a merged identity'),
  servesSurvivor: choice('U2', 'this target serves the survivor where the developer call names a merged identity'),
  refusesSecondUser: choice(
    'DEV-05',
    'this target wants a login of the identity before it links a second developer user to it',
  ),
  linksSecondUser: choice('DEV-05', 'this target links a second developer user to an identity by its id alone'),
  ownerKeeps: choice('LINK-14', 'this target links a new developer user to the owner of the public login given beside'),
  newAbsorbs: choice(
    'LINK-14',
    'this target merges the owner of a public login into a new identity of the developer user',
  ),
  refusesDeleted: choice('U10', 'this target refuses a developer user or login whose identity was deleted'),
}
