import * as z from 'zod'

const text = z.string().min(1)
const origin = z.union(
  [
    z.strictObject({ token: text }),
    z.strictObject({ file: text }),
    z.strictObject({ env: text }),
    z.strictObject({ command: text }),
  ],
  { error: 'a token is given as one of token, file, env and command' },
)
const origins = z.union([origin.transform((one): [typeof one] => [one]), z.tuple([origin], origin)], {
  error: 'sound tokens are one of token, file, env and command, or a list of these',
})

const user = z.strictObject({
  sound: origins,
  expired: origin.exactOptional(),
  'wrong-audience': origin.exactOptional(),
  'without-audience': origin.exactOptional(),
})

const provider = z.strictObject({
  /** By which a pool trusts the provider: application id, client id or audience. */
  audience: text,
  users: z.record(text, user).refine((users) => Object.keys(users).length > 0, 'a provider needs a user'),
})

/** Provider → named users → tokens. */
export const givenSchema = z
  .strictObject({ providers: z.record(text, provider) })
  .refine(({ providers }) => Object.keys(providers).length > 0, 'a provider is needed')
  .transform(({ providers }) =>
    Object.entries(providers).map(([key, { audience, users }]) => ({
      key,
      audience,
      users: Object.entries(users).map(([name, { sound, ...flawed }]) => ({ name, sound, flawed })),
    })),
  )
