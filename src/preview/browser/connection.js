// Hears from the server that something changed, as long as somebody can see the page.

const EVENTS = '/_termijn/events';
const FIRST_RETRY_MS = 300;
const LAST_RETRY_MS = 4000;
/** A server that is back within this time was never missed. */
const PATIENCE_MS = 1200;

/**
 * Listens for changes. `onchange` gets what an event says, also the first one after every connection, and so
 * catches up by itself; `onlost` and `onback` tell when the server cannot be reached.
 */
export function listen({ onchange, onlost, onback }) {
  let source;
  let retry = FIRST_RETRY_MS;
  let again;
  let lost;
  let isLost = false;

  function open() {
    close();
    source = new EventSource(EVENTS);
    source.addEventListener('change', (event) => {
      retry = FIRST_RETRY_MS;
      clearTimeout(lost);
      lost = undefined;
      if (isLost) onback();
      isLost = false;
      onchange(JSON.parse(event.data));
    });
    // Browsers differ in whether and when they try again, so this does.
    source.addEventListener('error', () => {
      close();
      lost ??= setTimeout(() => {
        isLost = true;
        onlost();
      }, PATIENCE_MS);
      again = setTimeout(open, retry);
      retry = Math.min(retry * 2, LAST_RETRY_MS);
    });
  }

  function close() {
    clearTimeout(again);
    source?.close();
    source = undefined;
  }

  function leave() {
    close();
    clearTimeout(lost);
    lost = undefined;
  }

  // A browser keeps six connections to a server and no more, whatever the number of tabs: one that nobody sees
  // lets go of its own, or the seventh tab would wait for ever.
  const look = () => (document.visibilityState === 'visible' ? source ?? open() : leave());
  document.addEventListener('visibilitychange', look);
  addEventListener('pagehide', leave);
  addEventListener('pageshow', look);
  look();
}
