// A module of our own Rust code without its page. What stands in its table of imports belongs to crates that a
// page would link; nothing that is measured calls any of it.

/// The exports of a module whose imports nobody may call.
export async function bare(module) {
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = () => { throw new Error(`a bare module calls ${from}.${name}`); };
  }
  return (await WebAssembly.instantiate(module, imports)).exports;
}
