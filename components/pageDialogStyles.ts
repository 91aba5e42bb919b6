import { css } from "lit";

/** The look of everything that opens over the whole page: a bar that stays in sight, its last button at the right. */
export const pageDialogStyles = css`
  dialog {
    width: 100vw;
    max-width: none;
    height: 100dvh;
    max-height: none;
    margin: 0;
    padding: 0;
    border: none;
    color: var(--text);
    background: var(--ground);
  }
  nav {
    position: sticky;
    z-index: 1;
    top: 0;
    display: flex;
    align-items: center;
    gap: 16px;
    height: 40px;
    padding: 0 24px;
    background: var(--surface);
    border-bottom: 1px solid var(--rule);
  }
  nav > button {
    margin-left: auto;
  }
`;
