//! Changes to TOML that somebody wrote: what is not changed keeps its bytes, its comments and its order.
//!
//! Works on the text by the places that the parser gives, so it needs no second TOML package.

use super::syntax::parse;
use super::value::{Node, Table, Value};
use crate::diagnostic::Problems;
use std::ops::Range;
use std::sync::Arc;

/// What becomes of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays, with what is below it, unless that has a fate of its own.
    Keep,
    /// It goes, with all below it and the comment lines right above it.
    Drop,
    /// It gets this value, in TOML.
    Set {
        /// The value.
        value: String,
        /// A line to put above the line where it stands.
        above: Option<String>,
        /// A line to put below that line.
        below: Option<String>,
    },
}

/// The text with every key treated as `fate` says of its path and value; items of a list have the path of the
/// list. `None` when the text is no sound TOML, or would not be any more.
#[must_use]
pub fn rewrite(toml: &str, fate: &dyn Fn(&[&str], &Value) -> Fate) -> Option<String> {
    let root = sound(toml)?;
    let mut editor = Editor { toml, fate, dropped: Vec::new(), edits: Vec::new() };
    editor.table(table_of(&root)?, &mut Vec::new(), &Fate::Keep);
    let rewritten = editor.finish();
    sound(&rewritten).map(|_| rewritten)
}

/// A text as a TOML string on one line.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", c as u32)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn sound(toml: &str) -> Option<Node> {
    let mut problems = Problems::of(&Arc::from(""));
    let (root, _) = parse(toml, 0, &mut problems);
    problems.found.is_empty().then_some(root)
}

fn table_of(node: &Node) -> Option<&Table> {
    match &node.value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}

struct Editor<'a> {
    toml: &'a str,
    fate: &'a dyn Fn(&[&str], &Value) -> Fate,
    /// Whole lines that go.
    dropped: Vec<Range<usize>>,
    /// What comes in place of a range of bytes.
    edits: Vec<(Range<usize>, String)>,
}

