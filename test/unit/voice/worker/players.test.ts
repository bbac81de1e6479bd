/** Everything that players and queues promise is kept by those that work in a worker: the same tests, other stages. */
import './stages-in-worker';
import '../player/crossfade.test';
import '../player/mixing.test';
import '../player/player.test';
import '../player/properties.test';
import '../player/queue.test';
import '../player/reconnect.test';
import '../player/volume.test';
