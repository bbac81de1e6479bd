/** What calls promise is kept by those that work in a worker: the same tests, other calls. */
import './calls-in-worker';
import '../stage.test';
import '../voice-client.test';
import '../voice-clients.test';
