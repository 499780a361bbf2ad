// How the preview looks: a dark strip that no site would take for its own, and sheets that follow light and
// dark. Sizes are in em of the reader's own letter size: a theme may give `rem` another meaning.

import { PARTS } from './look_parts.js';

const BASE = `
:host {
  all: initial;
  --strip: #241a3a;
  --on-strip: #f5f1ff;
  --strip-edge: #a88bff;
  --strip-control: #3a2c5a;
  --strip-control-edge: #9583bd;
  --sheet: #ffffff;
  --on-sheet: #1d1830;
  --quiet: #5a5470;
  --edge: #d5cfe4;
  --well: #f4f1fa;
  --link: #4a2a9c;
  --accent: #5b34c4;
  --error: #b3141d;
  --error-well: #fdecec;
  --warning: #7a4b00;
  --warning-well: #fff4dc;
  --sound: #0f6b3a;
  --marked: #ffd54a;
  --on-marked: #241a00;
  --focus: #1d1830;
  color: var(--on-sheet);
  color-scheme: light;
  font: medium/1.45 system-ui, -apple-system, "Segoe UI", "Noto Sans", Arial, sans-serif;
  -webkit-text-size-adjust: 100%;
}

@media (prefers-color-scheme: dark) {
  :host {
    --sheet: #1a1428;
    --on-sheet: #efeaf9;
    --quiet: #b5abcb;
    --edge: #4a3f63;
    --well: #261d3a;
    --link: #c3aeff;
    --accent: #c3aeff;
    --error: #ff9a96;
    --error-well: #3d1a22;
    --warning: #f5c469;
    --warning-well: #352813;
    --sound: #7fd6a4;
    --focus: #ffffff;
    color-scheme: dark;
  }
}

@media print {
  :host {
    display: none !important;
  }
}

*,
*::before,
*::after {
  box-sizing: border-box;
}

[hidden] {
  display: none !important;
}

h2, h3, h4, p, ul, ol, dl, pre {
  margin: 0;
}

h2 {
  font-size: 1.25em;
  line-height: 1.3;
}

h2:focus {
  outline: none;
}

h3 {
  margin-block: 1.25em 0.25em;
  font-size: 1em;
}

h4 {
  font-size: 1em;
}

ul, ol {
  padding-inline-start: 1.25em;
}

ol[role="list"] {
  padding: 0;
  list-style: none;
}

a {
  color: var(--link);
}

svg {
  flex: none;
  width: 1.25em;
  height: 1.25em;
  fill: none;
  stroke: currentColor;
  stroke-width: 2;
  stroke-linecap: round;
  stroke-linejoin: round;
}

button,
input {
  font: inherit;
}

button,
.button,
.step {
  display: inline-flex;
  gap: 0.4em;
  align-items: center;
  justify-content: center;
  min-width: 2.25em;
  min-height: 2.25em;
  padding: 0 0.7em;
  border: 1px solid var(--quiet);
  border-radius: 0.4em;
  color: inherit;
  background: none;
  text-decoration: none;
  white-space: nowrap;
  cursor: pointer;
}

button.bare {
  padding: 0;
  border-color: transparent;
}

button:hover,
a.button:hover,
a.step:hover {
  background: color-mix(in srgb, currentColor 14%, transparent);
}

button:disabled,
[aria-disabled="true"] {
  cursor: default;
}

[aria-disabled="true"] {
  opacity: 0.55;
}

:focus-visible {
  outline: 0.1875em solid var(--focus);
  outline-offset: 0.125em;
}

.unseen {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

.hint,
.code {
  color: var(--quiet);
  font-size: 0.9em;
}

kbd {
  padding: 0 0.35em;
  border: 1px solid;
  border-radius: 0.25em;
  font: inherit;
  font-size: 0.9em;
}

@media (prefers-reduced-motion: no-preference) {
  .panel, .checklist {
    animation: come 0.12s ease-out;
  }

  @keyframes come {
    from {
      opacity: 0;
      transform: translateY(0.5em);
    }
  }
}
`;

/** All of the style sheet. */
export const LOOK = BASE + PARTS;
