// Which children of a node are the same ones in another state of the page.

/**
 * For each of `fresh` the child of `old` that it continues, or `undefined`. Both are arrays of sibling nodes,
 * and every old one is given at most once.
 */
export function match(old, fresh) {
  const found = new Array(fresh.length);
  let start = 0;
  let end = 0;
  const most = Math.min(old.length, fresh.length);
  while (start < most && old[start].isEqualNode(fresh[start])) found[start] = old[start++];
  const fromEnd = (nodes) => nodes[nodes.length - 1 - end];
  while (end < most - start && fromEnd(old).isEqualNode(fromEnd(fresh))) {
    found[fresh.length - 1 - end] = fromEnd(old);
    end += 1;
  }
  const left = new Set(old.slice(start, old.length - end));
  // What tells most comes first: a name, then the whole of it, then where it leads, then its kind.
  for (const keyOf of [nameOf, wholeOf, leadOf, looksOf, kindOf]) {
    if (left.size === 0) break;
    const queues = new Map();
    for (const node of left) add(queues, keyOf(node), node);
    for (let index = start; index < fresh.length - end; index += 1) {
      if (found[index]) continue;
      const node = take(queues, keyOf(fresh[index]));
      if (!node) continue;
      found[index] = node;
      left.delete(node);
    }
  }
  return found;
}

function add(queues, key, node) {
  if (key === undefined) return;
  if (queues.has(key)) queues.get(key).push(node);
  else queues.set(key, [node]);
}

function take(queues, key) {
  return key === undefined ? undefined : queues.get(key)?.shift();
}

function nameOf(node) {
  if (node.id) return `${node.nodeName}#${node.id}`;
  if (node.localName === 'meta') {
    const keys = ['name', 'property', 'http-equiv', 'charset'];
    return keys.map((key) => `${key} ${node.getAttribute(key)}`).join();
  }
  // A file of a theme has a digest of its bytes in its name.
  if (node.localName === 'link') return `${node.rel} ${plain(node.getAttribute('href'))}`;
  return undefined;
}

const plain = (address) => (address ?? '').replace(/\.[0-9a-f]{8,}(?=\.\w+$)/, '');

function wholeOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.outerHTML : `${node.nodeName} ${node.data}`;
}

function leadOf(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return undefined;
  const named = node.querySelector('[id]');
  const link = node.matches('a[href]') ? node : node.querySelector('a[href]');
  const lead = named ? `#${named.id}` : link?.getAttribute('href');
  return lead && `${node.nodeName} ${lead}`;
}

function looksOf(node) {
  const isElement = node.nodeType === Node.ELEMENT_NODE && !node.id;
  return isElement ? `${node.nodeName}.${node.getAttribute('class')}` : undefined;
}

const kindOf = (node) => node.nodeName;

/**
 * The longest row of `numbers` that only goes up, as a set of their indexes; numbers that are `undefined` count
 * for nothing. What is in it need not move when a list gets another order.
 */
export function rising(numbers) {
  const before = new Array(numbers.length);
  const ends = [];
  numbers.forEach((number, index) => {
    if (number === undefined) return;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[ends[middle]] < number) low = middle + 1;
      else high = middle;
    }
    before[index] = ends[low - 1];
    ends[low] = index;
  });
  const row = new Set();
  for (let index = ends.at(-1); index !== undefined; index = before[index]) row.add(index);
  return row;
}
