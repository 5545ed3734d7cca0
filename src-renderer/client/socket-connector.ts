import { decodeMessage, encodeMessage } from '#contract/message-codec';
import type { Channel, Connector } from './channel';

/** Lines over WebSockets to the server that the page came from; its cookie was set when the page's link was opened. */
export function socketConnector(location: Pick<Location, 'protocol' | 'host'>): Connector {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return {
    open: () =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`${scheme}//${location.host}/contract`);
        socket.binaryType = 'arraybuffer';
        socket.addEventListener('open', () => resolve(socketChannel(socket)), { once: true });
        socket.addEventListener('close', () => reject(new Error('The server cannot be reached.')), { once: true });
      }),
  };
}

function socketChannel(socket: WebSocket): Channel {
  return {
    post: (message) => socket.send(new Uint8Array(encodeMessage(message))),
    listen(onMessage) {
      socket.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (event.data instanceof ArrayBuffer) onMessage(decodeMessage(new Uint8Array(event.data)));
      });
    },
    onClose: (listener) => socket.addEventListener('close', listener, { once: true }),
    close: () => socket.close(),
  };
}
