// The licences of the packages whose code ends up in the page's bundle, as one text file beside it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A vite plugin that finds the packages in the finished bundle and writes `third-party-licenses.txt`. */
export function notices(root) {
  return {
    name: "third-party-notices",
    apply: "build",
    generateBundle(_options, bundle) {
      const ids = Object.values(bundle).flatMap((chunk) =>
        chunk.type === "chunk" ? Object.keys(chunk.modules) : [],
      );
      const packages = [...new Set(ids.map(packageOf).filter(Boolean))].sort();
      const source = packages.map((name) => noticeOf(root, name)).join(`\n\n${"-".repeat(80)}\n\n`);
      this.emitFile({ type: "asset", fileName: "third-party-licenses.txt", source });
    },
  };
}

const packageOf = (id) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1];

function noticeOf(root, name) {
  const folder = join(root, "node_modules", name);
  const { version, license, homepage } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  const file =
    existsSync(folder) && readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : `Licence: ${license}`;
  return `${name} ${version} (${license})${homepage ? `\n${homepage}` : ""}\n\n${text}`;
}
