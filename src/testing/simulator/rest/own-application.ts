/** The application of the path, which must be the one that asks. */
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { type ApplicationRecord } from '../world/applications';
import { ApiError } from './api-error';
import { type RestContext } from './context';

/** Throws Discord's answer to who asks about an application that is another's. */
export function ownApplication(context: RestContext): ApplicationRecord {
  const { application } = context;
  if (context.param('application_id') === application.id) return application;
  if (!context.world.applications.has(context.param('application_id'))) {
    throw new ApiError(404, Codes.UnknownApplication, 'Unknown Application');
  }
  throw new ApiError(
    403,
    Codes.NotAuthorizedToPerformThisActionOnThisApplication,
    'You are not authorized to perform this action on this application',
  );
}
