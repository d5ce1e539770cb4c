// The worker that carries files in and out: the second module, loaded when it is first needed. after-build.mjs
// fills in the names of this build.
importScripts('__GLUE__');
wasm_bindgen({ module_or_path: '__WASM__' }).catch((error) => {
  // Outside of the promise, so that the page hears of it.
  setTimeout(() => {
    throw error;
  });
});
