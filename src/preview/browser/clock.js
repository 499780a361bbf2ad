// Lets the clock of a page stand still at the instant that is looked at, so that its scripts agree with its
// text. A classic script that comes before all others: a module would come after them. Timers run on, as do
// animations.
(() => {
  'use strict';

  const at = Number(new URL(document.currentScript.src).searchParams.get('at')) * 1000;
  if (!Number.isFinite(at)) return;
  const Running = Date;
  const Still = new Proxy(Running, {
    construct: (target, given, newTarget) => Reflect.construct(target, given.length ? given : [at], newTarget),
    apply: () => new Running(at).toString(),
  });
  const define = (owner, name, value) => {
    Object.defineProperty(owner, name, { value, writable: true, configurable: true });
  };
  define(Running, 'now', function now() {
    return at;
  });
  define(Running.prototype, 'constructor', Still);
  define(globalThis, 'Date', Still);
})();
