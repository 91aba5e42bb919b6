import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { baseStyles } from "./theme";

/** What to do where the browser gives no graphics device, for each browser. */
@customElement("webgpu-help")
export class WebgpuHelp extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      p {
        margin-bottom: 12px;
      }
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        margin: 0;
      }
      dt,
      dd {
        margin: 0;
        padding: 6px 0;
        border-top: 1px solid var(--rule);
      }
      dt {
        padding-right: 24px;
        font-weight: 600;
      }
      code {
        font-size: 12px;
        color: var(--accent);
        user-select: all;
      }
    `,
  ];

  /** What went wrong, as a sentence. */
  @property() message = "";

  override render() {
    return html`
      <p role="alert">${this.message}</p>
      <p>Gyre calculates and draws on the graphics processor through WebGPU. It is there in:</p>
      <dl>
        <dt>Chrome, Edge</dt>
        <dd>
          113 or later on Windows, macOS and ChromeOS. On Linux enable
          <code>chrome://flags/#enable-unsafe-webgpu</code> and
          <code>chrome://flags/#enable-vulkan</code>, then restart the browser. “Use graphics
          acceleration when available” must be on in Settings › System.
        </dd>
        <dt>Firefox</dt>
        <dd>
          141 or later on Windows, and recent versions on Macs with Apple silicon. Elsewhere set
          <code>dom.webgpu.enabled</code> to true in <code>about:config</code>.
        </dd>
        <dt>Safari</dt>
        <dd>
          26 or later. Before that, switch WebGPU on in Settings › Feature Flags, after “Show
          features for web developers” in Settings › Advanced.
        </dd>
        <dt>Anywhere</dt>
        <dd>
          The page must come from https or from this computer (127.0.0.1). A remote desktop often
          hides the graphics processor. The command line (<code>npm run gyre</code>) needs no
          browser.
        </dd>
      </dl>
    `;
  }
}
