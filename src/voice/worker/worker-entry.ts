/** What a voice worker runs: its host, with real sockets and the system's clock, on the port to the thread that started it. */
import { parentPort } from 'node:worker_threads';
import { systemClock } from '../../util';
import { loadOpus } from '../codec/load-opus';
import { loadDaveProvider } from '../dave/dave-provider';
import { WsVoiceSocketFactory } from '../signalling/ws-voice-socket';
import { NodeUdpSocketFactory } from '../transport/node-udp';
import { WorkerHost } from './host/worker-host';
import { type ToWorker } from './messages';

if (parentPort) {
  const port = parentPort;
  const host = new WorkerHost({
    clock: systemClock,
    sockets: new WsVoiceSocketFactory(),
    udp: new NodeUdpSocketFactory(),
    random: Math.random,
    opus: () => loadOpus(),
    loadDave: loadDaveProvider,
    post: (message, transfer = []) => {
      port.postMessage(message, transfer);
    },
  });
  port.on('message', (message: ToWorker) => {
    host.hear(message);
  });
}
