/** Ids of SKUs in queries: a list for authors, one text with commas for Discord. */

/** https://discord.com/developers/docs/resources/entitlement#list-entitlements */
export function withListedSkus<Query extends { readonly skuIds?: string | readonly string[] | undefined }>(
  query: Query | undefined,
): Query | undefined {
  return typeof query?.skuIds === 'object' ? { ...query, skuIds: query.skuIds.join(',') } : query;
}
