/** Addresses of this computer alone: what is asked of a language model goes over no network. */
import { BlockList } from 'node:net';
import { fail, ok, type Result } from '@mirubato/domain/problem';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);

/** Where Ollama, llama.cpp and LM Studio have the interface that is spoken here. */
const USUAL_PATH = '/v1';

/** `http://127.0.0.1:11434/v1`, without a slash at the end. Problem `model-not-local`. */
export function parseLoopbackAddress(text: string): Result<string> {
  const written = text.trim();
  const url = URL.parse(/^[a-z]+:\/\//i.test(written) ? written : `http://${written}`);
  const isWeb = url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password;
  if (!isWeb || url.search || url.hash || !isLoopback(url.hostname))
    return fail(
      'model-not-local',
      'The address has to be one of this computer, such as http://127.0.0.1:11434/v1.',
    );
  return ok(`${url.origin}${url.pathname === '/' ? USUAL_PATH : url.pathname.replace(/\/+$/, '')}`);
}

/** What `localhost` is connected to: no resolver is asked, so that nothing else can stand behind the name. */
export const localhostAddresses = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
] as const;

/** @param host as `URL` writes it: numbers in full, IPv6 in brackets */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || loopback.check(host, 'ipv4');
}