impl Editor<'_> {
    /// A table whose entries stand on lines of their own.
    fn table<'b>(&mut self, table: &'b Table, path: &mut Vec<&'b str>, above: &Fate) {
        for entry in &table.entries {
            path.push(&entry.key);
            // What goes takes all below it along, also where that has a head of its own.
            let fate = if *above == Fate::Drop { Fate::Drop } else { (self.fate)(path, &entry.node.value) };
            match &entry.node.value {
                Value::Table(inner) if !self.starts(&entry.node, '{') => {
                    if self.starts(&entry.node, '[') && fate == Fate::Drop {
                        self.drop_lines(&entry.node.span);
                    }
                    self.table(inner, path, &fate);
                }
                Value::List(items) if items.iter().any(|item| is_headed(item) && self.starts(item, '[')) => {
                    for item in items {
                        if fate == Fate::Drop {
                            self.drop_lines(&item.span);
                        }
                        if let Some(inner) = table_of(item) {
                            self.table(inner, path, &fate);
                        }
                    }
                }
                _ => {
                    let statement = entry.key_span.start..entry.node.span.end;
                    match fate {
                        Fate::Drop => self.drop_lines(&statement),
                        Fate::Keep => self.inline(&entry.node, path, &statement),
                        Fate::Set { .. } => self.set(&entry.node, fate, &statement),
                    }
                }
            }
            path.pop();
        }
    }

    /// What stands between brackets or braces on the lines of one statement.
    fn inline<'b>(&mut self, node: &'b Node, path: &mut Vec<&'b str>, statement: &Range<usize>) {
        let items: &[Node] = match &node.value {
            Value::Table(_) => std::slice::from_ref(node),
            Value::List(items) => items,
            _ => return,
        };
        for table in items.iter().filter_map(table_of) {
            let mut kept_until = None;
            for (index, entry) in table.entries.iter().enumerate() {
                path.push(&entry.key);
                match (self.fate)(path, &entry.node.value) {
                    Fate::Drop => {
                        let next = table.entries.get(index + 1);
                        let start = entry.key_span.start;
                        let range = match (next, kept_until) {
                            (Some(next), _) => start..next.key_span.start,
                            (None, Some(kept)) => kept..entry.node.span.end,
                            (None, None) => start..entry.node.span.end,
                        };
                        self.edits.push((range, String::new()));
                    }
                    Fate::Keep => {
                        kept_until = Some(entry.node.span.end);
                        self.inline(&entry.node, path, statement);
                    }
                    set @ Fate::Set { .. } => {
                        kept_until = Some(entry.node.span.end);
                        self.set(&entry.node, set, statement);
                    }
                }
                path.pop();
            }
        }
    }

    fn starts(&self, node: &Node, mark: char) -> bool {
        self.toml[node.span.start..].starts_with(mark)
    }

    fn set(&mut self, node: &Node, fate: Fate, statement: &Range<usize>) {
        let Fate::Set { value, above, below } = fate else { return };
        self.edits.push((node.span.clone(), value));
        let lines = self.lines(statement);
        let newline = self.newline();
        if let Some(line) = above {
            self.edits.push((lines.start..lines.start, format!("{line}{newline}")));
        }
        if let Some(line) = below {
            let ends = self.toml[..lines.end].ends_with('\n');
            let added = if ends { format!("{line}{newline}") } else { format!("{newline}{line}") };
            self.edits.push((lines.end..lines.end, added));
        }
    }

    fn newline(&self) -> &'static str {
        if self.toml.contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// The whole lines on which a range stands.
    fn lines(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.toml[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
        let end =
            self.toml[range.end..].find('\n').map_or(self.toml.len(), |newline| range.end + newline + 1);
        start..end
    }

    /// Drops the lines of a range, with the comment right above them.
    fn drop_lines(&mut self, range: &Range<usize>) {
        let Range { mut start, end } = self.lines(range);
        while let Some(line) = self.line_before(start) {
            let words = self.toml[line.clone()].trim_start();
            // `#:` is for the editor and holds for the whole file.
            if !words.starts_with('#') || words.starts_with("#:") {
                break;
            }
            start = line.start;
        }
        self.dropped.push(start..end);
    }

    fn line_before(&self, start: usize) -> Option<Range<usize>> {
        (start > 0).then(|| self.lines(&(start - 1..start - 1)))
    }

    /// The runs of lines that go; of two blank lines that then meet, one goes too.
    fn dropped_runs(&mut self) -> Vec<Range<usize>> {
        let mut dropped = std::mem::take(&mut self.dropped);
        dropped.sort_by_key(|range| range.start);
        let mut runs: Vec<Range<usize>> = Vec::new();
        for range in dropped {
            match runs.last_mut() {
                Some(run) if range.start <= run.end => run.end = run.end.max(range.end),
                _ => runs.push(range),
            }
        }
        let is_blank = |line: &Range<usize>| self.toml[line.clone()].trim().is_empty();
        for run in &mut runs {
            let before = self.line_before(run.start);
            let is_after_blank = before.as_ref().is_none_or(is_blank);
            if run.end < self.toml.len() {
                let next = self.lines(&(run.end..run.end));
                if is_after_blank && is_blank(&next) {
                    run.end = next.end;
                }
            } else if let Some(blank) = before.filter(is_blank) {
                run.start = blank.start;
            }
        }
        runs
    }

    fn finish(mut self) -> String {
        let runs = self.dropped_runs();
        self.edits.extend(runs.into_iter().map(|run| (run, String::new())));
        // At one place an insertion comes first; of ranges that overlap all goes.
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let mut text = String::with_capacity(self.toml.len() + 200);
        let mut done = 0;
        for (range, new) in &self.edits {
            if range.start > done {
                text.push_str(&self.toml[done..range.start]);
            }
            text.push_str(new);
            done = done.max(range.end);
        }
        text.push_str(&self.toml[done..]);
        text
    }
}

