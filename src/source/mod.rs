//! The author's files as text and as spanned values; the only room that knows the TOML package.
//!
//! In: bytes that the machine read. Out: text, tables in which every key and value knows its place,
//! and fields decoded by a table of keys, with every problem of the file at once. It opens no file.

mod complaints;
mod decode;
mod edit;
mod expected;
mod fields;
mod front_matter;
pub mod lexical;
mod shape;
mod syntax;
mod text;
mod tree;
mod value;

pub use decode::{decode, decode_node, misread_code};
pub use edit::{Fate, quoted, rewrite};
pub use expected::kind;
pub use fields::{Decoded, Field, Fields};
pub use front_matter::{FrontMatter, split};
pub use shape::{Key, Need, Shape, nearest};
pub use syntax::parse;
pub use text::report_refusal;
pub use text::{clean, is_steering, read_text, suspects};
pub use tree::{Later, Refusal, SourceFile, SourceTree};
pub use value::{DateTime, Entry, Node, Table, Value};
