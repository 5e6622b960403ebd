import { gzipSync } from 'node:zlib'
import { judge, observe, wire } from '../../harness/check/index.ts'
import { type Http, acceptedAnswer, refusedAnswer, textOf } from './read.ts'
import { bodies } from './requirements.ts'

const getId = (http: Http, body: string | Uint8Array, headers: Record<string, string> = {}) =>
  http.json('GetId', {}, false, { body, headers })
const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))

for (const [title, bodyOf] of [
  ['an object without its end', (pool: string) => `{"IdentityPoolId":"${pool}"`],
  ['a text without its end', (pool: string) => `{"IdentityPoolId":"${pool}`],
  ['single quotes', (pool: string) => `{'IdentityPoolId':'${pool}'}`],
  ['a name without quotes', (pool: string) => `{IdentityPoolId:"${pool}"}`],
  ['no colon', (pool: string) => `{"IdentityPoolId" "${pool}"}`],
  ['an object and more', (pool: string) => `{"IdentityPoolId":"${pool}"}}`],
  ['a form', (pool: string) => `IdentityPoolId=${pool}`],
  ['XML', (pool: string) => `<IdentityPoolId>${pool}</IdentityPoolId>`],
] as const) {
  wire(bodies.malformedJson, title, {}, async ({ pool, http }) => {
    refusedAnswer(await getId(http, bodyOf(pool.id)), title)
  })

  wire(bodies.malformedJsonCode, title, {}, async ({ pool, http }) => {
    refusedAnswer(await getId(http, bodyOf(pool.id)), title, 'SerializationException')
  })
}

for (const [title, body] of [
  ['an array', '[]'],
  ['a text', '"IdentityPoolId"'],
  ['a number', '1'],
  ['true', 'true'],
] as const) {
  wire(bodies.notAnObject, title, {}, async ({ http }) => {
    refusedAnswer(await getId(http, body), title, 'SerializationException')
  })
}

interface Typed {
  operation:
    | 'GetId'
    | 'UntagResource'
    | 'ListIdentities'
    | 'CreateIdentityPool'
    | 'SetIdentityPoolRoles'
    | 'DeleteIdentities'
    | 'GetOpenIdTokenForDeveloperIdentity'
  inputOf: (pool: string) => object
}
const unsigned = new Set(['GetId'])

const wrongTypes: [string, Typed][] = [
  ['an object for a string', { operation: 'GetId', inputOf: (pool) => ({ IdentityPoolId: { id: pool } }) }],
  ['a list for a string', { operation: 'GetId', inputOf: (pool) => ({ IdentityPoolId: [pool] }) }],
  ['a string for a map', { operation: 'GetId', inputOf: (pool) => ({ IdentityPoolId: pool, Logins: 'a=b' }) }],
  ['a list for a map', { operation: 'GetId', inputOf: (pool) => ({ IdentityPoolId: pool, Logins: ['a', 'b'] }) }],
  [
    'an object for a value of a map',
    { operation: 'GetId', inputOf: (pool) => ({ IdentityPoolId: pool, Logins: { a: {} } }) },
  ],
  ['a string for a list', { operation: 'DeleteIdentities', inputOf: (pool) => ({ IdentityIdsToDelete: pool }) }],
  [
    'an object for a list',
    { operation: 'DeleteIdentities', inputOf: (pool) => ({ IdentityIdsToDelete: { id: pool } }) },
  ],
  [
    'an object for an element of a list',
    { operation: 'DeleteIdentities', inputOf: () => ({ IdentityIdsToDelete: [{}] }) },
  ],
  [
    'a word for a number',
    { operation: 'ListIdentities', inputOf: (pool) => ({ IdentityPoolId: pool, MaxResults: 'ten' }) },
  ],
  [
    'a list for a number',
    { operation: 'ListIdentities', inputOf: (pool) => ({ IdentityPoolId: pool, MaxResults: [1] }) },
  ],
  [
    'an object for a boolean',
    { operation: 'ListIdentities', inputOf: (pool) => ({ IdentityPoolId: pool, MaxResults: 1, HideDisabled: {} }) },
  ],
  [
    'a list for a boolean',
    { operation: 'ListIdentities', inputOf: (pool) => ({ IdentityPoolId: pool, MaxResults: 1, HideDisabled: [true] }) },
  ],
  [
    'an object for a number',
    { operation: 'ListIdentities', inputOf: (pool) => ({ IdentityPoolId: pool, MaxResults: { value: 1 } }) },
  ],
  [
    'a word for a long number',
    {
      operation: 'GetOpenIdTokenForDeveloperIdentity',
      inputOf: (pool) => ({ IdentityPoolId: pool, Logins: { a: 'b' }, TokenDuration: 'ten' }),
    },
  ],
  [
    'a list for a structure',
    {
      operation: 'SetIdentityPoolRoles',
      inputOf: (pool) => ({ IdentityPoolId: pool, Roles: {}, RoleMappings: { a: ['b'] } }),
    },
  ],
  [
    'a string for a structure',
    {
      operation: 'SetIdentityPoolRoles',
      inputOf: (pool) => ({ IdentityPoolId: pool, Roles: {}, RoleMappings: { a: 'b' } }),
    },
  ],
]

