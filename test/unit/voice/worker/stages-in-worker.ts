/** To be imported before tests of players: their stages have the player in a worker. */
import { playsIn } from '../player/support';

playsIn('in a worker');
