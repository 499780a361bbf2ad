// How the parts of the preview look: the bar, the panel of changes, the checklist and the problems.

const BAR = `
.dock {
  --focus: #ffffff;
  position: fixed;
  z-index: 2147483647;
  inset: auto 0 0 0;
  color: var(--on-strip);
}

.bar {
  border-top: 0.1875em solid var(--strip-edge);
  padding-bottom: env(safe-area-inset-bottom);
  background: var(--strip);
}

.row-of-tools {
  display: flex;
  gap: 0.4em;
  align-items: center;
  height: 2.8em;
  padding-inline: 0.75em;
}

.now {
  flex: 1 0 auto;
  width: min-content;
  min-width: 16em;
  max-height: 100%;
  overflow: hidden;
  font-size: 0.9em;
  font-weight: 600;
  line-height: 1.25;
  text-wrap: balance;
}

.bar.elsewhen .now {
  color: #ffe08a;
}

.dock button,
.dock .button,
.dock .step,
.dock .field input {
  border-color: var(--strip-control-edge);
}

.dock .bar button,
.dock .bar .button,
.dock .bar .step {
  background: var(--strip-control);
}

.dock .bar :is(button, .button, .step):not(:disabled, [aria-disabled="true"], [aria-expanded="true"]):hover {
  background: #51417a;
}

.dock .bar button[aria-expanded="true"]:not([data-key="fold"]) {
  color: var(--strip);
  background: var(--on-strip);
}

.dock button.bare {
  border-color: transparent;
}

.dock .bar button.bare {
  background: none;
}

.bar .in-panel,
.panel [data-key="fold"] svg {
  display: none;
}

.step {
  padding: 0;
}

.narrow {
  display: none;
  align-items: center;
  gap: 0.3em;
}

.dock .bar .count.error {
  border-color: #ffb3ae;
  color: #ffffff;
  background: #a5121b;
  font-weight: 600;
}

.dock .bar .count.warning {
  border-color: #f5c469;
  color: #ffdf9a;
}

.dock .bar .count.sound {
  border-color: transparent;
  background: none;
}

.time {
  display: flex;
  gap: 0.75em;
  align-items: center;
}

.bar .time {
  flex: 2 1 18em;
  order: 0;
  min-width: 0;
}

.slide {
  position: relative;
  flex: 1 1 8em;
  min-width: 4em;
}

.slider {
  display: block;
  width: 100%;
  height: 2em;
  margin: 0;
  accent-color: var(--strip-edge);
  cursor: pointer;
}

.bubble {
  position: absolute;
  z-index: 1;
  bottom: calc(100% + 0.6em);
  left: 0;
  padding: 0.3em 0.7em;
  border: 1px solid var(--strip-edge);
  border-radius: 0.4em;
  background: var(--strip);
  white-space: nowrap;
  pointer-events: none;
}

.field {
  position: relative;
  display: flex;
  flex: 1 1 12em;
  gap: 0.4em;
  min-width: 0;
  max-width: 19em;
}

.field input {
  flex: 1;
  min-width: 0;
  min-height: 2.25em;
  padding: 0 0.6em;
  border: 1px solid;
  border-radius: 0.4em;
  color: var(--on-strip);
  background: #171024;
}

.field input::placeholder {
  color: #b9aed3;
  opacity: 1;
}

.complaint {
  position: absolute;
  z-index: 1;
  bottom: calc(100% + 0.9em);
  right: 0;
  width: max-content;
  max-width: min(26em, 92vw);
  padding: 0.6em 0.9em;
  border: 2px solid var(--error);
  border-radius: 0.4em;
  color: var(--on-sheet);
  background: var(--error-well);
}

.strip,
.lost:empty {
  display: contents;
}

.lost {
  padding: 0.4em 0.75em;
  color: #2b1c00;
  background: #ffd27a;
}

.lost button {
  min-height: 1.9em;
  border-color: currentColor;
}

.chip {
  width: fit-content;
  max-width: calc(100% - 1.5em);
  margin: 0 0 0.5em 0.75em;
  padding: 0.3em 0.9em;
  border: 2px solid;
  border-radius: 1.2em;
  font-weight: 600;
  box-shadow: 0 2px 8px rgb(0 0 0 / 30%);
}

.chip.draft {
  color: #3d2400;
  background: #ffd9a0;
}

.chip.waiting,
.chip.elsewhen {
  color: #0b2545;
  background: #cfe3ff;
}

.chip a {
  color: inherit;
}

.dock .chip :focus-visible,
.dock .lost :focus-visible {
  outline-color: #1d1830;
}

.dock.folded {
  inset: auto 0 0 auto;
  max-width: 100%;
}

.folded .bar {
  border-left: 0.1875em solid var(--strip-edge);
  border-top-left-radius: 0.6em;
}

.folded .row-of-tools > :not(.now, .count.error, .count.warning, [data-key="fold"]) {
  display: none;
}

.folded .row-of-tools {
  height: 2.25em;
}

.folded .bar button {
  min-height: 1.8em;
}

@media (max-width: 74.99em) {
  .wide {
    display: none;
  }

  .narrow {
    display: flex;
  }

  .panel .wide {
    display: inline;
  }
}

@media (min-width: 48em) and (max-width: 74.99em) {
  .wide {
    display: inline;
  }

  .narrow {
    display: none;
  }
}

@media (max-width: 36em) {
  .row-of-tools {
    gap: 0.3em;
    padding-inline: 0.5em;
  }

  .row-of-tools button {
    padding-inline: 0.4em;
  }

  /* A long date may need three lines. */
  .now {
    flex: 1 1 0;
    min-width: 0;
    font-weight: 500;
    line-height: 1.03;
  }
}
`;

