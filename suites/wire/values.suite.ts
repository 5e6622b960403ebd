import { judge, observe, wire } from '../../harness/check/index.ts'
import { type Http, type Response, acceptedAnswer, arrangedAnswer, refusedAnswer, textOf } from './read.ts'
import { bodies } from './requirements.ts'

const operation = 'ListIdentities'
/** A call with this text for MaxResults. */
const withNumber = (http: Http, pool: string, text: string): Promise<Response> =>
  http.json(operation, {}, true, { body: `{"IdentityPoolId":"${pool}","MaxResults":${text}}` })
const withEscape = (http: Http, pool: string, text: string): Promise<Response> =>
  http.json('GetId', {}, false, { body: `{"IdentityPoolId":"${pool}","Unknown":"${text}"}` })

for (const [title, text] of [
  ['a number with a leading zero', '01'],
  ['a number with a plus sign', '+1'],
  ['a number that begins with a point', '.5'],
  ['a number that ends with a point', '1.'],
  ['a hexadecimal number', '0x1'],
  ['a number in full width', '１'],
  ['no value', ''],
  ['a word without quotes', 'one'],
] as const) {
  wire(bodies.malformedJson, title, {}, async ({ pool, http }) => {
    await arrangedAnswer(await withNumber(http, pool.id, '1'), operation)
    refusedAnswer(await withNumber(http, pool.id, text), operation)
  })
}

for (const [title, text] of [
  ['an escape that there is not', String.raw`\x41`],
  ['half an escape', String.raw`\u00`],
  ['a tabulator in a text', '\t'],
] as const) {
  wire(bodies.malformedJson, title, {}, async ({ pool, http }) => {
    await arrangedAnswer(await withEscape(http, pool.id, String.raw`\u0041`), 'GetId')
    refusedAnswer(await withEscape(http, pool.id, text), 'GetId')
  })
}

for (const [title, text] of [
  ['an exponent', '1e1'],
  ['a fraction of zero', '1.0'],
  ['minus zero', '-0'],
  ['one more than 32 bits hold', '2147483648'],
  ['a whole 32 bits more than one', '4294967297'],
  ['one more than 64 bits hold', '9223372036854775808'],
  ['a thousand digits', '1'.repeat(1000)],
] as const) {
  wire(bodies.numberForms, title, {}, async ({ pool, http }) => {
    observe(textOf(await withNumber(http, pool.id, text)))
  })

  wire(bodies.noServerFault, `MaxResults of ${title}`, {}, async ({ pool, http }) => {
    const response = await withNumber(http, pool.id, text)
    judge(response.status < 500, 'no HTTP 5xx', textOf(response), `${operation} answer, HTTP status`)
  })
}

wire(bodies.nullIsAbsent, 'NextToken of the first page', {}, async ({ pool, http }) => {
  acceptedAnswer(
    await http.json(operation, { IdentityPoolId: pool.id, MaxResults: 1, NextToken: null }, true),
    operation,
  )
})
