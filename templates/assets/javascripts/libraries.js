/* The third-party scripts that pages load when they are needed, each with the hash that its file must have.
   Files and versions are those of assets/vendor/vendor.json; a test keeps the hashes the same. */

const VENDOR = new URL("../vendor/", import.meta.url);

const TABULATOR = ["tabulator-tables-6.5.3/tabulator.min.js", "/6xRjLeTxnKi8FIrf8gL+GIjTZa7Hlgciq9/SPEw6vo="];
const VEGA = ["vega-6.4.0/vega.min.js", "j2o1h8+NT0LH4IEg4+sF0GfnRtVU450tz1KswL1boo8="];
const INTERPRETER = ["vega-interpreter-2.3.2/vega-interpreter.js", "yh3oxriNJPMLs7V22/lWLM84mfJcQhw6CojczHvGWCI="];

const loading = new Map();

/** Load a script once. Rejects if it cannot be fetched, or is not what it should be. */
function load([file, hash], type) {
  if (!loading.has(file)) {
    const script = Object.assign(document.createElement("script"), { src: new URL(file, VENDOR), integrity: `sha256-${hash}` });
    if (type) script.type = type;
    const done = new Promise((resolve, reject) => {
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => reject(new Error(`${file} cannot be loaded`)));
    });
    done.catch(() => loading.delete(file));
    loading.set(file, done);
    document.head.append(script);
  }
  return loading.get(file);
}

export async function tabulator() {
  await load(TABULATOR);
  return globalThis.Tabulator;
}

/** Vega, and what evaluates its expressions without eval. */
export async function vega() {
  await load(VEGA);
  await load(INTERPRETER, "module"); // checked by its hash; the import below finds it loaded
  const { expressionInterpreter } = await import(new URL(INTERPRETER[0], VENDOR));
  return { vega: globalThis.vega, expressionInterpreter };
}