const PANEL = `
.panel,
.checklist {
  position: fixed;
  z-index: 1;
  overflow: auto;
  overscroll-behavior: contain;
  border: 1px solid var(--edge);
  color: var(--on-sheet);
  background: var(--sheet);
  overflow-wrap: break-word;
}

.panel {
  --focus: var(--link);
  position: absolute;
  inset: auto 0.75em calc(100% + 0.5em) auto;
  width: min(30em, 100vw - 1.5em);
  max-height: min(38em, 100vh - 8em);
  padding: 1em 1.25em;
  border-radius: 0.6em;
  box-shadow: 0 4px 24px rgb(0 0 0 / 35%);
}

.panel header,
.checklist header,
.overlay header {
  display: flex;
  gap: 1em;
  align-items: start;
  justify-content: space-between;
}

.panel li,
.checklist li {
  margin-block: 0.35em;
}

.buttons {
  display: flex;
  flex-wrap: wrap;
  gap: 0.4em;
  margin-top: 0.75em;
}

.buttons:empty {
  display: none;
}

.dock .panel .buttons > * {
  border: 1px solid var(--quiet);
  padding-inline: 0.7em;
}

.tools .time {
  flex-direction: column;
  align-items: stretch;
  margin-top: 0.5em;
}

.tools .field {
  max-width: none;
  flex: auto;
}

.tools .field input {
  color: inherit;
  background: var(--well);
  border-color: var(--quiet);
}

.tools .field input::placeholder {
  color: var(--quiet);
}

.tools .slider {
  accent-color: var(--accent);
}

.tools .slide {
  flex: auto;
}

.tools .bubble {
  position: static;
  display: block;
  padding: 0;
  border: 0;
  background: none;
  white-space: normal;
}

.tools .complaint {
  position: static;
  width: auto;
}

.tools .field {
  flex-wrap: wrap;
}

.change {
  padding: 0 0.45em;
  border: 1px solid;
  border-radius: 1em;
  font-size: 0.9em;
  color: var(--quiet);
}

.change.added {
  color: var(--sound);
}

.change.removed {
  color: var(--error);
}

.choice {
  margin-top: 1.25em;
  padding-top: 0.9em;
  border-top: 1px solid var(--edge);
}

.choice p:first-child {
  display: flex;
  gap: 0.6em;
  align-items: center;
}

.choice input {
  flex: none;
  width: 1.5em;
  height: 1.5em;
  margin: 0;
  accent-color: var(--accent);
}

.checklist {
  --focus: var(--link);
  z-index: 2147483645;
  inset: 0 0 0 auto;
  width: 27em;
  padding: 1.25em 1.25em 5.5em;
  border-width: 0 0 0 0.1875em;
  border-color: var(--accent);
}

.checklist .name {
  margin-top: 0.5em;
  font-weight: 600;
}

.checklist .phase {
  margin-top: 0.75em;
}

.checklist .sound {
  display: flex;
  gap: 0.4em;
  align-items: center;
  color: var(--sound);
}

.publish-now {
  margin-top: 1em;
  padding: 0.1em 1em 0.75em;
  border-left: 0.3em solid var(--accent);
  background: var(--well);
}

.publish-now h3 {
  margin-top: 0.75em;
}

.dates > li {
  padding: 0.5em 0 0.5em 1em;
  border-left: 0.1875em solid var(--accent);
}

.dates > .past {
  border-color: var(--edge);
}

.state {
  padding: 0 0.45em;
  border: 1px solid;
  border-radius: 1em;
  font-size: 0.9em;
  color: var(--accent);
}

.past .state {
  color: var(--quiet);
}

summary {
  width: fit-content;
  min-height: 1.75em;
  color: var(--link);
  cursor: pointer;
}

@media (max-width: 63.99em) {
  .checklist {
    width: auto;
    inset: 0;
    border-width: 0;
  }
}

@media (max-width: 36em) {
  .panel {
    inset: auto 0 100% 0;
    width: auto;
    border-radius: 0.6em 0.6em 0 0;
  }
}
`;

