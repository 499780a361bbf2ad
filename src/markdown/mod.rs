//! Prose to HTML; the only room that knows the Markdown package.
//!
//! In: Markdown text. Out: its links and other things worth a check, with their places, or its HTML.
//! What an author typed is data: raw HTML comes out as text, and a link goes only where the caller lets it.

mod blocks;
mod escape;
mod reading;
mod render;
mod scan;
mod target;

pub use blocks::{Block, blocks};
pub use escape::escape_into;
pub use reading::{Reading, read};
pub use render::{Anchors, Resolution, plain_lines, plain_text, render, summary};
pub use scan::{Finding, scan};
pub use target::{Target, classify};

use pulldown_cmark::Options;

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
}
