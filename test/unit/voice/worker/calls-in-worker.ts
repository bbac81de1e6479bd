/** To be imported before tests of calls: they work in a worker. */
import { FakeCall } from '../fake-call';

FakeCall.worksInWorker = true;
