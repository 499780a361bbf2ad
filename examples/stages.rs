#![allow(missing_docs)]
use std::sync::Arc;
use std::time::Instant as I;
use termijn::*;
fn main() {
    let root = std::path::PathBuf::from(std::env::args().nth(1).unwrap());
    let t = I::now();
    let mut tree = host::project::read(&root, &[]).unwrap();
    println!("read {:?}", t.elapsed());
    let at = time::Instant::parse_rfc3339("2026-03-02T12:00:00+01:00").unwrap();
    let mut memory = edition::Memory::default();
    let file = tree
        .files
        .keys()
        .filter(|p| p.ends_with(".md") && p.contains("/") && !p.contains("pages"))
        .nth(10)
        .unwrap()
        .clone();
    for i in 0..4 {
        if i > 0 {
            let b = tree.bytes(&file).unwrap();
            let s = String::from_utf8(b.to_vec()).unwrap().replacen("title = \"", "title = \"Q", 1);
            tree.files.insert(file.clone(), source::SourceFile::Bytes(Arc::from(s.into_bytes())));
        }
        let t = I::now();
        let p = memory.prepare(&tree, None, lifecycle::Drafts::Included);
        println!("-- {i} prepare {:?}", t.elapsed());
        let t = I::now();
        let inputs = p.inputs().unwrap();
        println!("inputs {:?}", t.elapsed());
        let t = I::now();
        let e = assemble(&inputs, at);
        println!("assemble {:?}", t.elapsed());
        let t = I::now();
        let path = file
            .trim_start_matches("content/")
            .trim_end_matches("index.md")
            .trim_end_matches(".md")
            .trim_end_matches('/')
            .to_owned()
            + "/index.html";
        let a = e.artifact(&path);
        println!("artifact {path} {} {:?}", a.is_some(), t.elapsed());
        let t = I::now();
        let mut v = Vec::new();
        if let Some(a) = a {
            e.render(a, &|_, _, _| Ok(()), &mut v).ok();
        }
        println!("render {} {:?}", v.len(), t.elapsed());
        let t = I::now();
        let n = e.diagnostics().len();
        println!("advice {n} {:?}; content diags {}", t.elapsed(), p.content_diagnostics.len());
        let t = I::now();
        let a = e.artifact("index.html");
        println!("site plan {} {:?}", a.is_some(), t.elapsed());
        let t = I::now();
        let n = e.artifacts().len();
        println!("all {n} {:?}", t.elapsed());
    }
}