fn is_headed(item: &Node) -> bool {
    matches!(item.value, Value::Table(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fate(path: &[&str], value: &Value) -> Fate {
        match (path, value) {
            (["set"] | ["t", "set"], _) => Fate::Set {
                value: "\"nieuw\"".to_owned(),
                above: Some("# erboven".to_owned()),
                below: Some("eronder = 1".to_owned()),
            },
            (["v"] | ["t", "v"], _) => Fate::Set { value: "9".to_owned(), above: None, below: None },
            (["x" | "y"] | [_, "x" | "y"], _) => Fate::Drop,
            _ => Fate::Keep,
        }
    }

    #[track_caller]
    fn check(toml: &str, expected: &str) {
        assert_eq!(rewrite(toml, &fate).as_deref(), Some(expected), "{toml}");
    }

    #[test]
    fn what_is_not_changed_keeps_its_bytes() {
        for toml in
            ["", "a=1", "a = 1 # b\r\n\r\n[ c ]\r\nd=''' \n'''\r\n", "a = [[1], [{ b = 2 }]]\n", "# a"]
        {
            check(toml, toml);
        }
        assert_eq!(rewrite("a = ", &fate), None);
        assert_eq!(rewrite("a = 1\na = 2\n", &fate), None);
    }

    #[test]
    fn a_key_goes_with_its_lines_and_the_comment_above_it() {
        check("x = 1\n", "");
        check("a = 1\nx = 1 # weg", "a = 1\n");
        check("# blijft\n\n# weg\n# weg\nx = '''\n1\n'''\n\nb = 2\n", "# blijft\n\nb = 2\n");
        check("#:schema ./a.json\nx = 1\nb = 2\n", "#:schema ./a.json\nb = 2\n");
        check("x.a = 1\nb = 2\nx.c = 3\n", "b = 2\n");
        check("x = { a = 1,\n b = 2 }\nb = 2\n", "b = 2\n");
        check("x = [\n  1,\n]\r\nb = 2\r\n", "b = 2\r\n");
    }

    #[test]
    fn a_head_takes_along_what_is_below_it() {
        check(
            "[a]\nb = 1\n\n# weg\n[x]\nb = 1\n\n[x.y]\nc = 1\n\n[d]\ne = 1\n",
            "[a]\nb = 1\n\n[d]\ne = 1\n",
        );
        check("[[x]]\nb = 1\n[[x.c]]\nd = 1\n[[x]]\nb = 2\n[d]\n", "[d]\n");
        check("[a]\nq = 1\n[[a.x]]\nb = 1\n[[a.b]]\n", "[a]\nq = 1\n[[a.b]]\n");
        check("[a.x]\nb = 1\n[c]\n", "[c]\n");
        check("[a]\nb = 1\n\n[x]\nc = 1\n", "[a]\nb = 1\n");
        check("[a]\nb = 1\n\n[[x]]\nc = 1\n\n[[x]]\nc = 1\n\n[d]\n", "[a]\nb = 1\n\n[d]\n");
    }

    #[test]
    fn what_stands_between_braces_goes_without_its_comma() {
        check("a = { x = 1 }\n", "a = {  }\n");
        check("a = { b = 1, x = 1 }\n", "a = { b = 1 }\n");
        check("a = { x = 1, b = 1 }\n", "a = { b = 1 }\n");
        check("a = { b = 1, x = 1, y = 2 }\n", "a = { b = 1 }\n");
        check("a = { x = 1, y = 2 }\n", "a = {  }\n");
        check("a = { b = 1, x = 1, c = 2, y = 2, d = 3 }\n", "a = { b = 1, c = 2, d = 3 }\n");
        check("a = [{ b = 1, x = 1 }, { x = 2 }]\n", "a = [{ b = 1 }, {  }]\n");
    }

    #[test]
    fn a_value_is_replaced_where_it_stands() {
        check(
            "a = 1\nset = 'oud' # b\nc = 2\n",
            "a = 1\n# erboven\nset = \"nieuw\" # b\neronder = 1\nc = 2\n",
        );
        check("set = 'oud'", "# erboven\nset = \"nieuw\"\neronder = 1");
        check("set = '''\noud'''\r\n", "# erboven\r\nset = \"nieuw\"\r\neronder = 1\r\n");
        check("t = { a = 1, v = 2 }\n", "t = { a = 1, v = 9 }\n");
        check("t = { v = 2, x = 1 }\n", "t = { v = 9 }\n");
        check("[t]\nv = 2\n", "[t]\nv = 9\n");
        check("t.v = 2\nt.x = 1\n", "t.v = 9\n");
    }

    #[test]
    fn texts_are_quoted_so_that_they_are_read_back() {
        for text in ["", "a", "\"\\\"", "'''", "\n\t\r\0\u{1b}\u{7f}\u{85}", "é 🎉 \u{202e}", "\\u0041", "#"]
        {
            let toml = format!("a = {}\n", quoted(text));
            let root = sound(&toml).unwrap_or_else(|| panic!("{toml}"));
            assert_eq!(table_of(&root).unwrap().entries[0].node.value, Value::Text(text.to_owned()));
        }
    }
}
