/** A voice client that knows nothing of Corduroy: bare frames, bare datagrams, and the two ciphers of one more library. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import sodium from 'libsodium-wrappers';
