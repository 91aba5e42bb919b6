import { css } from "lit";

/**
 * The look of the whole page as custom properties of the document; shadow roots inherit them.
 * Dark by default; `data-theme="light"` on the root, and paper, switch to the light set.
 */
export const pageStyles = css`
  :root {
    color-scheme: dark;
    --ground: #101418;
    --surface: #151a20;
    --raised: #1c232b;
    --rule: #2a333d;
    --rule-strong: #46535f;
    --text: #e7ecf0;
    --text-quiet: #9aa7b2;
    --accent: #6fb1ff;
    --on-accent: #08121f;
    --ok: #4fbf9f;
    --near: #e6b450;
    --exceeded: #ff8266;
    --font: 13px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
    --small: 11px;
    --large: 17px;
    --headline: 34px;
  }
  :root[data-theme="light"] {
    color-scheme: light;
    --ground: #ffffff;
    --surface: #f6f8f9;
    --raised: #eceff2;
    --rule: #d6dce1;
    --rule-strong: #9aa6b0;
    --text: #14191e;
    --text-quiet: #55626d;
    --accent: #1259b8;
    --on-accent: #ffffff;
    --ok: #0b7a5e;
    --near: #8a5a00;
    --exceeded: #b8351a;
  }
  html,
  body {
    height: 100%;
    margin: 0;
    background: var(--ground);
    color: var(--text);
    font: var(--font);
    font-variant-numeric: tabular-nums;
  }
`;

/** What most elements share: borders inside the box, quiet controls, a visible focus, numbers in columns. */
export const baseStyles = css`
  :host {
    box-sizing: border-box;
    font: var(--font);
    font-variant-numeric: tabular-nums;
    color: var(--text);
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
    border-radius: 2px;
  }
  h2 {
    margin: 0;
    font-size: var(--small);
    font-weight: 600;
    letter-spacing: 0.06em;
    text-transform: uppercase;
    color: var(--text-quiet);
  }
  p {
    margin: 0;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid var(--rule-strong);
    border-radius: 3px;
    padding: 3px 8px;
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    border-color: var(--accent);
  }
  button:disabled {
    color: var(--text-quiet);
    border-color: var(--rule);
    cursor: default;
  }
  button.primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  button.primary:disabled {
    background: none;
    border-color: var(--rule-strong);
    color: var(--text-quiet);
  }
  button.plain {
    border-color: transparent;
    padding: 2px 5px;
  }
  a {
    color: var(--accent);
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th {
    font-weight: 400;
    font-size: var(--small);
    color: var(--text-quiet);
    text-align: left;
  }
  th.number,
  td.number {
    text-align: right;
    white-space: nowrap;
  }
  .quiet {
    color: var(--text-quiet);
  }
  .small {
    font-size: var(--small);
  }
`;

/** Puts the page's own style into the document, once. */
export function applyPageStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(pageStyles.cssText);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
