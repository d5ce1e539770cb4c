// Is this browser new enough? Asked by features, not by names, in JavaScript that old browsers read.
// Chrome and WebView 96, Safari 16.4, Firefox 100 are the first that pass (README).
(function () {
  'use strict';

  // The smallest module that uses a feature; a browser without it finds the bytes invalid.
  function wasm(bytes) {
    var head = [0, 97, 115, 109, 1, 0, 0, 0];
    return WebAssembly.validate(new Uint8Array(head.concat(bytes)));
  }

  var needs = [
    ['WebAssembly', function () { return typeof WebAssembly === 'object' && wasm([]); }],
    // (func (param externref)): Chrome 96, Firefox 79, Safari 15. What wasm-bindgen's glue is built on.
    ['reference types', function () { return wasm([1, 5, 1, 96, 1, 111, 0]); }],
    // memory.fill
    ['bulk memory', function () { return wasm([1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 10, 13, 1, 11, 0, 65, 0, 65, 0, 65, 0, 252, 11, 0, 11]); }],
    // i32.trunc_sat_f32_s
    ['saturating conversion', function () { return wasm([1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 12, 1, 10, 0, 67, 0, 0, 0, 0, 252, 0, 26, 11]); }],
    ['BigInt', function () { return typeof BigInt === 'function' && typeof BigInt64Array === 'function'; }],
    ['IndexedDB', function () { return !!window.indexedDB; }],
    ['Web Locks', function () { return !!(navigator.locks && navigator.locks.request); }],
    ['BroadcastChannel', function () { return typeof BroadcastChannel === 'function'; }],
    ['dialog', function () { return typeof HTMLDialogElement === 'function'; }],
    ['TextDecoder gb18030', function () { return new TextDecoder('gb18030').encoding === 'gb18030'; }],
    ['replaceAll, at', function () { return !!(String.prototype.replaceAll && Array.prototype.at); }]
  ];

  // On plain http browsers withhold locks and the service worker: not the browser's age, the address.
  if (window.isSecureContext === false) return below('secure', location.protocol);

  for (var i = 0; i < needs.length; i++) {
    var there = false;
    try { there = needs[i][1](); } catch (e) { there = false; }
    if (!there) return below('floor', needs[i][0]);
  }

  function below(reason, what) {
    // The boot script looks at this and stays quiet.
    window.huitouBelowFloor = what;
    window.huitouRescue(reason, what);
  }
})();
