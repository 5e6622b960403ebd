import { documented, excluded, facts, may, must, should, topic } from '../../harness/requirement/index.ts'

const assumeRole = documented(
  'AWS STS API Reference, AssumeRoleWithWebIdentity',
  'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html',
)
const trust = documented(
  'Amazon Cognito Developer Guide, role trust and permissions',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html',
)

const common = documented(
  'AWS STS API Reference, common errors',
  'https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html',
)

export const sts = topic('sts', {
  members: must(
    'AssumeRoleWithWebIdentity answers credentials, the assumed role, the subject, the audience and the provider of the token.',
    assumeRole,
    facts('STS-01', 'STS-03', 'OBS-107'),
  ),
  subject: must(
    'SubjectFromWebIdentityToken is the identity id, Audience the identity pool id.',
    assumeRole,
    facts('STS-03', 'OBS-107'),
  ),
  provider: should('Provider is cognito-identity.amazonaws.com.', facts('OBS-107')),
  sessionName: must(
    'The role session name is the free choice of the caller and stands in the ARN of the assumed role.',
    assumeRole,
    facts('STS-02', 'OBS-109'),
  ),
  unsigned: must('The call takes no signature.', assumeRole, facts('STS-01')),
  defaultDuration: must(
    'Without DurationSeconds the credentials live for one hour.',
    assumeRole,
    facts('STS-02', 'C-07'),
  ),
  askedDuration: must('Credentials live for DurationSeconds.', assumeRole, facts('STS-02', 'STS-12')),
  usableCredentials: must('The credentials are those of a session of the role.', assumeRole, facts('STS-03')),

  notJwt: must(
    'What is no JWT is refused with InvalidIdentityToken.',
    assumeRole,
    facts('STS-04', 'STS-07', 'OBS-111'),
  ),
  notJwtText: should(
    'The refusal of what is no JWT says "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)".',
    facts('STS-07', 'MSG-28', 'OBS-111'),
  ),
  otherPool: must(
    'A role that trusts another pool is refused with AccessDenied.',
    trust,
    facts('STS-05', 'STS-06', 'STS-14', 'OBS-110'),
  ),
  otherState: must(
    'A role that trusts only logins is refused to a guest with AccessDenied, and the other way round.',
    trust,
    facts('STS-05', 'STS-06', 'OBS-110'),
  ),
  otherStateText: should(
    'The refusal by the trust policy says "Not authorized to perform sts:AssumeRoleWithWebIdentity".',
    facts('STS-05', 'MSG-29', 'OBS-110'),
  ),
  amrOnlyByTrust: should('A role whose trust policy names only the pool is given to guests as well.', facts('OBS-108')),
  errorEnvelope: must(
    'A refusal is an ErrorResponse document with type Sender, code, message and a request id.',
    assumeRole,
    facts('STS-15', 'OBS-111'),
  ),
  deletedIdentity: may('Whether STS takes a token whose identity was deleted meanwhile.', facts('U20')),
  sessionTags: excluded(
    'what a session may do shows in other services only',
    must('Session tags come from the claims of the token.', assumeRole, facts('STS-17')),
  ),
})

/** What the request may say. */
export const input = topic('sts', {
  required: must(
    'RoleArn, RoleSessionName and WebIdentityToken are required; without one the call is refused with ValidationError or MissingParameter.',
    assumeRole,
    common,
    facts('STS-01', 'STS-19'),
  ),
  bounds: must(
    'A member beyond its bounds is refused: with ValidationError or InvalidParameterValue, a token or policy also as such.',
    assumeRole,
    common,
    facts('STS-02', 'STS-19'),
  ),
  boundsCode: should('The code for a member beyond its bounds is ValidationError.', common, facts('STS-11', 'STS-19')),
  boundsText: should(
    "DurationSeconds below 900 is refused with \"1 validation error detected: Value '…' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900\".",
    facts('STS-11', 'STS-20'),
  ),
  insideBounds: must('The first and the last value within the bounds are taken.', assumeRole, facts('STS-02')),
  roleMaximum: must(
    'DurationSeconds above the maximum session duration of the role is refused with ValidationError or InvalidParameterValue.',
    assumeRole,
    facts('STS-02', 'STS-10'),
  ),
  roleMaximumText: should(
    'That refusal says "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."',
    facts('STS-10'),
  ),
  longSession: must(
    'A role whose maximum session duration allows it gives sessions of more than an hour.',
    assumeRole,
    facts('STS-02', 'C-07'),
  ),
  longSessionOfDeveloper: may(
    'Whether a developer token buys a session of more than an hour.',
    facts('STS-12', 'C-07'),
  ),
  policy: must('A session policy is taken, inline, or as up to ten managed ones.', assumeRole, facts('STS-02')),
  malformedPolicy: must(
    'A session policy that is no policy document is refused with MalformedPolicyDocument.',
    assumeRole,
    facts('STS-04'),
  ),
  elevenPolicies: should(
    'Eleven managed session policies are refused.',
    assumeRole,
    facts('STS-02', 'STS-04', 'STS-19'),
  ),
  packedSize: should('With a session policy PackedPolicySize is a percentage.', assumeRole, facts('STS-21', 'STS-03')),
  providerId: may('What STS makes of ProviderId beside a token of an identity pool.', assumeRole, facts('STS-02')),
})

/** Whom the role trusts, and what counts as a token. */
export const trusted = topic('sts', {
  subjectCondition: must(
    'A role that trusts one identity only is refused to others with AccessDenied.',
    trust,
    facts('STS-05', 'STS-06'),
  ),
  providerCondition: must(
    'A role that trusts the logins of one provider only is refused to those of another with AccessDenied.',
    trust,
    facts('STS-05', 'STS-06', 'JWT-06'),
  ),
  otherPrincipal: must(
    'A role that trusts another identity provider than identity pools is refused with AccessDenied.',
    trust,
    facts('STS-05', 'STS-06'),
  ),
  forgedToken: must(
    'A token whose signature does not fit is refused with InvalidIdentityToken.',
    assumeRole,
    facts('STS-04', 'STS-13'),
  ),
  unsignedToken: must(
    'A token without a signature by RSA or ECDSA is refused with InvalidIdentityToken.',
    assumeRole,
    facts('STS-04', 'STS-13'),
  ),
  foreignIssuer: must(
    'A token of another issuer than identity pools is refused with InvalidIdentityToken or AccessDenied by a role that trusts these only.',
    assumeRole,
    trust,
    facts('STS-04', 'STS-05', 'STS-06'),
  ),
  unknownRole: may('How a role that does not exist is answered.', facts('STS-05')),
  deniedStatus: should('A refusal by the trust policy is HTTP 403.', facts('STS-05')),
  malformedPolicyStatus: should('MalformedPolicyDocument is HTTP 400.', facts('STS-04')),
})

/** What the session is. */
export const session = topic('sts', {
  assumedRoleId: must('AssumedRoleId ends with a colon and the session name.', assumeRole, facts('STS-03', 'STS-21')),
  noSessionToken: must(
    'The credentials may not call GetSessionToken: it is refused with AccessDenied.',
    assumeRole,
    facts('STS-16', 'STS-18'),
  ),
  noSessionTokenText: should(
    'That refusal says "Cannot call GetSessionToken with session credentials".',
    facts('STS-18'),
  ),
})
