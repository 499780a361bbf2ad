// Asks the server for data of the preview.

const PREFIX = '/_termijn/';

/** The JSON at an address of the preview; `query` leaves out what is undefined. */
export async function ask(name, query = {}) {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
  const response = await fetch(`${PREFIX}${name}${text && `?${text}`}`, { cache: 'no-store' });
  if (!response.ok) throw new TypeError(`${name}: ${response.status}`);
  return response.json();
}

/** Like `ask`, for data of which only the latest counts: an answer that was overtaken is `undefined`. */
export function latest(name) {
  let last = 0;
  return async (query) => {
    last += 1;
    const mine = last;
    const answer = await ask(name, query);
    return mine === last ? answer : undefined;
  };
}
