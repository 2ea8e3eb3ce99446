import { type Clock, instantNow } from '../../clock.ts';

/** The original's for exports, enhancement and administration. */
export function envelope<T>(clock: Clock, data: T) {
  return { status: 'success', data, meta: { request_id: clock.newId(), timestamp: instantNow(clock) } };
}
