//! A page as text: a line for each block, links with their address, and the data that machines read.

/// Elements that begin a line of their own.
const BLOCKS: [&str; 37] = [
    "html",
    "head",
    "body",
    "title",
    "meta",
    "link",
    "main",
    "header",
    "footer",
    "nav",
    "section",
    "article",
    "aside",
    "div",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "details",
    "summary",
    "blockquote",
    "pre",
];

/// The text of a page as it is without scripts, so without the search that only a script shows. Tags go, but for the contract's `data-` attributes, addresses of links, `robots`,
/// structured data and the start of a heading; runs of blanks are folded.
pub(crate) fn page_text(html: &str) -> String {
    let mut text = Text::default();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.words(&rest[..start]);
        let end = start + rest[start..].find('>').expect("every tag ends") + 1;
        let tag = &rest[start + 1..end - 1];
        rest = &rest[end..];
        let name: String =
            tag.chars().skip_while(|c| *c == '/').take_while(|c| c.is_alphanumeric()).collect();
        if !tag.starts_with('/') && ["style", "script", "svg", "search"].contains(&&*name) {
            let close = format!("</{name}>");
            let end = rest.find(&close).unwrap_or_else(|| panic!("{name} ends"));
            if tag.contains("application/ld+json") {
                text.data(&rest[..end]);
            }
            rest = &rest[end + close.len()..];
        } else if tag.starts_with('/') {
            text.close(&name);
        } else {
            text.open(&name, tag);
        }
    }
    text.words(rest);
    text.end_line();
    text.done
}

#[derive(Default)]
struct Text {
    done: String,
    line: String,
    /// The addresses of the links that are open.
    links: Vec<Option<String>>,
}

impl Text {
    fn words(&mut self, html: &str) {
        let text = html
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&#x27;", "'")
            .replace("&#x2F;", "/")
            .replace("&amp;", "&");
        for piece in text.split_inclusive([' ', '\n', '\t']) {
            let is_after_blank = self.line.is_empty() || self.line.ends_with(' ');
            let word = piece.trim_matches([' ', '\n', '\t']);
            if !word.is_empty() {
                self.line.push_str(word);
            }
            if piece.len() > word.len() && !(word.is_empty() && is_after_blank) {
                self.line.push(' ');
            }
        }
    }

    fn open(&mut self, name: &str, tag: &str) {
        if BLOCKS.contains(&name) {
            self.end_line();
        }
        match name {
            "a" => self.links.push(attribute(tag, "href")),
            "del" | "ins" => self.line.push_str(&format!("{{{name} ")),
            "td" | "th" if !self.line.is_empty() => self.line.push_str("| "),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.line.push_str(&format!("{name} ")),
            "li" => self.line.push_str("- "),
            "meta" if tag.contains("name=\"robots\"") => {
                self.line.push_str(&format!("robots: {}", attribute(tag, "content").unwrap_or_default()));
            }
            "link" if !tag.contains("rel=\"stylesheet\"") && !tag.contains("icon") => {
                let (rel, href) = (attribute(tag, "rel"), attribute(tag, "href"));
                let line = format!("{}: {}", rel.unwrap_or_default(), href.unwrap_or_default());
                self.line.push_str(&line);
            }
            _ => {}
        }
        let data = tag.split("data-").skip(1).filter_map(|piece| {
            let (key, rest) = piece.split_once("=\"")?;
            let (value, _) = rest.split_once('"')?;
            (name == "main" || key == "closed-notice").then(|| format!("data-{key}={value}"))
        });
        let data: Vec<_> = data.collect();
        if !data.is_empty() {
            self.line.push_str(&format!("[{name} {}] ", data.join(" ")));
        }
    }

    /// Structured data, with a line for each value.
    fn data(&mut self, json: &str) {
        self.end_line();
        let value: serde_json::Value = serde_json::from_str(json).expect("structured data are JSON");
        self.done.push_str(&serde_json::to_string_pretty(&value).expect("JSON prints"));
        self.done.push('\n');
    }

    fn close(&mut self, name: &str) {
        match name {
            "a" => {
                if let Some(Some(href)) = self.links.pop() {
                    self.line.push_str(&format!(" <{href}>"));
                }
            }
            "del" | "ins" => self.line.push('}'),
            _ => {}
        }
        if BLOCKS.contains(&name) {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim_end();
        if !line.is_empty() && line != "-" {
            self.done.push_str(line);
            self.done.push('\n');
        }
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0.replace("&amp;", "&").replace("&#x2F;", "/"))
}

#[test]
fn a_page_becomes_lines() {
    let html = "<!DOCTYPE html>\n<html><head><meta name=\"robots\" content=\"noindex\"><title>Één &amp; twee</title>\
                <link rel=\"stylesheet\" href=\"/x.css\"><link rel=\"canonical\" href=\"/a/\"></head>\
                <body><main data-notice=\"1\" class=\"x\" data-phase=\"open\"><h1>Kop</h1>\n<p>Lees  <a \
                href=\"/b/\">\n dit</a>, <del>niet dit</del>.</p></main><style>p { color: red }</style></body></html>";
    let expected = "robots: noindex\nÉén & twee\ncanonical: /a/\n[main data-notice=1 data-phase=open]\n\
                    h1 Kop\nLees dit </b/>, {del niet dit}.\n";
    assert_eq!(page_text(html), expected);
}