for (const [title, { operation, inputOf }] of wrongTypes) {
  wire(bodies.wrongTypes, title, {}, async ({ pool, http }) => {
    refusedAnswer(await http.json(operation, inputOf(pool.id), !unsigned.has(operation)), operation)
  })

  wire(bodies.wrongTypesCode, title, {}, async ({ pool, http }) => {
    const response = await http.json(operation, inputOf(pool.id), !unsigned.has(operation))
    refusedAnswer(response, operation, 'SerializationException')
  })
}

const convertible: [string, Typed][] = [
  [
    'a boolean in capitals',
    { operation: 'ListIdentities', inputOf: (pool) => ({ IdentityPoolId: pool, MaxResults: 1, HideDisabled: 'TRUE' }) },
  ],
  ['a number for a string', { operation: 'GetId', inputOf: () => ({ IdentityPoolId: 5 }) }],
  ['a boolean for a string', { operation: 'GetId', inputOf: () => ({ IdentityPoolId: true }) }],
  [
    'a string for a number',
    { operation: 'ListIdentities', inputOf: (pool) => ({ IdentityPoolId: pool, MaxResults: '1' }) },
  ],
  [
    'a fraction for a whole number',
    { operation: 'ListIdentities', inputOf: (pool) => ({ IdentityPoolId: pool, MaxResults: 1.5 }) },
  ],
  [
    'a boolean for a number',
    { operation: 'ListIdentities', inputOf: (pool) => ({ IdentityPoolId: pool, MaxResults: true }) },
  ],
  [
    'a string for a boolean',
    { operation: 'ListIdentities', inputOf: (pool) => ({ IdentityPoolId: pool, MaxResults: 1, HideDisabled: 'true' }) },
  ],
  [
    'a number for a boolean',
    { operation: 'ListIdentities', inputOf: (pool) => ({ IdentityPoolId: pool, MaxResults: 1, HideDisabled: 1 }) },
  ],
  [
    'a number for an element of a list',
    { operation: 'DeleteIdentities', inputOf: () => ({ IdentityIdsToDelete: [5] }) },
  ],
  [
    'a number for a value of a map',
    { operation: 'GetId', inputOf: (pool) => ({ IdentityPoolId: pool, Logins: { a: 5 } }) },
  ],
  ['a null element of a list', { operation: 'DeleteIdentities', inputOf: () => ({ IdentityIdsToDelete: [null] }) }],
  ['a null value of a map', { operation: 'GetId', inputOf: (pool) => ({ IdentityPoolId: pool, Logins: { a: null } }) }],
]

for (const [title, { operation, inputOf }] of convertible) {
  wire(bodies.convertibleTypes, title, {}, async ({ pool, http }) => {
    observe(textOf(await http.json(operation, inputOf(pool.id), !unsigned.has(operation))))
  })
}

wire(bodies.nullIsAbsent, 'an optional member', {}, async ({ pool, http }) => {
  acceptedAnswer(await http.json('GetId', { IdentityPoolId: pool.id, Logins: null, AccountId: null }), 'GetId')
})

wire(bodies.nullIsAbsent, 'a required member', {}, async ({ http }) => {
  const response = await http.json('GetId', { IdentityPoolId: null })
  refusedAnswer(response, 'GetId', 'ValidationException', 'InvalidParameterException')
})

