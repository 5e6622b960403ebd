import { documented, excluded, facts, may, must, should, topic } from '../../harness/requirement/index.ts'

const assumeRole = documented(
  'AWS STS API Reference, AssumeRoleWithWebIdentity',
  'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html',
)
const trust = documented(
  'Amazon Cognito Developer Guide, role trust and permissions',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html',
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
  tooLong: excluded(
    'topic of the whole rule book: bounds of DurationSeconds, RoleSessionName and policies',
    must('DurationSeconds and RoleSessionName have bounds.', assumeRole, facts('STS-02', 'STS-10', 'STS-11')),
  ),
  sessionTags: excluded(
    'what a session may do shows in other services only',
    must('Session tags come from the claims of the token.', assumeRole, facts('STS-17', 'STS-16')),
  ),
})
