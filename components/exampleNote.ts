import { html } from "lit";

/** Said over figures that rest on nothing but the example values that a planner opens with. */
export const exampleNote = html`<p class="example" data-example>
  These are figures of an example: put your patient’s values in the place of those on the left.
</p>`;
