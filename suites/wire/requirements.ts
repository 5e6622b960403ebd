import { documented, facts, may, must, should, topic } from '../../harness/requirement/index.ts'

const json = documented(
  'Smithy, AWS JSON 1.1 protocol',
  'https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html',
)
const fetch = documented('Fetch Standard, CORS protocol', 'https://fetch.spec.whatwg.org/#http-cors-protocol')
const rfc8259 = documented('RFC 8259, The JSON data interchange format', 'https://www.rfc-editor.org/rfc/rfc8259')
const rfc9110 = documented('RFC 9110, HTTP semantics', 'https://www.rfc-editor.org/rfc/rfc9110')
const rfc9112 = documented('RFC 9112, HTTP/1.1', 'https://www.rfc-editor.org/rfc/rfc9112')
const sigv4 = documented(
  'IAM User Guide, AWS Signature Version 4 for API requests',
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html',
)
const troubleshooting = documented(
  'IAM User Guide, troubleshoot signed requests',
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html',
)
const temporary = documented(
  'IAM User Guide, use temporary credentials with AWS resources',
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_use-resources.html',
)
const query = documented('Smithy, AWS Query protocol', 'https://smithy.io/2.0/aws/protocols/aws-query-protocol.html')
const stsCommon = documented(
  'AWS STS API Reference, common errors',
  'https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html',
)
const common = documented(
  'Amazon Cognito Federated Identities API Reference, common errors',
  'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/CommonErrors.html',
)

/** What goes in, and how a sound answer looks. */
export const envelope = topic('wire', {
  target: must('X-Amz-Target AWSCognitoIdentityService.<Operation> names the operation.', json, facts('WIRE-01')),
  unknownTarget: should(
    'A target that names no operation of the service is refused.',
    json,
    common,
    facts('WIRE-17', 'U13'),
  ),
  unknownTargetCode: should(
    'The code of an unknown or missing target is UnknownOperationException.',
    common,
    facts('WIRE-17', 'OBS-009'),
  ),
  targetForms: may('Which other forms of X-Amz-Target are taken.', facts('WIRE-01')),
  answerType: must('Answers are of the type application/x-amz-json-1.1.', json, facts('OBS-001')),
  answerLength: should('Answers carry their length.', json, facts('OBS-001')),
  answerDate: should('Answers carry the date, in the form of HTTP.', rfc9110, facts('OBS-001')),
  requestTypes: may('Which other content types of a request are taken.', facts('WIRE-02')),
  acceptHeader: may('Whether Accept makes a difference.', rfc9110),
  emptyBody: should('An empty body counts as an empty object.', json),
  noOutput: must(
    'An operation without output answers HTTP 200 with nothing or an empty object.',
    json,
    facts('WIRE-15'),
  ),
  noOutputEmpty: should('An operation without output answers an empty body.', json, facts('WIRE-15')),
  noOutputType: should('An empty answer has the content type all the same.', json),
  emptyOutput: should('TagResource and UntagResource answer an empty object.', facts('OP-19', 'OP-22')),
  otherMethods: should('No operation is performed by another method than POST.', json),
  otherMethodsAnswer: may('What another method than POST is answered.', json),
  otherPaths: may('What a request to another path than / is answered.', json),
  timestamps: must('Timestamps are JSON numbers.', json, facts('WIRE-13', 'OBS-010')),
  epochSeconds: must('Timestamps count seconds since 1970.', json, facts('WIRE-13', 'OBS-010', 'OBS-013')),
})