for (const [title, bodyOf] of [
  ['white space', (pool: string) => `\r\n\t {\n"IdentityPoolId" :\t"${pool}" }\n `],
  ['an escaped value', (pool: string) => `{"IdentityPoolId":"${pool.replace(':', String.raw`\u003a`)}"}`],
  ['an escaped name', (pool: string) => String.raw`{"\u0049dentityPool\u0049d":"${pool}"}`],
  ['another order', (pool: string) => `{"Logins":{},"IdentityPoolId":"${pool}"}`],
] as const) {
  wire(bodies.sameJson, title, {}, async ({ pool, http }) => {
    acceptedAnswer(await getId(http, bodyOf(pool.id)), 'GetId')
  })
}

const megabyte = 'x'.repeat(1_048_576)
const deep = (open: string, close: string): string => open.repeat(10_000) + close.repeat(10_000)

const odd: [string, (pool: string) => string | Uint8Array, Record<string, string>?][] = [
  ['nothing but null', () => 'null'],
  ['a member twice, the sound one last', (pool) => `{"IdentityPoolId":"a:b","IdentityPoolId":"${pool}"}`],
  ['a member twice, the sound one first', (pool) => `{"IdentityPoolId":"${pool}","IdentityPoolId":"a:b"}`],
  ['an unknown member', (pool) => JSON.stringify({ IdentityPoolId: pool, Unknown: { a: [1] } })],
  ['a member in lower case', (pool) => JSON.stringify({ identityPoolId: pool })],
  ['10,000 arrays in each other', (pool) => `{"IdentityPoolId":"${pool}","Unknown":${deep('[', ']')}}`],
  [
    '10,000 objects in each other',
    (pool) => `{"IdentityPoolId":"${pool}","Unknown":${deep('{"a":', '}').replace('}', '1}')}}`,
  ],
  ['1 MB of an unknown member', (pool) => JSON.stringify({ IdentityPoolId: pool, Unknown: megabyte })],
  ['400 kB of a known member', () => JSON.stringify({ IdentityPoolId: 'x'.repeat(400_000) })],
  ['1 MB of white space', (pool) => JSON.stringify({ IdentityPoolId: pool }) + ' '.repeat(1_048_576)],
  ['a byte order mark', (pool) => `\uFEFF${JSON.stringify({ IdentityPoolId: pool })}`],
  ['UTF-16', (pool) => Buffer.from(`\uFEFF${JSON.stringify({ IdentityPoolId: pool })}`, 'utf16le')],
  ['invalid UTF-8', (pool) => bytes(`{"IdentityPoolId":"${pool}","Unknown":"`, [0xc3, 0x28, 0xff], '"}')],
  ['an overlong NUL', (pool) => bytes(`{"IdentityPoolId":"${pool}","Unknown":"`, [0xc0, 0x80], '"}')],
  ['half of a surrogate pair', (pool) => `{"IdentityPoolId":"${pool}","Unknown":"\\ud800"}`],
  ['a raw line break in a text', (pool) => `{"IdentityPoolId":"${pool}","Unknown":"a\nb"}`],
  ['a trailing comma', (pool) => `{"IdentityPoolId":"${pool}",}`],
  ['a comment', (pool) => `{"IdentityPoolId":"${pool}"/* pool */}`],
  ['NaN', (pool) => `{"IdentityPoolId":"${pool}","Unknown":NaN}`],
  ['a number beyond all doubles', (pool) => `{"IdentityPoolId":"${pool}","Unknown":1e999}`],
  ['a second document', (pool) => `{"IdentityPoolId":"${pool}"}{}`],
  ['__proto__ as a member', (pool) => `{"IdentityPoolId":"${pool}","__proto__":{"Logins":{"a":"b"}}}`],
  ['gzip', (pool) => gzipSync(JSON.stringify({ IdentityPoolId: pool })), { 'content-encoding': 'gzip' }],
  ['an unknown content encoding', (pool) => JSON.stringify({ IdentityPoolId: pool }), { 'content-encoding': 'no' }],
]

for (const [title, bodyOf, headers] of odd) {
  wire(bodies.oddities, title, {}, async ({ pool, http }) => {
    observe(textOf(await getId(http, bodyOf(pool.id), headers)))
  })

  wire(bodies.noServerFault, title, {}, async ({ pool, http }) => {
    const response = await getId(http, bodyOf(pool.id), headers)
    judge(response.status < 500, 'no HTTP 5xx', textOf(response), 'GetId answer, HTTP status')
  })
}
