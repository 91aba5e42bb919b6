import { defineConfig } from "vitest/config";
import { notices } from "./scripts/notices.mjs";

/** The page may load only what this server serves; wasm and workers of its own included. */
const CSP = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const headers = {
  "Content-Security-Policy": CSP,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};

export default defineConfig(({ isSsrBuild }) => ({
  base: "./",
  plugins: isSsrBuild ? [] : [notices(import.meta.dirname)],
  build: isSsrBuild
    ? { target: "node20", emptyOutDir: true, copyPublicDir: false }
    : { outDir: "dist/web", target: "es2022", chunkSizeWarningLimit: 1500 },
  // The CLI bundle carries its packages, except Dawn, which is a native module.
  ssr: { noExternal: true, external: ["webgpu"] },
  worker: { format: "es" },
  server: { host: "127.0.0.1", headers },
  preview: { host: "127.0.0.1", headers },
  test: {
    pool: "forks",
    maxWorkers: 2,
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/globalSetup.ts"],
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
}));