/** Bodies that are not what they should be. */
export const bodies = topic('wire', {
  malformedJson: should('A body that is not JSON is refused.', json, facts('OBS-008', 'U13')),
  malformedJsonCode: should('The code for a body that is not JSON is SerializationException.', facts('OBS-008')),
  notAnObject: should('A body that is JSON but no object is refused.', json, facts('OBS-008')),
  wrongTypes: should('A member of the wrong JSON type is refused.', json, facts('OBS-008', 'U12')),
  wrongTypesCode: should('The code for a member of the wrong JSON type is SerializationException.', facts('OBS-008')),
  convertibleTypes: may('What becomes of a scalar of another type, for example a number as a string.', json),
  nullIsAbsent: should('A member that is null counts as absent.', facts('WIRE-11')),
  numberForms: may('Which forms and sizes of numbers are taken for a whole number.', rfc8259),
  sameJson: should('White space, the order of members and escapes make no difference.', rfc8259),
  noServerFault: should('What the sender did wrong is never answered with HTTP 5xx.', rfc9110, facts('WIRE-03')),
  oddities: may('What becomes of bodies on which JSON parsers differ.', rfc8259),
})

/** Refusals, and the headers of all answers. */
export const errors = topic('wire', {
  status: must('Refusals are HTTP 400, also of what is not found or not authorized.', facts('WIRE-03', 'OBS-001')),
  typeSomewhere: must('A refusal names its type in a header or in the body.', json, facts('WIRE-04', 'WIRE-05')),
  type: must('The body of a refusal has __type.', facts('WIRE-04', 'OBS-004')),
  bareType: should('The type of an error is its bare name, without a namespace.', json, facts('WIRE-04', 'OBS-004')),
  message: must('The body of a refusal has message, in lower case.', facts('WIRE-04', 'OBS-004')),
  twoMembers: should('The body of a refusal has __type and message and nothing else.', facts('WIRE-04', 'OBS-004')),
  compact: should('The body of a refusal is JSON without white space, __type first.', facts('WIRE-04', 'OBS-004')),
  typeHeader: must('The header x-amzn-ErrorType names the same type as the body.', facts('WIRE-05', 'OBS-001')),
  typeHeaderColon: should('The header x-amzn-ErrorType ends in a colon.', facts('WIRE-05', 'OBS-001')),
  messageHeader: should('The header x-amzn-ErrorMessage repeats the message.', facts('WIRE-05', 'OBS-001')),
  requestId: must('A refusal carries x-amzn-RequestId.', facts('WIRE-05', 'OBS-001')),
  requestIdOfSuccess: should('An accepted call carries x-amzn-RequestId.', facts('WIRE-06', 'OBS-003')),
  requestIdForm: should('The request id is a UUID.', facts('OBS-001')),
  requestIdUnique: should('Each answer has an x-amzn-RequestId of its own.', facts('OBS-001')),
  order: may('Which of several errors in one request is reported.', facts('WIRE-11', 'U12')),
})

/** Browsers. */
export const cors = topic('wire', {
  allowOrigin: should('Answers are open to any origin.', facts('WIRE-06', 'OBS-003')),
  exposedHeaders: should(
    'Scripts may read x-amzn-RequestId, x-amzn-ErrorType, x-amzn-ErrorMessage and Date.',
    facts('WIRE-06', 'OBS-003'),
  ),
  preflight: should(
    'A preflight needs no target and no signature and is answered with HTTP 2xx.',
    fetch,
    facts('OBS-003'),
  ),
  preflightOrigin: should('A preflight allows any origin.', fetch, facts('OBS-003')),
  preflightHeaders: should('A preflight allows the headers of a call from a browser.', fetch, facts('OBS-003')),
  preflightSigned: should('A preflight allows the headers of a signed call from a browser.', fetch, facts('OBS-003')),
  preflightAge: may('How long a preflight is good for.', fetch),
})

/** One connection, several requests, and what HTTP/1.1 allows beside plain bodies. */
export const connection = topic('wire', {
  keepAlive: should('A connection serves one request after the other.', rfc9112, facts('OBS-002')),
  headerNames: may('Whether header names in capitals are taken.', rfc9110),
  pipelining: may('What becomes of requests that do not wait for each other.', rfc9112),
  expect: should('A sender that expects 100-continue gets its answer.', rfc9110),
  expectInterim: may('Whether 100 Continue comes before the body.', rfc9110),
  chunked: may('Whether a chunked request is taken.', rfc9112, json),
  head: may('What HEAD is answered.', rfc9110),
  transportSecurity: may('Whether answers carry Strict-Transport-Security.', facts('OBS-002')),
})

