import { html } from "lit";
import type { FoundStudy } from "../src/app/foundStudy";
import "./problem-card";

/** What is wrong with files that were found, each to be read and accepted, and what is to be answered; of volumes without a header their own table asks. */
export const studyProblems = (
  { problems, questions }: FoundStudy["report"],
  accepted: ReadonlySet<string>,
  accept: (problem: string) => void,
) => html`
  ${problems.map(
    (problem) => html`<problem-card>
      ${problem}
      <label slot="cure">
        <input
          type="checkbox"
          .checked=${accepted.has(problem)}
          @change=${() => accept(problem)}
        />
        I have read this and accept it
      </label>
    </problem-card>`,
  )}
  ${questions
    .filter(({ about }) => about !== "image")
    .map(({ question }) => html`<problem-card kind="note">${question}</problem-card>`)}
`;
