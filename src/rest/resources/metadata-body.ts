/** Bodies that are metadata and nothing else: their keys are the application's, and stay as they are. */
import { type MetadataMap, moderationMetadataSpec } from '../../models';
import { type ResourceHost } from './resource';

/** @throws {BodyError} BODY_INVALID when a value is no text. */
export function metadataBody(host: ResourceHost, metadata: MetadataMap): MetadataMap {
  return (host.encode(moderationMetadataSpec, { metadata }) as { readonly metadata: MetadataMap }).metadata;
}