const signedOperations =
  'OP-01 OP-02 OP-03 OP-04 OP-05 OP-08 OP-10 OP-11 OP-12 OP-13 OP-14 OP-15 OP-16 OP-17 OP-18 OP-19 OP-20 OP-22 OP-23'

/** SigV4. All but the first rows are untestable where any signature is taken. */
export const signatures = topic('wire', {
  openOperations: must('GetOpenIdToken and GetCredentialsForIdentity take no signature.', facts('OP-06', 'OP-09')),
  missing: must(
    'The nineteen other operations are refused without a signature.',
    facts(...signedOperations.split(' ')),
  ),
  missingCode: should('The code for a missing signature is MissingAuthenticationTokenException.', facts('WIRE-17')),
  verified: may('Whether signatures are verified at all.', troubleshooting),
  wrongSecret: must('A signature with the wrong secret is refused.', troubleshooting),
  wrongSecretCode: should(
    'The code for a signature that does not match is InvalidSignatureException.',
    troubleshooting,
  ),
  unknownKey: must('A signature with an unknown access key is refused.', common, facts('WIRE-16', 'OBS-007')),
  unknownKeyCode: should(
    'The code for an unknown access key is UnrecognizedClientException.',
    common,
    facts('WIRE-16', 'OBS-007'),
  ),
  altered: must('A request that was altered after it was signed is refused.', sigv4, troubleshooting),
  scope: must('A credential scope of another Region, service or day is refused.', troubleshooting),
  date: must('A signature that expired or is not yet current is refused.', troubleshooting),
  incomplete: must('A signature without one of its parts is refused.', sigv4, common),
  incompleteCode: should('The code for an incomplete signature is IncompleteSignatureException.', common),
  foreignScheme: may('What another authorization scheme than AWS4-HMAC-SHA256 is answered.', sigv4),
  presigned: may('Whether a signature in the query is taken.', sigv4),
  signedOpenCall: may('What a bad signature does to an open operation.', facts('OP-07')),
  foreignSessionToken: should('Keys with a session token that is not theirs are refused.', temporary, common),
  missingSessionToken: should('Temporary keys without their session token are refused.', temporary, common),
  sessionToken: should('Temporary keys with their session token are known.', temporary),
  denied: should(
    'A signed call by a session whose role has no permissions is refused with AccessDeniedException.',
    facts('WIRE-18', 'OBS-006'),
  ),
  deniedText: should(
    'That refusal says who may not perform what: "User: <arn> is not authorized to perform: cognito-identity:<operation> on resource: …".',
    facts('WIRE-18', 'OBS-006', 'MSG-27'),
  ),
  deniedMember: may('Whether a denial by IAM says message or Message.', facts('WIRE-19', 'OBS-005', 'C6')),
})

/** The Query protocol of STS. */
export const queries = topic('wire', {
  queryByGet: must('STS takes a call by GET as well as by POST.', query),
  queryVersion: may('What STS makes of an API version that there is not.', query),
  queryMissingAction: may('What STS makes of a request without Action.', stsCommon),
  queryInUrl: may('Whether STS takes parameters of a POST from its address.', query),
  queryUnknownParameter: may('What STS makes of a parameter that there is not.', query),
  queryUnknownAction: must('STS refuses an action that there is not.', query, stsCommon),
  queryUnknownActionCode: should('The code for an unknown action is InvalidAction.', stsCommon),
  queryType: should('Answers of STS are of the type text/xml.', query),
  queryRoot: must(
    'The answer of STS is an AssumeRoleWithWebIdentityResponse with a Result in it.',
    query,
    facts('STS-03'),
  ),
  queryNamespace: must('The answer of STS has the namespace https://sts.amazonaws.com/doc/2011-06-15/.', query),
  queryMetadata: must('The answer of STS has a RequestId in its ResponseMetadata.', query),
  queryRequestIdUnique: must('Each answer of STS has a RequestId of its own.', query),
  queryTimestamps: must('Timestamps of STS are ISO 8601 texts in UTC.', query, facts('STS-03')),
})
