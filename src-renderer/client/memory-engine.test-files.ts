import { createBirpc } from 'birpc';
import type { EngineFunctions, WindowFunctions } from '#contract/rpc';
import type { Channel, Connector } from './channel';

/** An engine at the other end of lines in memory, whose messages cross as structured clones. */
export function memoryEngine(answer: EngineFunctions['call']) {
  let listening = true;
  let cut: () => void = () => undefined;
  let tell: (name: string, payload: unknown) => void = () => undefined;
  const connector: Connector = {
    open() {
      if (!listening) return Promise.reject(new Error('Nothing answers.'));
      const { port1, port2 } = new MessageChannel();
      const rpc = createBirpc<WindowFunctions, EngineFunctions>(
        { call: answer },
        {
          post: (message: unknown) => port2.postMessage(message),
          on: (listener) => (port2.onmessage = ({ data }) => listener(data)),
          timeout: -1,
        },
      );
      tell = (name, payload) => void rpc.event.asEvent(name, payload);
      let closed: () => void = () => undefined;
      const channel: Channel = {
        post: (message) => port1.postMessage(message),
        listen: (onMessage) => (port1.onmessage = ({ data }) => onMessage(data)),
        onClose: (listener) => (closed = listener),
        close: () => (port1.close(), port2.close()),
      };
      cut = () => {
        channel.close();
        closed();
      };
      return Promise.resolve(channel);
    },
  };
  return {
    connector,
    cut: () => cut(),
    tell: (name: string, payload: unknown) => tell(name, payload),
    listen: (yes: boolean) => (listening = yes),
  };
}
