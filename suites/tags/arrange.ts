import { type Scene, tagKey } from '../../harness/world/index.ts'

type Tags = Record<string, string>
type Described = Scene['pool']

/** The three operations on the tags of a pool. On AWS pools carry a tag of the run as well; it is left out here. */
export function taggingOf({ call, region, accountId }: Scene, { id }: Pick<Described, 'id'>) {
  const ResourceArn = arnOf(region, accountId, id)
  return {
    ResourceArn,
    tag: (Tags: Tags) => call('TagResource', { ResourceArn, Tags }),
    untag: (...TagKeys: string[]) => call('UntagResource', { ResourceArn, TagKeys }),
    list: () => call('ListTagsForResource', { ResourceArn }).map(({ Tags }) => ownTags(Tags)),
  }
}

export const arnOf = (region: string, accountId: string, poolId: string): string =>
  `arn:aws:cognito-identity:${region}:${accountId}:identitypool/${poolId}`

/** In the order of their keys. */
export function ownTags(tags: Tags = {}): Tags {
  const own = Object.entries(tags).filter(([key]) => key !== tagKey)
  return Object.fromEntries(own.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

/** `count` tags. */
export const many = (count: number): Tags =>
  ownTags(Object.fromEntries(Array.from({ length: count }, (_, index) => [`key ${index}`, `value ${index}`])))