const PROBLEMS = `
.overlay {
  position: fixed;
  z-index: 2147483646;
  inset: 0;
  overflow: auto;
  overscroll-behavior: contain;
  padding: 1.5em 1.5em 6em;
  background: var(--sheet);
  border-top: 0.5em solid var(--error);
}

.overlay .sheet {
  max-width: 60em;
  margin: 0 auto;
}

.overlay .quiet {
  flex: none;
}

.lead {
  margin-block: 0.35em;
}

.problem {
  margin-top: 1em;
  padding: 0.9em 1.1em;
  border: 1px solid var(--edge);
  border-left: 0.35em solid var(--warning);
  border-radius: 0.4em;
  overflow-wrap: anywhere;
}

.problem.error {
  border-left-color: var(--error);
}

.problem.info {
  border-left-color: var(--accent);
}

.message {
  margin: 0;
  font-size: 1.0625em;
  font-weight: 600;
}

.severity {
  display: inline-flex;
  gap: 0.25em;
  align-items: center;
  margin-inline-end: 0.5em;
  padding: 0 0.5em 0 0.3em;
  border-radius: 0.3em;
  color: var(--warning);
  background: var(--warning-well);
  vertical-align: bottom;
}

.severity svg {
  width: 1em;
  height: 1em;
}

.error > * > .severity {
  color: var(--error);
  background: var(--error-well);
}

.place,
.help,
.problem .label {
  margin-top: 0.6em;
}

.where {
  font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace;
  font-size: 0.9em;
}

.problem .label {
  font-weight: 600;
}

.code {
  margin-top: 0.5em;
}

pre {
  overflow: auto;
  margin-top: 0.35em;
  border: 1px solid var(--edge);
  border-radius: 0.3em;
  background: var(--well);
  overflow-wrap: normal;
}

.dates .where {
  white-space: nowrap;
}

code {
  font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace;
}

pre code {
  display: block;
  width: max-content;
  min-width: 100%;
  padding: 0.4em 0;
  font: 0.9em/1.6 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace;
}

.row {
  display: flex;
  min-height: 1.6em;
  white-space: pre;
}

.row .number {
  flex: none;
  width: 3.5em;
  padding-inline-end: 1em;
  color: var(--quiet);
  text-align: end;
  user-select: none;
}

.row .text {
  padding-inline-end: 1em;
}

.row.marked .number {
  color: var(--error);
  font-weight: 700;
}

mark {
  padding: 0.1em 0;
  border-bottom: 0.15em solid var(--error);
  color: var(--on-marked);
  background: var(--marked);
}

@media (max-width: 40em) {
  .overlay {
    padding: 1em 0.9em 6em;
  }

  .overlay kbd {
    display: none;
  }

  .row .number {
    width: 2.75em;
    padding-inline-end: 0.6em;
  }
}
`;

/** The parts, in one style sheet. */
export const PARTS = BAR + PANEL + PROBLEMS;
