import type { Exchange } from '../client/index.ts'

const bodyLimit = 8192
const secretMembers =
  /"(SecretKey|SecretAccessKey|SessionToken|Token|AccessKeyId|WebIdentityToken)"\s*:\s*"(?:[^"\\]|\\.)*"/g
const secretElements = /<(SecretAccessKey|SessionToken|AccessKeyId|Token)>[^<]*</g
const secretParameters = /\b(WebIdentityToken|X-Amz-Security-Token|X-Amz-Signature|X-Amz-Credential)=[^&\s]*/gi
const secretHeaders = /^(authorization|x-amz-security-token|cookie|set-cookie|proxy-authorization|x-api-key)$/i
const jwt = /\beyJ[\w-]*\.[\w-]+\.[\w-]*/g
/** Login tokens of other forms than a JWT (opaque social tokens, assertions) are secrets as well; short values are names or test garbage. */
const loginsMap = /"Logins"\s*:\s*\{[^{}]*\}/g
const longValue = /(:\s*)"(?:[^"\\]|\\.){101,}"/g
const keyId = /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g

/**
 * Takes tokens, keys and signatures out of texts. Within one redactor the same token gets the same placeholder, so that
 * equalities can still be seen. `secretNames`: more headers (lower-case) whose values are secrets.
 */
export function createRedactor(secretNames: readonly string[] = []): {
  text(value: string): string
  exchange(exchange: Exchange): Exchange
} {
  const placeholders = new Map<string, string>()
  const token = (found: string): string => {
    const known = placeholders.get(found) ?? `<token:${placeholders.size + 1}>`
    placeholders.set(found, known)
    return known
  }
  const text = (value: string): string =>
    value
      .replaceAll(jwt, token)
      .replaceAll(loginsMap, (found) => found.replaceAll(longValue, '$1"<redacted>"'))
      .replaceAll(secretMembers, (found, name: string) =>
        found.includes('<token:') ? found : `"${name}":"<redacted>"`,
      )
      .replaceAll(secretElements, '<$1><redacted><')
      .replaceAll(secretParameters, (found, name: string) => (found.includes('<token:') ? found : `${name}=<redacted>`))
      .replaceAll(keyId, '<key id>')

  const headers = (given: Record<string, string>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        name,
        secretHeaders.test(name) || secretNames.includes(name.toLowerCase()) ? '<redacted>' : text(value),
      ]),
    )
  const body = (value: string): string => {
    const redacted = text(value)
    return redacted.length > bodyLimit ? `${redacted.slice(0, bodyLimit)}… (${redacted.length} characters)` : redacted
  }

  return {
    text,
    exchange: (exchange) => ({
      ...exchange,
      request: {
        ...exchange.request,
        url: text(exchange.request.url),
        headers: headers(exchange.request.headers),
        body: body(exchange.request.body),
      },
      ...(exchange.error === undefined ? {} : { error: text(exchange.error) }),
      ...(exchange.response === undefined
        ? {}
        : {
            response: {
              ...exchange.response,
              headers: headers(exchange.response.headers),
              body: body(exchange.response.body),
            },
          }),
    }),
  }
}
